import SoraTerminal
import Testing

@Suite struct `Numbers for people` {
    @Test(arguments: [
        (Int64(0), "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (4_404_019, "4.2 MiB"),
        (1_048_575, "1.0 MiB"), (104_857_600, "100 MiB"), (104_805_172, "100 MiB"),
        (-2048, "-2.0 KiB"), (.max, "8.0 EiB"), (.min, "-8.0 EiB"),
    ])
    func `bytes`(count: Int64, text: String) { #expect(HumanFormat.bytes(count) == text) }

    @Test(arguments: [
        (0.0, "0 s"), (0.42, "0.4 s"), (3, "3 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 m"),
        (192, "3 m 12 s"), (3600, "1 h"), (7500, "2 h 5 m"), (273_600, "3 d 4 h"), (-5, "-5 s"),
        (.infinity, "?"), (.nan, "?"),
    ])
    func `lengths of time`(seconds: Double, text: String) {
        #expect(HumanFormat.duration(seconds: seconds) == text)
    }

    @Test(arguments: [
        (0.0, "just now"), (42, "42 s ago"), (7300, "2 h ago"), (-259_201, "in 3 d"),
        (90, "1 m ago"), (.nan, "?"),
    ])
    func `times seen from now`(seconds: Double, text: String) {
        #expect(HumanFormat.relative(secondsAgo: seconds) == text)
    }

    @Test func `rates`() {
        #expect(HumanFormat.rate(1_153_434) == "1.1 MiB/s")
        #expect(HumanFormat.rate(.infinity) == "0 B/s")
        #expect(HumanFormat.rate(-1) == "0 B/s")
    }
}

import SoraTerminal
import Synchronization
import Testing

/// A clock that stands still until it is moved.
private final class HandClock: Sendable {
    private let time = Mutex(0.0)
    var now: Double { time.withLock { $0 } }
    func advance(_ seconds: Double) { time.withLock { $0 += seconds } }
}

@Suite struct `Showing progress` {
    private let clock = HandClock()
    private let sink = CapturingSink()

    private func reporter(_ mode: ProgressReporter.Mode) -> ProgressReporter {
        ProgressReporter(output: OutputChannel(sink, capacity: 0), mode: mode) { [clock] in
            clock.now
        }
    }

    @Test func `a bar shows part, bytes, rate and time left`() {
        var transfer = Transfer("v28", total: 4 << 20, at: 0)
        let text = ProgressText()
        #expect(text.bar(transfer, width: 79) == "v28  [....................]  0 %  0 B of 4.0 MiB")
        transfer.update(bytes: 1 << 20, at: 1)
        #expect(
            text.bar(transfer, width: 79)
                == "v28  [#####...............]  25 %  1.0 MiB of 4.0 MiB  1.0 MiB/s  3 s left")
        #expect(text.bar(transfer, width: 30) == "v28  25 %  1.0 MiB of 4.0 MiB")
        #expect(text.bar(transfer, width: 12) == "25 %  1.0 M…")
    }

    @Test func `the status stands below the bars, and in a log on a line when it changes`() {
        let bars = reporter(.bars(width: 40))
        bars.status("waiting, next in 9 s", plain: "waiting")
        bars.status("waiting, next in 9 s", plain: "waiting")
        bars.note("t1 completed")
        bars.status("waiting, next in 8 s", plain: "waiting")
        bars.clear()
        #expect(
            sink.text
                == "waiting, next in 9 s\n\u{1b}[1A\r\u{1b}[Jt1 completed\nwaiting, next in 9 s\n"
                + "\u{1b}[1A\r\u{1b}[Jwaiting, next in 8 s\n\u{1b}[1A\r\u{1b}[J")

        let log = CapturingSink()
        let lines = ProgressReporter(output: OutputChannel(log, capacity: 0), mode: .lines) { 0 }
        lines.status("waiting, next in 9 s", plain: "waiting")
        lines.status("waiting, next in 8 s", plain: "waiting")
        lines.status("offline", plain: "offline")
        #expect(log.text == "waiting\noffline\n")
    }

    @Test func `without a total a bar shows bytes and rate`() {
        var transfer = Transfer("v28", total: nil, at: 0)
        transfer.update(bytes: 2048, at: 2)
        #expect(ProgressText().bar(transfer, width: 79) == "v28  2.0 KiB  1.0 KiB/s")
    }

    @Test func `bytes of an earlier run do not make a transfer look fast`() {
        var transfer = Transfer("v28", total: 4096, resumedWith: 2048, at: 0)
        transfer.update(bytes: 3072, at: 1)
        #expect(transfer.rate == 1024)
        #expect(ProgressText().start(transfer) == "v28: resumed at 3.0 KiB (4.0 KiB)")
        #expect(ProgressText().end(transfer, .done, at: 2) == "v28: done, 3.0 KiB in 2 s (512 B/s)")
    }

    @Test func `the rate follows the last seconds`() throws {
        var transfer = Transfer("v28", total: nil, at: 0)
        for second in 1...30 { transfer.update(bytes: Int64(second) * 1000, at: Double(second)) }
        let steady = try #require(transfer.rate)
        #expect(abs(steady - 1000) < 1)
        for second in 31...60 { transfer.update(bytes: 30_000, at: Double(second)) }
        #expect(try #require(transfer.rate) < 10)
    }

    @Test(arguments: [Int64(0), -5, .max])
    func `a total or a count that makes no sense does no harm`(count: Int64) {
        var transfer = Transfer("v28", total: count, at: 0)
        transfer.update(bytes: 100, at: 1)
        transfer.update(bytes: 10, at: 2)
        #expect(DisplayWidth.of(ProgressText().bar(transfer, width: 79)) <= 79)
    }

    @Test func `in a file there is a line at the start and the end, and few between`() {
        let reporter = reporter(.lines)
        let id = reporter.start("v28", total: 10240)
        for step in 1...80 {
            clock.advance(0.125)
            reporter.update(id, bytes: Int64(step) * 125)
        }
        reporter.finish(id)
        reporter.finish(id)
        #expect(
            sink.text == """
                v28: started (10.0 KiB)
                v28: 48 %, 4.9 KiB of 10.0 KiB, 1000 B/s, 6 s left
                v28: 97 %, 9.8 KiB of 10.0 KiB, 1000 B/s, 1 s left
                v28: done, 9.8 KiB in 10 s (1000 B/s)

                """)
    }

    @Test func `in a terminal bars are drawn anew in place, ten times a second at most`() {
        let reporter = reporter(.bars(width: 60))
        let first = reporter.start("a", total: nil)
        let second = reporter.start("b", total: nil)
        reporter.update(second, bytes: 1)
        clock.advance(0.1)
        reporter.update(second, bytes: 1024)
        reporter.finish(first, .failed("no\u{1b} luck"))
        reporter.note("a note")
        reporter.clear()
        reporter.finish(second, .stopped)
        let up = { (lines: Int) in "\u{1b}[\(lines)A\r\u{1b}[J" }
        #expect(
            sink.text == "a  0 B\n" + up(1) + "a  0 B\nb  0 B\n" + up(2)
                + "a  0 B\nb  1.0 KiB  10.0 KiB/s\n" + up(2)
                + "a: failed, no\\x1b luck\nb  1.0 KiB  10.0 KiB/s\n" + up(1)
                + "a note\nb  1.0 KiB  10.0 KiB/s\n" + up(1) + "b: stopped at 1.0 KiB\n")
    }

    @Test func `many transfers do not fill the screen`() {
        let reporter = reporter(.bars(width: 60))
        for number in 1...12 { _ = reporter.start("t\(number)", total: nil) }
        #expect(sink.text.hasSuffix("t8  0 B\nand 4 more\n"))
    }

    @Test func `quiet says nothing`() {
        let reporter = reporter(.quiet)
        let id = reporter.start("a", total: 5)
        clock.advance(60)
        reporter.update(id, bytes: 5)
        reporter.note("x")
        reporter.finish(id)
        reporter.clear()
        #expect(sink.text == "")
    }

    @Test func `several tasks may report at once`() async {
        let reporter = reporter(.lines)
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let id = reporter.start("t\(number)", total: 100)
                    for bytes in 0..<100 { reporter.update(id, bytes: Int64(bytes)) }
                    reporter.finish(id)
                }
            }
        }
        #expect(sink.text.split(separator: "\n").count == 40)
    }
}

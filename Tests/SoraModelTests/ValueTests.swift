import SoraModel
import Testing

@Suite struct `Values are read strictly and written the one way` {
    @Test(arguments: [
        ("1280x720", "1280x720"), ("0x720", nil), ("1280X720", nil), ("1280x", nil),
        ("-1x2", nil), ("1280x720x1", nil), ("٣x٤", nil), ("99999999x1", nil),
    ])
    func `a size is width x height in pixels`(text: String, expected: String?) {
        #expect(PixelSize(text)?.description == expected)
    }

    @Test(arguments: [
        ("16:9", "16:9"), ("16x9", nil), ("0:9", nil), ("16:9:1", nil), ("", nil), ("1:x", nil),
    ])
    func `an aspect ratio is width to height`(text: String, expected: String?) {
        #expect(AspectRatio(text)?.description == expected)
    }

    @Test(arguments: [
        ("t41", "t41"), ("v1", "v1"), ("p9000000000", "p9000000000"), ("t0", nil), ("x1", nil),
        ("t", nil), ("t-1", nil), ("t1.5", nil), ("t99999999999999999999", nil), ("T1", nil),
    ])
    func `a handle is a letter and a number`(text: String, expected: String?) {
        #expect(Handle(text)?.description == expected)
    }

    @Test(arguments: [
        ("0.10", 100_000, "0.10"), ("5", 5_000_000, "5.00"), ("0.125", 125_000, "0.125"),
        ("0.000001", 1, "0.000001"), ("12.5", 12_500_000, "12.50"),
    ])
    func `money is exact in micro-units`(text: String, micros: Int64, written: String) {
        let money = Money(decimal: text, currency: "USD")
        #expect(money?.micros == micros)
        #expect(money?.decimal == written)
    }

    @Test(arguments: ["", "-1", "1.", ".5", "1e3", "0.0000001", "1,50", "NaN", "1000000000"])
    func `what is no amount is refused`(text: String) {
        #expect(Money(decimal: text, currency: "USD") == nil)
    }

    @Test func `a moment is written in UTC with its fraction cut off`() {
        #expect(Timestamp(milliseconds: 1_795_226_584_999).iso8601 == "2026-11-21T02:03:04Z")
        #expect(Timestamp(milliseconds: -1).iso8601 == "1969-12-31T23:59:59Z")
    }

    @Test func `a uid is a UUID of version 7 that sorts by time`() {
        let early = UID(at: Timestamp(milliseconds: 1000), random: Array(repeating: 255, count: 10))
        let late = UID(at: Timestamp(milliseconds: 1001), random: Array(repeating: 0, count: 10))
        #expect(early.text == "00000000-03e8-7fff-bfff-ffffffffffff")
        #expect(late.text == "00000000-03e9-7000-8000-000000000000")
        #expect(early.text < late.text)
    }

    @Test func `text in JSON cannot steer a terminal`() {
        #expect(
            JSONText.string("a\u{1b}[31m\"\\\n\u{9b}\u{202e}é")
                == #""a\u001b[31m\"\\\n\u009b\u202eé""#)
    }

    @Test func `several problems are one error`() {
        let error = SoraError.all(["a is wrong", "b is missing"], of: "the request")
        #expect(error.message == "the request has 2 problems:\n  - a is wrong\n  - b is missing")
        #expect(SoraError.all(["a is wrong"], of: "the request").message == "a is wrong")
    }
}

import SoraTerminal
import Testing

@Suite struct `Row formats` {
    @Test(arguments: [
        (["a", "b"], "a,b"), (["a,b", "c\"d"], "\"a,b\",\"c\"\"d\""), (["a\nb", ""], "\"a\nb\","),
        ([""], "\"\""), ([" a", "b "], "\" a\",\"b \""), (["Grüße"], "Grüße"), ([], ""),
    ])
    func `CSV quotes what RFC 4180 tells it to`(cells: [String], line: String) {
        #expect(CSVFormat().line(cells) == line + "\n")
    }

    @Test(arguments: [
        "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1", "＋1", "－1", "＠x",
        "=", "-", "+", "-5x", "- 5", "-5e", "-0x10", "-inf", "-.", "  =1",
    ])
    func `a cell that a spreadsheet would run is disarmed`(cell: String) {
        #expect(CSVFormat().line([cell]) == "\"'\(cell)\"\n")
        #expect(!CSVFormat(keepsFormulas: true).line([cell]).contains("'"))
    }

    @Test(arguments: ["-5", "+5", "-5.25", "-.5", "-1e-3", "+1E6", "5", "a=1", "1-1", "x@y"])
    func `plain numbers and inner signs stay as they are`(cell: String) {
        #expect(CSVFormat().line([cell]) == "\(cell)\n")
    }

    @Test func `in TSV a line is a row and a tab ends a cell`() {
        #expect(TSVFormat().line(["a\tb", "c\nd\r", "e\\f", ""]) == "a\\tb\tc\\nd\\r\te\\\\f\t\n")
    }

    @Test func `for a terminal CSV and TSV show controls as escapes`() {
        #expect(CSVFormat(isForTerminal: true).line(["\u{1b}[1m", "a\nb"]) == "\\x1b[1m,a\\nb\n")
        #expect(TSVFormat(isForTerminal: true).line(["\u{1b}[1m", "a\nb"]) == "\\x1b[1m\ta\\nb\n")
    }

    @Test(arguments: [
        ("a cat", #""a cat""#), ("", #""""#), (#"say "no" \ yes"#, #""say \"no\" \\ yes""#),
        ("a\n\t\r", #""a\n\t\r""#), ("\u{1b}\0", #""\u001b\u0000""#),
        ("\u{7f}\u{9b}", #""\u007f\u009b""#), ("\u{2028}\u{2029}", #""\u2028\u2029""#),
        ("\u{202e}x", #""\u202ex""#), ("\u{e0041}", #""\udb40\udc41""#), ("猫🐈é", #""猫🐈é""#),
    ])
    func `JSON strings are harmless in a terminal`(text: String, json: String) {
        #expect(JSONEscaping.string(text) == json)
    }
}

import Testing

@testable import SoraExport

/// The short way for ASCII is to give what the long one gives.
@Suite struct `Names of plain letters` {
    static let texts = [
        "", " ", "A red fox, in snow", "don't stop", "../../etc/passwd", "a\\b/c", "  x  y  ",
        "line\nbreak\ttab\r\nend", "\u{1b}[31mred\u{7f}\u{0}", "....", "-rf", "100% <b>&\"c\"",
        String(repeating: "fox ", count: 600), String(repeating: "x", count: 400),
        "one two three four five six seven eight nine ten", "CON", "a.b.c", "A-B_c",
        "sixty characters are reached by these rather long words, aren't they, my dear",
    ]

    @Test(arguments: texts) func `are cleaned alike`(text: String) {
        // A mark that is not seen makes it go the long way, and leaves nothing.
        #expect(NameText.cleaned(text) == NameText.cleaned(text + "\u{200b}"))
        #expect(NameText.slug(text) == NameText.slug(text + "\u{200b}"))
        #expect(PlainName.cleaned(text) != nil && PlainName.slug(text) != nil)
    }

    @Test(arguments: texts) func `begin alike`(text: String) {
        let other = NameText.firstWords("\u{e9}" + String(text.dropFirst()))
        guard let first = text.first, !first.isWhitespace else { return }
        #expect(String(NameText.firstWords(text).dropFirst()) == String(other.dropFirst()))
    }
}

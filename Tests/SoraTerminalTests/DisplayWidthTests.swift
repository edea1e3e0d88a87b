import SoraTerminal
import Testing

@Suite struct `Display width` {
    @Test(arguments: [
        ("", 0), ("abc", 3), ("Grüße", 5), ("Gru\u{308}ße", 5), ("猫", 2), ("ねこ", 4), ("고양이", 6),
        ("\u{1112}\u{1161}\u{11ab}", 2), ("ｆｕｌｌ", 8), ("ﾈｺ", 2), ("🐈", 2), ("🇩🇪", 2), ("👍🏽", 2),
        ("❤️", 2), ("❤", 1), ("א", 1), ("นี้", 1), ("—…", 2), ("½", 1),
    ])
    func `a text takes columns`(text: String, columns: Int) {
        #expect(DisplayWidth.of(text) == columns)
    }

    @Test(arguments: [
        ("a dancing cat", 8, "a danci…"), ("short", 5, "short"), ("short", 4, "sho…"),
        ("猫猫猫", 5, "猫猫…"), ("猫猫猫", 4, "猫…"), ("🇩🇪🇫🇷🇮🇹", 5, "🇩🇪🇫🇷…"), ("abc", 1, "…"), ("abc", 0, ""),
        ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ])
    func `a text is cut between characters`(text: String, width: Int, cut: String) {
        #expect(DisplayWidth.truncated(text, to: width) == cut)
    }

    @Test func `what is cut never takes more than its room`() {
        for text in hostileTexts() {
            for width in 0...12 {
                let cut = DisplayWidth.truncated(Escaping.oneLine(text), to: width)
                #expect(DisplayWidth.of(cut) <= width)
            }
        }
    }
}

/// How many columns text takes in a terminal.
///
/// The table is Unicode's East Asian Width (UAX #11), W and F; `wcwidth` would need a UTF-8 locale,
/// which a minimal system may lack.
package enum DisplayWidth {
    /// The columns of a text of one line.
    package static func of(_ text: String) -> Int {
        if isPlain(text) { return text.utf8.count }
        return text.reduce(0) { $0 + columns(of: $1) }
    }

    /// The text, cut between characters so that it takes no more than some columns; `…` stands
    /// for what is left out.
    package static func truncated(_ text: String, to width: Int) -> String {
        guard of(text) > width else { return text }
        guard width > 0 else { return "" }
        var result = ""
        var used = 1
        for character in text {
            used += columns(of: character)
            if used > width { break }
            result.append(character)
        }
        return result + "…"
    }

    /// Spaces that fill a text up to a width.
    static func padding(of text: String, to width: Int) -> String {
        String(repeating: " ", count: max(0, width - of(text)))
    }

    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
    }

    static func columns(of character: Character) -> Int {
        if let byte = character.asciiValue { return byte >= 0x20 && byte < 0x7f ? 1 : 0 }
        let scalars = character.unicodeScalars
        // Emoji sequences, flags and what a variation selector makes an emoji are drawn as one.
        let isEmoji = scalars.contains { $0.properties.isEmojiPresentation || $0 == "\u{fe0f}" }
        return isEmoji ? 2 : scalars.reduce(0) { $0 + columns(of: $1) }
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        if scalar.value < 0x300 { return Escaping.isActive(scalar) ? 0 : 1 }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .lineSeparator, .paragraphSeparator:
            return 0
        default:
            // Vowels and finals of Hangul join the syllable before them.
            if (0x1160...0x11ff).contains(scalar.value) { return 0 }
            return isWide(scalar.value) ? 2 : 1
        }
    }

    private static func isWide(_ value: UInt32) -> Bool {
        switch value {
        case ..<0x1100: false
        case 0x1100...0x115f, 0x2329...0x232a, 0x2e80...0x303e, 0x3041...0x3247, 0x3250...0x4dbf,
            0x4e00...0xa4cf, 0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19,
            0xfe30...0xfe6b, 0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18dff,
            0x1aff0...0x1b2ff, 0x1f200...0x1f265, 0x20000...0x3fffd:
            true
        default: false
        }
    }
}

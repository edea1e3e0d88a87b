/// Writes a word so that bash reads it as it is, and runs nothing of it.
package enum ShellQuoting {
    /// The part of a word behind what stands on the line already.
    ///
    /// - Parameters:
    ///   - text: the part; it has no control characters.
    ///   - quote: the quote that is open before it.
    ///   - isStart: whether it is the start of the word.
    /// - Returns: the part as it is to be typed; bash itself closes the quote.
    package static func typed(
        _ text: String, inside quote: Character? = nil, isStart: Bool = true
    ) -> String {
        switch quote {
        case "'":
            return text.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: #"'\''"#)
        case .some:
            return text.map { letter in
                // A backslash before it would stay in the word.
                if letter == "!" { return "\"'!'\"" }
                return "$`\"\\".contains(letter) ? "\\\(letter)" : String(letter)
            }.joined()
        case nil:
            var isFirst = isStart
            return text.map { letter in
                defer { isFirst = false }
                return isPlain(letter) || (letter == "~" && !isFirst)
                    ? String(letter) : "\\\(letter)"
            }.joined()
        }
    }

    private static func isPlain(_ letter: Character) -> Bool {
        guard let byte = letter.asciiValue else { return !letter.isWhitespace }
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: return true
        default: return "-_./,+%@:=".utf8.contains(byte)
        }
    }
}

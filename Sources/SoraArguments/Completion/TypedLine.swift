/// A command line as far as it was typed, read as a shell reads it; nothing in it is expanded.
package struct TypedLine: Sendable, Equatable {
    /// The words without their quotes.
    ///
    /// The last is the one at the cursor, and may be empty.
    package private(set) var words: [String] = [""]
    /// The quote that is open at the cursor.
    package private(set) var openQuote: Character?
    /// How many letters of the last word the shell keeps as they are: it puts a completion behind them.
    package private(set) var kept = 0

    /// Reads a line up to the cursor.
    ///
    /// - Parameters:
    ///   - line: what was typed.
    ///   - breaks: letters at which the shell begins anew to complete, as bash's `COMP_WORDBREAKS` has them.
    package init(_ line: String, breaks: Set<Character> = []) {
        var rest = line[...]
        var isInside = false
        while let letter = rest.popFirst() {
            switch (openQuote, letter) {
            case (nil, "\\"):
                add(rest.popFirst())
                isInside = true
            case (nil, "'"), (nil, "\""):
                openQuote = letter
                kept = last.count
                isInside = true
            case (nil, " "), (nil, "\t"), (nil, "\n"):
                if isInside { words.append("") }
                isInside = false
                kept = 0
            case ("\"", "\\"):
                guard let next = rest.popFirst() else { break }
                if !"$`\"\\".contains(next) { add("\\") }
                add(next)
            case (let quote?, letter) where quote == letter:
                openQuote = nil
                kept = 0
            default:
                add(letter)
                isInside = true
                if openQuote == nil, breaks.contains(letter) { kept = last.count }
            }
        }
    }

    /// One word as it stands on a line, without its quotes.
    package static func unquoted(_ word: String) -> String {
        TypedLine(word).words.joined(separator: " ")
    }

    private var last: String { words[words.count - 1] }

    private mutating func add(_ letter: Character?) {
        if let letter { words[words.count - 1].append(letter) }
    }
}

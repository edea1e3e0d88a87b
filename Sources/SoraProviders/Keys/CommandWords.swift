import SoraModel

/// Splits a command into its words, without a shell.
///
/// Words are parted by spaces and tabs. `'…'` holds everything as it is; in `"…"` a backslash before
/// `"` or `\` is taken off; outside of quotes a backslash takes the next character as it is. Nothing
/// else means anything: no variables, no `*`, no `~`, no pipes, no redirection.
enum CommandWords {
    /// The words of a command.
    ///
    /// - Parameter command: the command.
    /// - Returns: at least one word; the first is the program.
    /// - Throws: `SoraError` of code `invalid` where a quote is open, or there is no word.
    static func split(_ command: String) throws(SoraError) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var rest = command[...]
        while let character = rest.popFirst() {
            if let open = quote {
                if character == open {
                    quote = nil
                } else if open == "\"", character == "\\", let next = rest.first,
                    next == "\"" || next == "\\"
                {
                    word?.append(rest.removeFirst())
                } else {
                    word?.append(character)
                }
            } else if character == " " || character == "\t" {
                if let done = word { words.append(done) }
                word = nil
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if character == "\\", let next = rest.popFirst() {
                word = (word ?? "") + String(next)
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        guard quote == nil, let program = words.first, !program.isEmpty else {
            throw SoraError(
                .invalid,
                quote == nil
                    ? "the key command is empty" : "the key command has an open quote: \(command)",
                hint: "it is run without a shell; for one, write sh -c '…'")
        }
        return words
    }
}

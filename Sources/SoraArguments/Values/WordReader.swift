/// Reads single words as values, and knows what to say of those that are none.
struct WordReader<Element: Sendable>: Sendable {
    let choices: [String]
    let expected: String?
    let read: @Sendable (String) throws -> Element?

    init(_ read: @escaping @Sendable (String) throws -> Element) {
        choices = []
        expected = nil
        self.read = read
    }

    init(reading: Element.Type) where Element: ExpressibleByArgument {
        choices = Element.allValueStrings
        expected = Element.argumentDescription
        read = { Element(argument: $0) }
    }

    /// The value of one word.
    ///
    /// - Parameters:
    ///   - word: The word of the command line.
    ///   - argument: The declaration as the user knows it, such as `--limit`.
    /// - Returns: What the word says.
    /// - Throws: `UsageProblem` that says why the word is refused.
    func value(of word: String, for argument: String) throws(UsageProblem) -> Element {
        let value: Element?
        do {
            value = try read(word)
        } catch {
            let reason = (error as? ValidationError)?.description ?? String(describing: error)
            throw .rejected(argument: argument, given: word, reason: reason)
        }
        if let value { return value }
        guard choices.isEmpty else {
            throw .notAChoice(
                argument: argument, given: word, choices: choices,
                suggestion: Suggestion.nearest(to: word, among: choices))
        }
        throw .badValue(argument: argument, given: word, expected: expected)
    }
}

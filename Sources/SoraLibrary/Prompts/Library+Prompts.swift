import SoraCatalog
package import SoraModel

extension Library {
    /// A prompt that was added or revised.
    package struct StoredPrompt: Hashable, Sendable {
        /// Its handle; `nil` where nothing was stored.
        package var handle: Handle?
        /// Whether its text was not there before.
        package var isNew: Bool
    }

    /// Adds a prompt; where one of the same text is there, that one gets the title and the tags.
    ///
    /// - Throws: one `SoraError` of code `invalid` with every problem.
    package func addPrompt(
        _ text: String, title: String? = nil, tags: [String] = [], isDryRun: Bool = false
    ) throws -> StoredPrompt {
        var problems = [TextRules.problem(withPrompt: text)].compactMap(\.self)
        problems += [title.flatMap(TextRules.problem(withTitle:))].compactMap(\.self)
        problems += tags.compactMap(TextRules.problem(withTag:))
        guard problems.isEmpty else {
            throw SoraError.all(problems, of: "the prompt", hint: "nothing was stored")
        }
        if isDryRun {
            let known = try catalog.promptNumber(of: text)
            return StoredPrompt(handle: known.map { Handle(.prompt, $0) }, isNew: known == nil)
        }
        let (number, isNew) = try catalog.addPrompt(
            text, title: title.flatMap { $0.isEmpty ? nil : $0 }, tags: tags)
        return StoredPrompt(handle: Handle(.prompt, number), isNew: isNew)
    }

    /// Adds a revision of a prompt; the prompt itself stays as it is.
    ///
    /// - Returns: the revision; the prompt itself where the text is the same.
    /// - Throws: `SoraError` with code `invalid`.
    package func revisePrompt(
        _ prompt: Handle, to text: String, isDryRun: Bool = false
    ) throws -> StoredPrompt {
        if let problem = TextRules.problem(withPrompt: text) {
            throw SoraError(.invalid, problem, hint: "nothing was stored")
        }
        if isDryRun {
            let isSame =
                try catalog.promptText(number: prompt.number).map { Array($0.utf8) }
                == Array(text.utf8)
            return StoredPrompt(handle: isSame ? prompt : nil, isNew: !isSame)
        }
        let number = try catalog.revisePrompt(prompt.number, to: text)
        return StoredPrompt(handle: Handle(.prompt, number), isNew: number != prompt.number)
    }
}

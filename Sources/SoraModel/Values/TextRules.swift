/// Which texts of people's own a library keeps.
package enum TextRules {
    /// What is wrong with a tag, as a sentence; `nil` where it is right.
    package static func problem(withTag tag: String) -> String? {
        lineProblem(tag, "a tag", limit: 100)
    }

    /// What is wrong with a title; an empty one is right, and means none.
    package static func problem(withTitle title: String) -> String? {
        title.isEmpty ? nil : lineProblem(title, "a title", limit: 500)
    }

    /// What is wrong with notes; empty ones are right, and mean none.
    package static func problem(withNotes notes: String) -> String? {
        if notes.utf8.count > 1 << 20 { return "the notes are longer than 1 MiB" }
        if let scalar = notes.unicodeScalars.first(where: {
            $0.properties.generalCategory == .control && !["\n", "\r", "\t"].contains($0)
        }) {
            return "the notes have the control character \(name(scalar))"
        }
        return nil
    }

    /// What is wrong with the text of a prompt.
    package static func problem(withPrompt text: String) -> String? {
        if text.unicodeScalars.allSatisfy(\.properties.isWhitespace) {
            return "the prompt is empty"
        }
        return text.unicodeScalars.contains("\0") ? "the prompt has the character U+0000" : nil
    }

    /// What is wrong with the name of a collection, which may become the name of a folder; `/` divides the
    /// names of collections that lie in one another.
    package static func problem(withCollection name: String) -> String? {
        if let problem = lineProblem(name, "a collection's name", limit: 200) { return problem }
        if name.contains("\\") { return "a collection's name holds no \\: \(name)" }
        for part in name.split(separator: "/", omittingEmptySubsequences: false) {
            if let problem = lineProblem(String(part), "a part of a collection's name", limit: 200)
            {
                return problem
            }
            if part == "." || part == ".." { return "a collection cannot be called \(name)" }
        }
        return nil
    }

    /// What is wrong with a text of a field of the owner's own.
    package static func problem(withFieldText text: String, of field: String) -> String? {
        lineProblem(text, "a text of \(field)", limit: 1000)
    }

    private static func lineProblem(_ text: String, _ what: String, limit: Int) -> String? {
        let scalars = text.unicodeScalars
        if scalars.allSatisfy(\.properties.isWhitespace) { return "\(what) is empty" }
        if scalars.count > limit {
            return "\(what) has at most \(limit) characters, and this has \(scalars.count): "
                + "\(text.prefix(40))…"
        }
        if let scalar = scalars.first(where: isCommand) {
            return "\(what) holds no control characters and no marks that turn the text, "
                + "and this has \(name(scalar))"
        }
        if scalars.first?.properties.isWhitespace == true
            || scalars.last?.properties.isWhitespace == true
        {
            return "\(what) neither begins nor ends with a space: \"\(text)\""
        }
        return nil
    }

    /// Whether a character commands a terminal, breaks the line, or turns the direction of text.
    private static func isCommand(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format:
            // What joins letters and emoji is part of writing.
            !["\u{200C}", "\u{200D}"].contains(scalar)
                && !(0xE0020...0xE007F).contains(scalar.value)
        default: false
        }
    }

    private static func name(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// What the JSON of a command is made of: objects that have a JSON Schema (`soralib schema`).
package struct CommandResult: Sendable {
    /// One form that the JSON takes.
    package struct Form: Sendable {
        /// Whether it is an array; with `--format jsonl` one object a line.
        package let isList: Bool
        /// The names of the objects, each of which it may be.
        package let objects: [String]

        /// One object, of one of these kinds.
        static func one(_ objects: String...) -> Form { Form(isList: false, objects: objects) }
        /// An array of objects, each of one of these kinds.
        static func list(_ objects: String...) -> Form { Form(isList: true, objects: objects) }
    }

    /// The forms, of which it has one.
    package let forms: [Form]

    /// The command gives no JSON that has a schema.
    static let none = CommandResult()

    init(_ forms: Form...) { self.forms = forms }

    /// In words, with the names as code: “an array of `video`, or one `count`”; `nil` where there is none.
    package var words: String? {
        guard !forms.isEmpty else { return nil }
        return forms.map { form in
            let names = form.objects.map { "`\($0)`" }.joined(separator: " or ")
            return form.isList ? "an array of \(names)" : "one \(names)"
        }.joined(separator: ", or ")
    }
}

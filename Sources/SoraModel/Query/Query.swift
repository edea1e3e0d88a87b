/// What is looked for: query words that were read and are right.
package struct Query: Hashable, Sendable {
    /// What kind of objects is looked for.
    package var kind: ObjectKind
    /// An object is found where all conditions of one of these hold; with none, every object is.
    package var alternatives: [[Term]]

    package init(kind: ObjectKind, alternatives: [[Term]] = []) {
        self.kind = kind
        self.alternatives = alternatives
    }

    /// One condition.
    package struct Term: Hashable, Sendable {
        /// Whether it must not hold.
        package var isNegated = false
        /// The field that it is about; `nil` for words that may stand in any of the object's texts.
        package var field: QueryField?
        /// What has to be true of it.
        package var test: Test
    }

    /// What has to be true of a field.
    package enum Test: Hashable, Sendable {
        /// These words stand in it.
        case words(WordPhrase)
        /// It is this text, in any case.
        case text(String)
        /// It is this text, letter for letter.
        case exactly(String)
        /// This regular expression matches in it.
        case pattern(String)
        /// It is in this range; moments are in milliseconds since 1970.
        case range(QueryRange)
        /// It is true, or false.
        case truth(Bool)
        /// It is the object of that number.
        case object(Int64)
        /// It has a value.
        case present
    }

    /// Whether it asks for what a list leaves out: the trash, and videos that never had a file.
    package var asksForHidden: Bool {
        alternatives.joined().contains { term in
            !term.isNegated && term.field.map { Self.hiding.contains($0.name) } == true
        }
    }

    private static let hiding: Set = ["id", "uid", "file_state", "trashed"]
}

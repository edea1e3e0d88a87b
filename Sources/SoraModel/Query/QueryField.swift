/// A field that a query can name.
package struct QueryField: Hashable, Sendable {
    /// How a value of it is read and compared.
    package enum Kind: Hashable, Sendable {
        /// A text in which words are looked for.
        case words
        /// A text that is compared as a whole, in any case.
        case text
        /// A text that is one of these.
        case oneOf([String])
        /// A whole number.
        case whole
        /// A number that may have decimals.
        case decimal
        /// A number of bytes.
        case bytes
        /// A length in seconds.
        case length
        /// A moment.
        case moment
        /// Yes or no.
        case truth
        /// An object of that kind.
        case object(ObjectKind)
    }

    /// The name, which is that of the output where the output has the field.
    package let name: String
    /// Other names for it.
    package let otherNames: [String]
    /// How a value is read.
    package let kind: Kind
    /// The number of a field that is the owner's own.
    package let own: Int64?

    init(_ name: String, _ kind: Kind, or others: String...) {
        self.name = name
        self.kind = kind
        otherNames = others
        own = nil
    }

    /// A field of the owner's own.
    package init(own number: Int64, _ name: String, _ type: OwnFieldType) {
        self.name = name
        otherNames = []
        own = number
        kind =
            switch type {
            case .text: .text
            case .number: .decimal
            case .date: .moment
            }
    }

    /// Whether it is called so.
    package func isCalled(_ name: String) -> Bool {
        self.name == name || otherNames.contains(name)
    }

    /// Whether its values are texts, in which a pattern can be looked for.
    package var isText: Bool {
        switch kind {
        case .words, .text, .oneOf: true
        case .whole, .decimal, .bytes, .length, .moment, .truth, .object: false
        }
    }
}

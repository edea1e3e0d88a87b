/// What a declared property can hold: one element, at most one, or several.
///
/// It lets one initializer of `@Option` and `@Argument` serve `T`, `T?` and `[T]`.
package protocol ArgumentValue {
    /// What one word is read as.
    associatedtype ArgumentElement

    /// How many words are wanted.
    static var arity: Arity { get }

    /// Makes the value from the words that were given; nil when a word is missing.
    static func gathered(from elements: [ArgumentElement]) -> Self?
}

/// How many words a declaration takes.
package enum Arity: Sendable {
    case one
    case optional
    case many
}

extension ExpressibleByArgument {
    package static var arity: Arity { .one }
    package static func gathered(from elements: [Self]) -> Self? { elements.last }
}

extension Optional: ArgumentValue {
    package static var arity: Arity { .optional }
    package static func gathered(from elements: [Wrapped]) -> Self? { .some(elements.last) }
}

extension Array: ArgumentValue {
    package static var arity: Arity { .many }
    package static func gathered(from elements: [Element]) -> Self? {
        elements.isEmpty ? nil : elements
    }
}

/// Declares a positional argument: a word that is known by where it stands.
///
/// A property of type `T?` may be left out; `[T]` takes all words that are left, at least one
/// unless it has a default.
@propertyWrapper
package struct Argument<Value: Sendable>: Decodable, Sendable, ArgumentWrapper {
    private var state: Parsed<Value>

    package var wrappedValue: Value {
        get { state.current }
        set { state = .value(newValue) }
    }

    package init(from decoder: any Decoder) throws { state = try Parsed(from: decoder) }

    package init(
        wrappedValue: Value, help: ArgumentHelp = "", completion: CompletionKind? = nil
    ) where Value: ArgumentValue, Value.ArgumentElement: ExpressibleByArgument {
        self.init(help, completion, wrappedValue, .init(reading: Value.ArgumentElement.self))
    }

    package init(help: ArgumentHelp = "", completion: CompletionKind? = nil)
    where Value: ArgumentValue, Value.ArgumentElement: ExpressibleByArgument {
        self.init(help, completion, nil, .init(reading: Value.ArgumentElement.self))
    }

    /// An argument whose words are read by a function, which throws `ValidationError` to refuse one.
    package init(
        wrappedValue: Value, help: ArgumentHelp = "", completion: CompletionKind? = nil,
        transform: @escaping @Sendable (String) throws -> Value.ArgumentElement
    ) where Value: ArgumentValue, Value.ArgumentElement: Sendable {
        self.init(help, completion, wrappedValue, .init(transform))
    }

    package init(
        help: ArgumentHelp = "", completion: CompletionKind? = nil,
        transform: @escaping @Sendable (String) throws -> Value.ArgumentElement
    ) where Value: ArgumentValue, Value.ArgumentElement: Sendable {
        self.init(help, completion, nil, .init(transform))
    }

    @_disfavoredOverload
    package init(
        wrappedValue: Value, help: ArgumentHelp = "", completion: CompletionKind? = nil,
        transform: @escaping @Sendable (String) throws -> Value
    ) {
        self.init(plain: help, completion, wrappedValue, .init(transform))
    }

    @_disfavoredOverload
    package init(
        help: ArgumentHelp = "", completion: CompletionKind? = nil,
        transform: @escaping @Sendable (String) throws -> Value
    ) {
        self.init(plain: help, completion, nil, .init(transform))
    }

    /// An argument of a type that only its function knows how to read.
    private init(
        plain help: ArgumentHelp, _ completion: CompletionKind?, _ initial: Value?,
        _ reader: WordReader<Value>
    ) {
        state = .declared(
            .init(
                .positional, help: help, completion: completion, arity: .one, initial: initial,
                reader: reader, gather: \.last))
    }

    private init(
        _ help: ArgumentHelp, _ completion: CompletionKind?, _ initial: Value?,
        _ reader: WordReader<Value.ArgumentElement>
    ) where Value: ArgumentValue, Value.ArgumentElement: Sendable {
        state = .declared(
            .init(
                .positional, help: help, completion: completion, arity: Value.arity,
                initial: initial ?? Value.gathered(from: []), reader: reader,
                gather: { Value.gathered(from: $0) }))
    }

    func definitions(key: String, in place: DeclarationPlace) -> [ArgumentDefinition] {
        guard case .declared(let declaration) = state else { return [] }
        return [ArgumentDefinition(declaration, key: key, in: place)]
    }
}

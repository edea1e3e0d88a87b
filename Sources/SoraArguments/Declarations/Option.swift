/// Declares an option: a name followed by a value, such as `--limit 5`.
///
/// A property of type `T?` may be left out, `[T]` may be given several times, and one with a
/// default need not be given; any other must be.
@propertyWrapper
package struct Option<Value: Sendable>: Decodable, Sendable, ArgumentWrapper {
    private var state: Parsed<Value>

    package var wrappedValue: Value {
        get { state.current }
        set { state = .value(newValue) }
    }

    package init(from decoder: any Decoder) throws { state = try Parsed(from: decoder) }

    package init(
        wrappedValue: Value, name: NameSpecification = .long, help: ArgumentHelp = "",
        completion: CompletionKind? = nil
    ) where Value: ArgumentValue, Value.ArgumentElement: ExpressibleByArgument {
        self.init(name, help, completion, wrappedValue, .init(reading: Value.ArgumentElement.self))
    }

    package init(
        name: NameSpecification = .long, help: ArgumentHelp = "", completion: CompletionKind? = nil
    ) where Value: ArgumentValue, Value.ArgumentElement: ExpressibleByArgument {
        self.init(name, help, completion, nil, .init(reading: Value.ArgumentElement.self))
    }

    /// An option whose words are read by a function, which throws `ValidationError` to refuse one.
    package init(
        wrappedValue: Value, name: NameSpecification = .long, help: ArgumentHelp = "",
        completion: CompletionKind? = nil,
        transform: @escaping @Sendable (String) throws -> Value.ArgumentElement
    ) where Value: ArgumentValue, Value.ArgumentElement: Sendable {
        self.init(name, help, completion, wrappedValue, .init(transform))
    }

    package init(
        name: NameSpecification = .long, help: ArgumentHelp = "", completion: CompletionKind? = nil,
        transform: @escaping @Sendable (String) throws -> Value.ArgumentElement
    ) where Value: ArgumentValue, Value.ArgumentElement: Sendable {
        self.init(name, help, completion, nil, .init(transform))
    }

    @_disfavoredOverload
    package init(
        wrappedValue: Value, name: NameSpecification = .long, help: ArgumentHelp = "",
        completion: CompletionKind? = nil, transform: @escaping @Sendable (String) throws -> Value
    ) {
        self.init(plain: name, help, completion, wrappedValue, .init(transform))
    }

    @_disfavoredOverload
    package init(
        name: NameSpecification = .long, help: ArgumentHelp = "", completion: CompletionKind? = nil,
        transform: @escaping @Sendable (String) throws -> Value
    ) {
        self.init(plain: name, help, completion, nil, .init(transform))
    }

    /// An option of a type that only its function knows how to read.
    private init(
        plain name: NameSpecification, _ help: ArgumentHelp, _ completion: CompletionKind?,
        _ initial: Value?, _ reader: WordReader<Value>
    ) {
        state = .declared(
            .init(
                .option, names: name, help: help, completion: completion, arity: .one,
                initial: initial, reader: reader, gather: \.last))
    }

    private init(
        _ name: NameSpecification, _ help: ArgumentHelp, _ completion: CompletionKind?,
        _ initial: Value?, _ reader: WordReader<Value.ArgumentElement>
    ) where Value: ArgumentValue, Value.ArgumentElement: Sendable {
        state = .declared(
            .init(
                .option, names: name, help: help, completion: completion, arity: Value.arity,
                initial: initial ?? Value.gathered(from: []), reader: reader,
                gather: { Value.gathered(from: $0) }))
    }

    func definitions(key: String, in place: DeclarationPlace) -> [ArgumentDefinition] {
        guard case .declared(let declaration) = state else { return [] }
        return [ArgumentDefinition(declaration, key: key, in: place)]
    }
}

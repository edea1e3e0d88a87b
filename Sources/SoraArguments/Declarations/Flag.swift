/// How a flag is turned off.
package enum FlagInversion: Sendable {
    /// `--watermark` and `--no-watermark`.
    case prefixedNo
}

/// Declares a flag: a name without a value, such as `--quiet`.
///
/// With an inversion and the type `Bool?` the command can tell "not given" from "no".
@propertyWrapper
package struct Flag<Value: Sendable>: Decodable, Sendable, ArgumentWrapper {
    private var state: Parsed<Value>

    package var wrappedValue: Value {
        get { state.current }
        set { state = .value(newValue) }
    }

    package init(from decoder: any Decoder) throws { state = try Parsed(from: decoder) }

    package init(
        wrappedValue: Value, name: NameSpecification = .long, inversion: FlagInversion? = nil,
        help: ArgumentHelp = ""
    ) where Value == Bool {
        self.init(name, inversion, help, initial: wrappedValue) { $0 ?? wrappedValue }
    }

    package init(
        name: NameSpecification = .long, inversion: FlagInversion, help: ArgumentHelp = ""
    ) where Value == Bool? {
        self.init(name, inversion, help, initial: nil) { $0 }
    }

    private init(
        _ name: NameSpecification, _ inversion: FlagInversion?, _ help: ArgumentHelp,
        initial: Value, make: @escaping @Sendable (Bool?) -> Value
    ) {
        var declaration = Declaration<Value>(
            form: .flag, names: name, help: help, arity: .optional, initial: initial
        ) { given, definition throws(UsageProblems) in
            make(try Occurrence.state(of: given, for: definition))
        }
        declaration.hasInverse = inversion != nil
        state = .declared(declaration)
    }

    func definitions(key: String, in place: DeclarationPlace) -> [ArgumentDefinition] {
        guard case .declared(let declaration) = state else { return [] }
        return [ArgumentDefinition(declaration, key: key, in: place)]
    }
}

/// One option, flag or positional argument of a command, with its names.
///
/// Help, reference pages and shell completions are made from these.
package struct ArgumentDefinition: Sendable {
    package enum Form: Sendable {
        case option
        case flag
        case positional
    }

    package let form: Form
    /// The names of an option or flag, short ones first; empty for a positional argument.
    package let names: [ArgumentName]
    /// `--no-x` of a flag that can be given either way.
    package let inverses: [ArgumentName]
    package let help: ArgumentHelp
    /// What stands for the value, such as `DIR`.
    package let valueName: String
    package let choices: [String]
    package let completion: CompletionKind?
    package let isRequired: Bool
    package let isRepeating: Bool
    /// The title of the option group that declares it; empty for the command's own.
    package let section: String

    /// The properties that lead to it, joined by dots.
    let path: String
    /// The type that declares it: the same declaration seen from two commands has one origin.
    let origin: ObjectIdentifier
    /// Describes the default, when help asks: casting to find out how is too slow for every start.
    private let describeDefault: @Sendable () -> String?
    /// Reads the value, boxed, from what was given.
    let read: @Sendable ([Occurrence], ArgumentDefinition) throws(UsageProblems) -> any Sendable

    init<Value>(_ declaration: Declaration<Value>, key: String, in place: DeclarationPlace) {
        form = declaration.form
        names = declaration.names.names(for: key)
        inverses = declaration.hasInverse ? names.compactMap(\.negated) : []
        help = declaration.help
        let isFlag = declaration.form == .flag
        let longName = names.last { !$0.isShort }?.description.dropFirst(2)
        let word = longName.map(String.init) ?? key.kebabCased
        valueName = isFlag ? "" : declaration.help.valueName ?? word.uppercased()
        choices = declaration.choices
        completion = declaration.completion
        describeDefault = { isFlag ? nil : declaration.defaultDescription }
        isRequired = declaration.initial == nil && declaration.arity != .optional
        isRepeating = declaration.arity == .many
        section = place.section
        path = place.path(to: key)
        origin = place.origin
        let read = declaration.read
        self.read = { given, definition throws(UsageProblems) in
            guard let value = try read(given, definition) else {
                throw UsageProblems([.missing(definition.display, choices: definition.choices)])
            }
            return Box(value: value)
        }
    }

    /// What errors call it: its long name, or the value's name of a positional argument.
    package var display: String {
        (names.last { !$0.isShort } ?? names.first)?.description ?? valueName
    }

    /// The default as help shows it; nil when there is nothing to show.
    package var defaultDescription: String? { describeDefault() }

    /// Every name it is given by, `--no-x` too.
    package var allNames: [ArgumentName] { names + inverses }
}

/// A value on its way to its property; a box, because an empty optional put into `any` would vanish.
struct Box<Value: Sendable>: Sendable {
    let value: Value
}

/// Where a declaration stands.
struct DeclarationPlace {
    var prefix = ""
    var section = ""
    var origin: ObjectIdentifier

    func path(to key: String) -> String { prefix.isEmpty ? key : "\(prefix).\(key)" }
}

/// A property wrapper that declares something.
protocol ArgumentWrapper {
    func definitions(key: String, in place: DeclarationPlace) -> [ArgumentDefinition]
}

extension ArgumentDefinition {
    /// The definitions of a type in the order of its properties, option groups opened.
    static func all(
        of type: any ParsableArguments.Type, prefix: String = "", section: String = ""
    ) -> [ArgumentDefinition] {
        let place = DeclarationPlace(
            prefix: prefix, section: section, origin: ObjectIdentifier(type))
        return Mirror(reflecting: type.init()).children.flatMap { label, value in
            guard let wrapper = value as? any ArgumentWrapper, let label else {
                return [ArgumentDefinition]()
            }
            return wrapper.definitions(key: String(label.drop { $0 == "_" }), in: place)
        }
    }
}

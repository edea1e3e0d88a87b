/// What a property wrapper holds before a command line was read, and after.
enum Parsed<Value: Sendable>: Sendable {
    case declared(Declaration<Value>)
    case value(Value)

    /// The value, or the default of the declaration.
    ///
    /// - Precondition: The command line was parsed, or the declaration has a default.
    var current: Value {
        switch self {
        case .value(let value): return value
        case .declared(let declaration):
            guard let initial = declaration.initial else { preconditionFailure(Wording.notParsed) }
            return initial
        }
    }

    /// The value that the parser prepared for the property that is being decoded.
    init(from decoder: any Decoder) throws {
        guard let words = decoder as? WordDecoder else { throw WordDecoder.unsupported }
        self = .value(try words.value())
    }
}

/// One declaration, before the name of its property is known.
struct Declaration<Value: Sendable>: Sendable {
    var form: ArgumentDefinition.Form
    var names: NameSpecification = []
    var hasInverse = false
    var help: ArgumentHelp
    var completion: CompletionKind?
    var choices: [String] = []
    var arity: Arity
    var initial: Value?
    /// Makes the value from what was given; nil when it is missing.
    var read: @Sendable ([Occurrence], ArgumentDefinition) throws(UsageProblems) -> Value?

    /// A declaration whose value is read word by word.
    init<Element>(
        _ form: ArgumentDefinition.Form, names: NameSpecification = [], help: ArgumentHelp,
        completion: CompletionKind?, arity: Arity, initial: Value?, reader: WordReader<Element>,
        gather: @escaping @Sendable ([Element]) -> Value?
    ) {
        self.init(form: form, names: names, help: help, arity: arity, initial: initial) {
            given, definition throws(UsageProblems) in
            let words = try Occurrence.words(of: given, for: definition)
            var problems: [UsageProblem] = []
            var elements: [Element] = []
            for word in words {
                do throws(UsageProblem) {
                    elements.append(try reader.value(of: word, for: definition.display))
                } catch {
                    problems.append(error)
                }
            }
            guard problems.isEmpty else { throw UsageProblems(problems) }
            return words.isEmpty ? initial ?? gather([]) : gather(elements)
        }
        choices = reader.choices
        self.completion = completion ?? (choices.isEmpty ? nil : .list(choices))
    }

    init(
        form: ArgumentDefinition.Form, names: NameSpecification, help: ArgumentHelp, arity: Arity,
        initial: Value?,
        read:
            @escaping @Sendable ([Occurrence], ArgumentDefinition) throws(UsageProblems) -> Value?
    ) {
        self.form = form
        self.names = names
        self.help = help
        self.arity = arity
        self.initial = initial
        self.read = read
    }

    /// The default as help shows it; nil when there is nothing to show.
    var defaultDescription: String? {
        guard arity != .optional, let initial else { return nil }
        return switch initial {
        case let values as [any ExpressibleByArgument]:
            values.isEmpty ? nil : values.map(\.defaultValueDescription).joined(separator: ", ")
        case let value as any ExpressibleByArgument: value.defaultValueDescription
        default: "\(initial)"
        }
    }
}

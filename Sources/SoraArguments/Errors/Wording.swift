/// Everything that the parser says.
enum Wording {
    static let wholeNumber = "a whole number"
    static let number = "a number"
    static let notParsed = "a declared value was read before a command line was parsed"
    static let notDeclared = "only properties declared by a wrapper can be read from words"

    static func message(for problem: UsageProblem) -> String {
        switch problem {
        case .unknownCommand(let word, let suggestion):
            "unknown command \(quoted(word))\(didYouMean(suggestion))"
        case .missingCommand(let path):
            missingCommand(path)
        case .unknownOption(let name, let suggestion):
            "unknown option \(name)\(didYouMean(suggestion))"
        case .missingValue(let name, let valueName, let next):
            "\(name) needs a value: \(name) \(valueName)\(dashAdvice(name, next))"
        case .unwantedValue(let name, let value):
            "\(name) takes no value, but \(quoted(value)) was given"
        case .repeated(let name, let values):
            "\(name) was given \(values.count) times (\(list(values.map(quoted)))); give it once"
        case .contradiction(let on, let off):
            "\(on) and \(off) exclude each other"
        case .notAChoice(let argument, let given, let choices, let suggestion):
            "\(argument): \(quoted(given)) is not one of \(list(choices))\(didYouMean(suggestion))"
        case .badValue(let argument, let given, let expected):
            "\(argument): \(quoted(given)) is not \(expected ?? "a value that it takes")"
        case .rejected(let argument, let given, let reason):
            "\(argument): \(quoted(given)): \(reason)"
        case .missing(let argument, let choices):
            choices.isEmpty
                ? "\(argument) is missing"
                : "\(argument) is missing: one of \(list(choices))"
        case .surplus(let words, let together):
            surplus(words, together: together)
        case .invalid(let message):
            message
        }
    }

    static func missingCommand(_ path: String) -> String { "\(path) needs a command" }

    static func usage(_ line: String) -> String { "usage: \(line)" }

    static func hint(path: [String]) -> String { "see '\(path.joined(separator: " ")) --help'" }

    private static func surplus(_ words: [String], together: [String]) -> String {
        let list = words.map(quoted).joined(separator: " ")
        let start = words.count == 1 ? "unexpected word \(list)" : "unexpected words \(list)"
        guard together.count > words.count else { return start }
        let text = shellQuoted(together.joined(separator: " "))
        return "\(start); put quotes around one text: \(text)"
    }

    private static func didYouMean(_ suggestion: String?) -> String {
        suggestion.map { "; did you mean \(quoted($0))?" } ?? ""
    }

    private static func dashAdvice(_ name: String, _ next: String?) -> String {
        guard let next, name.hasPrefix("--"), next != "--" else { return "" }
        return " (or \(name)=\(next) when the value starts with '-')"
    }

    fileprivate static func list(_ words: [String]) -> String { words.joined(separator: ", ") }

    private static func quoted(_ word: String) -> String { "'\(word)'" }

    /// A word as it can be typed into a shell again.
    private static func shellQuoted(_ text: String) -> String {
        guard text.contains(where: { "\"$`\\!".contains($0) }) else { return "\"\(text)\"" }
        return "'"
            + text.split(separator: "'", omittingEmptySubsequences: false)
            .joined(separator: #"'\''"#) + "'"
    }
}

/// Headings and fixed sentences of help.
extension Wording {
    enum Help {
        static let usage = "USAGE"
        static let arguments = "ARGUMENTS"
        static let options = "OPTIONS"
        static let commands = "COMMANDS"
        static let examples = "EXAMPLES"
        static let exitStatus = "EXIT STATUS"
        static let environment = "ENVIRONMENT"
        static let begin = "BEGIN HERE"
        static let optionsEverywhere = "OPTIONS OF EVERY COMMAND"
        static let command = "COMMAND"
        static let someOptions = "[OPTIONS]"
        static let showHelp = "Show this help."
        static let showVersion = "Show the version."

        static func choices(_ choices: [String]) -> String {
            "One of: \(list(choices))."
        }
        static func defaultValue(_ value: String) -> String { "Default: \(value)." }
        static func variable(_ name: String) -> String { "Else $\(name)." }
        static let repeatable = "May be repeated."
        static let required = "Required."
        static func aliases(_ names: [String]) -> String {
            "Also called: \(list(names))."
        }
        static func more(options names: [String], above program: String) -> String {
            "\(names.joined(separator: ", ")): '\(program) help --all' tells about these."
        }
        static func moreOfAll(_ program: String) -> String {
            "'\(program) help COMMAND' tells more about a command, '\(program) help --all' about all of this."
        }
        static func more(_ path: String) -> String {
            "'\(path) help COMMAND' tells more about a command."
        }
    }
}

/// One thing that is wrong with a command line.
package enum UsageProblem: Error, Sendable, Equatable, CustomStringConvertible {
    case unknownCommand(String, suggestion: String?)
    case missingCommand(String)
    case unknownOption(String, suggestion: String?)
    case missingValue(String, valueName: String, next: String?)
    case unwantedValue(String, value: String)
    case repeated(String, values: [String])
    case contradiction(String, String)
    case notAChoice(argument: String, given: String, choices: [String], suggestion: String?)
    case badValue(argument: String, given: String, expected: String?)
    case rejected(argument: String, given: String, reason: String)
    case missing(String, choices: [String])
    case surplus([String], together: [String])
    /// A message of `validate()`.
    case invalid(String)

    package var description: String { Wording.message(for: self) }
}

/// Several problems, thrown together.
struct UsageProblems: Error {
    let problems: [UsageProblem]
    init(_ problems: [UsageProblem]) { self.problems = problems }
}

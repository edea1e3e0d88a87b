/// A command line that cannot be run, with everything that is wrong with it.
package struct UsageError: Error, Sendable, CustomStringConvertible {
    /// `EX_USAGE` of sysexits(3).
    package static let exitCode: Int32 = 64

    package let problems: [UsageProblem]
    /// The words of the command that was understood, the program's name first.
    package let path: [String]
    /// How the command is called, in one line.
    package let usage: String
    /// What to do next.
    package let hint: String
    /// The whole help, when the program was called with nothing to do.
    package let help: String?

    init(_ node: CommandNode, problems: [UsageProblem], help: String? = nil) {
        self.problems = problems
        path = node.path
        usage = UsageLine(node).text
        hint = Wording.hint(path: node.path)
        self.help = help
    }

    /// The problems, one a line.
    package var message: String { problems.map(\.description).joined(separator: "\n") }

    /// False when every value could be read and only `validate()` objected: usage would not help then.
    package var isAboutSyntax: Bool {
        problems.contains { if case .invalid = $0 { false } else { true } }
    }

    /// All that a person is told, for standard error.
    package var description: String {
        if let help { return "\(help)\n\(message)" }
        let lines = isAboutSyntax ? [message, Wording.usage(usage), hint] : [message, hint]
        return lines.joined(separator: "\n")
    }
}

/// A command with the values of one command line, ready to run.
package struct ParsedCommand<Context: Sendable>: Sendable {
    package let command: any Command<Context>
    /// The commands above it with their options, the root first.
    package let ancestors: [any Command<Context>]
    package let node: CommandNode

    /// The words that called it, the program's name first.
    package var path: [String] { node.path }

    /// The command above it of a type: `parsed.ancestor(Program.self)?.global.library`.
    package func ancestor<C: Command>(_ type: C.Type) -> C? {
        for case let command as C in ancestors { return command }
        return command as? C
    }

    /// Runs the command.
    ///
    /// - Throws: `UsageError` for a `ValidationError` that the command throws late; else what it throws.
    package func run(in context: Context) async throws {
        do {
            try await command.run(in: context)
        } catch let error as ValidationError {
            throw UsageError(node, problems: error.messages.map(UsageProblem.invalid))
        }
    }
}

/// A command: its declarations, and what it does with them.
package protocol Command<Context>: ParsableArguments {
    /// What a command is run in; one type for all commands of a program.
    associatedtype Context: Sendable

    static var configuration: CommandConfiguration { get }

    func run(in context: Context) async throws
}

/// A command that only holds others, such as `provider` in `provider add`.
package protocol CommandGroup: Command {}

extension CommandGroup {
    /// Never reached by a parsed command line: the parser asks for one of the commands inside.
    ///
    /// - Throws: `ValidationError`, always.
    package func run(in context: Context) async throws {
        throw ValidationError(Wording.missingCommand(Self.name))
    }
}

extension Command {
    /// The word that calls the command: as configured, else made from the type's name.
    package static var name: String {
        configuration.commandName ?? String(describing: Self.self).kebabCased
    }
}

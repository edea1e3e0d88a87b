import SoraArguments
import SoraLibrary
import SoraTerminal

/// Which commands' tables go through a pager.
package enum Paging {
    /// They only read: whoever looks at what they show for an hour holds nothing up.
    package static let commands: Set<String> = [
        "collection list", "collection show", "config list", "diff", "field list", "history",
        "hook list",
        "library stats", "lineage", "list", "provider list", "provider show", "schema", "show",
        "sql",
        "status",
    ]

    /// The pager for a command line; `nil` where it is to be written as it is.
    static func pager(
        for command: ParsedCommand<CommandContext>, in context: CommandContext
    ) throws -> Pager? {
        let environment = context.library.environment
        guard context.output.data.isTerminal, context.options.effectiveFormat == .table,
            // A terminal that cannot move its cursor cannot page.
            let kind = environment["TERM"], !kind.isEmpty, kind != "dumb",
            commands.contains(command.path.dropFirst().joined(separator: " ")),
            (command.command as? LineageCommand)?.format ?? .tree == .tree,
            let program = try context.settings.pager
        else { return nil }
        // Less ends at once where all fits, lets colours through and leaves the text on the screen.
        let surroundings = environment.merging(["LESS": "FRX", "LV": "-c"]) { own, _ in own }
        return Pager(
            program, environment: surroundings,
            rows: TerminalSize.rows(of: 1, environment: environment),
            columns: TerminalSize.columns(of: 1, environment: environment))
    }
}

extension CommandContext {
    /// Takes the options of the command line, and what is set where they do not tell.
    ///
    /// - Throws: `SoraError` with code `configuration` for a setting that cannot be used.
    mutating func take(_ given: GlobalOptions) throws {
        options = given
        settings = try Settings(library)
        settings.take(given)
        // What is wrong is told before anything is done, whether this command needs it or not.
        _ = try settings.isColored
        options.format = try settings.format
        library.standardLibrary = settings.standardLibrary
    }

    /// The same with results going through a pager.
    func writing(through pager: Pager?) -> CommandContext {
        guard let pager else { return self }
        var context = self
        context.output = Output(
            data: OutputChannel(pager, isTerminal: true), messages: output.messages)
        return context
    }
}

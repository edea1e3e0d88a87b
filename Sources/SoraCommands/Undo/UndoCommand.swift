import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib undo [--to N|TIME]`.
struct UndoCommand: SoralibCommand {
    static let fields = FieldChoice.results(of: HistoryEntry.self, "change")
    static let result = CommandResult(.list("history"))
    static let configuration = CommandConfiguration(
        commandName: "undo",
        abstract: "Takes back what the last command changed, or all since then.",
        discussion: """
            Titles, notes, ratings, tags, fields of your own, collections, prompts and the trash become what they \
            were; tasks that were queued and not sent are cancelled. All of it, or nothing: where something was sent, \
            or changed since by something else, that is named. Undoing is a change too: undone again, the first one \
            is back.

            Imports, services, what was decided about tasks, and what was purged cannot be undone. --to passes them \
            by, and says so.
            """,
        examples: [
            CommandExample("soralib undo"),
            CommandExample("soralib undo --to 12", "all that came after change 12 of the history"),
            CommandExample("soralib undo --to 2026-11-21T12:30 --dry-run"),
        ],
        exitStatus: [
            CommandExitStatus(0, "undone"),
            CommandExitStatus(1, "something cannot be undone; nothing was changed"),
            CommandExitStatus(65, "--to is no change and no moment"),
            CommandExitStatus(66, "there is nothing to undo"),
            CommandExitStatus(130, "the question was answered with no"),
        ])

    @Option(
        help: ArgumentHelp(
            "Back to how it was after change N, or at a moment.", valueName: "N|TIME"))
    var to: String?

    /// How many changes are shown before they are undone.
    private static let shown = 10

    func run(in context: CommandContext) async throws {
        let library = try context.openForTrial()
        let target = try to.map { try library.undoTarget($0) } ?? .last
        if context.options.dryRun {
            let (result, preview) = try library.catalog.tryUndo(target, lines: Self.shown)
            context.say("would undo \(Self.named(result.undone))")
            context.tell(preview)
            return tell(result.leftAlone, context)
        }
        if to != nil, !context.options.yes {
            let (result, preview) = try library.catalog.tryUndo(target, lines: Self.shown)
            context.tell(preview)
            try context.confirm("Undo \(Self.named(result.undone))?")
        }
        let result = try library.catalog.undo(target)
        tell(result.leftAlone, context)
        guard context.options.effectiveFormat == .table, context.options.fields == nil else {
            return try context.write(result.undone.map(HistoryEntry.init))
        }
        guard !context.options.quiet else { return }
        for set in result.undone {
            let command = set.command.isEmpty ? "" : ": \(Escaping.oneLine(set.command))"
            try context.output.data.line("undone \(set.id)\(command)")
        }
    }

    private func tell(_ sets: [ChangeSet], _ context: CommandContext) {
        for set in sets {
            context.say("cannot be undone, and stays: \(set.id) \(Escaping.oneLine(set.command))")
        }
    }

    private static func named(_ sets: [ChangeSet]) -> String {
        guard sets.count != 1, let last = sets.first, let first = sets.last else {
            return sets.first.map { "change \($0.id)" } ?? "nothing"
        }
        return "\(sets.count) changes, \(first.id) to \(last.id)"
    }
}

import SoraArguments
import SoraLibrary
import SoraTerminal

/// The command `soralib history [N]`.
struct HistoryCommand: SoralibCommand {
    static let fields = FieldChoice.later
    static let result = CommandResult(.list("history"), .list("change"))
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Tells what was changed when, by which command.",
        discussion: """
            One line a command, the newest first: those that `soralib undo` can take back, and those of which only \
            the command is known. With a number, every value that it changed, before and after. What a sync does is \
            told by `soralib show` of its task. The newest 10,000 commands are kept.
            """,
        usage: "[N] [--limit N]",
        examples: [
            CommandExample("soralib history --limit 10"),
            CommandExample("soralib history 12", "what the command 12 changed"),
        ],
        exitStatus: [
            CommandExitStatus(0, "told"),
            CommandExitStatus(66, "there is no such change"),
        ])

    @Argument(help: ArgumentHelp("One change.", valueName: "N"))
    var change: Int?

    @Option(help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit: Int?

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit \(limit) is less than 0") }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        if let change {
            try context.checkFields(of: ChangedValue.self, "changed value")
            let values = try library.changes(ofSet: Int64(change))
            if values.isEmpty, context.options.effectiveFormat == .table {
                context.say("only the command of change \(change) is known")
            }
            return try ResultWriter(context).write(
                Array(values.prefix(limit ?? .max)), isSingle: false,
                columns: ChangedValue.fieldNames, flexible: ["before", "after"])
        }
        try context.checkFields(of: HistoryEntry.self, "change")
        let entries = try library.history(limit: limit)
        if entries.isEmpty, context.options.effectiveFormat == .table {
            context.say("nothing was changed yet")
        }
        try context.write(entries)
    }
}

extension CommandContext {
    /// Checks `--fields` where what is shown is known only now.
    func checkFields<Result: ResultObject>(of type: Result.Type, _ owner: String) throws {
        guard let chosen = options.chosenFields else { return }
        try FieldChoice.results(of: type, owner).check(chosen, of: "history")
    }

    /// Writes changes in any of the formats.
    func write(_ entries: [HistoryEntry]) throws {
        try ResultWriter(self).write(
            entries, isSingle: false, columns: ["id", "at", "summary", "undone_by", "command"],
            flexible: ["command", "summary"], numbers: ["id", "undone_by"])
    }
}

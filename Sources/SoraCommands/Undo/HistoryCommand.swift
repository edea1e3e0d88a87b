import SoraArguments
import SoraLibrary
import SoraTerminal

/// The command `soralib history [N]`.
struct HistoryCommand: SoralibCommand {
    static let fields = FieldChoice.later
    static let result = CommandResult(.list("history"), .list("change"), .list("run"))
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Tells what was changed when, by which command.",
        discussion: """
            One line a command, the newest first: those that `soralib undo` can take back, and those of which only \
            the command is known. With a number, every value that it changed, before and after. `history runs` tells what \
            each sync did, also those of a schedule; what became of one task is told by `soralib show`. The newest \
            10,000 commands and 1,000 runs are kept.
            """,
        usage: "[N|runs] [--limit N]",
        examples: [
            CommandExample("soralib history --limit 10"),
            CommandExample("soralib history 12", "what the command 12 changed"),
            CommandExample("soralib history runs --limit 20", "the last syncs, and how they ended"),
        ],
        exitStatus: [
            CommandExitStatus(0, "told"),
            CommandExitStatus(66, "there is no such change"),
        ])

    @Argument(help: ArgumentHelp("One change, or the word for the syncs.", valueName: "N|runs"))
    var what: String?

    @Option(help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit: Int?

    private var isOfRuns: Bool { what == "runs" }

    func validate() throws {
        if let what, !isOfRuns, Int64(what) == nil {
            throw ValidationError("\(what) is neither the number of a change nor `runs`")
        }
        if let limit, limit < 0 { throw ValidationError("--limit \(limit) is less than 0") }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        if isOfRuns { return try tellRuns(of: library, in: context) }
        if let change = what.flatMap({ Int64($0) }) {
            try context.checkFields(of: ChangedValue.self, "changed value")
            let values = try library.changes(ofSet: change)
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

    private func tellRuns(of library: Library, in context: CommandContext) throws {
        try context.checkFields(of: RunEntry.self, "run")
        let runs = try library.runs(limit: limit)
        if runs.isEmpty, context.options.effectiveFormat == .table {
            context.say("no sync has run yet")
        }
        try ResultWriter(context).write(
            runs, isSingle: false,
            columns: [
                "id", "started_at", "started_by", "state", "exit_status", "submitted", "downloaded",
                "checked", "message",
            ], flexible: ["message"],
            numbers: ["id", "exit_status", "submitted", "downloaded", "checked"])
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

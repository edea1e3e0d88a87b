import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib remove (ID…|--query Q)`.
struct RemoveCommand: SoralibCommand {
    static let fields = FieldChoice.objects(.video)
    static let result = CommandResult(.list("video"), .one("purge"))
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract:
            "Puts videos into the trash, takes them out again, or deletes their files for good.",
        discussion: """
            What is in the trash is left out by every list and query unless is:trash asks for it. Its file stays, \
            and nothing else is changed: `soralib undo`, or --restore, takes it out again.

            --purge deletes the file for good, of a clip in the trash or not, after it was confirmed. A file that \
            anything else in the library leads to stays. The record stays too, with prompt, price and lineage; it cannot be undone.
            """,
        usage: "(ID…|--query Q) [--restore|--purge]",
        examples: [
            CommandExample("soralib remove v27 v28"),
            CommandExample("soralib remove --query \"verdict:corrupt created:..2026-01\""),
            CommandExample("soralib list is:trash", "what is in the trash"),
            CommandExample("soralib remove v27 --restore"),
            CommandExample("soralib remove --query is:trash --purge", "empty the trash"),
        ],
        exitStatus: [
            CommandExitStatus(0, "done, or it was so already"),
            CommandExitStatus(65, "it is no video, or the query is wrong; nothing was changed"),
            CommandExitStatus(66, "there is no such video"),
            CommandExitStatus(75, "a sync or an import is running; nothing was deleted"),
            CommandExitStatus(130, "the question was answered with no"),
        ])

    @Argument(help: ArgumentHelp("Videos.", valueName: "ID"))
    var objects: [String] = []

    @OptionGroup
    var choice: VideoChoice

    @Flag(help: "Take them out of the trash.")
    var restore = false

    @Flag(help: "Delete their files for good.")
    var purge = false

    func validate() throws {
        try choice.check(objects, "remove")
        if purge, restore { throw ValidationError("--purge and --restore contradict each other") }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForTrial()
        var seen: Set<Handle> = []
        let handles = try chosen(in: library).filter { seen.insert($0).inserted }
        var changes = ObjectChanges()
        changes.isTrashed = !restore
        try library.check(changes, of: handles)
        if purge { return try Purging(context, library).run(handles) }
        if choice.query != nil, handles.isEmpty {
            context.say(
                "no video is found by that"
                    + (restore ? "; is:trash asks for what is in the trash" : ""))
        }
        let editing = EditConfirmation(context, library, handles, changes)
        if context.options.dryRun { return try editing.tell(restore ? "restore" : "remove") }
        if choice.query != nil, handles.count > 1 {
            try editing.ask(restore ? "Take out of the trash" : "Put into the trash")
        }
        let changed = try library.edit(handles, changes)
        guard context.options.effectiveFormat == .table, context.options.fields == nil else {
            try ObjectWriter(context, library).write(
                ObjectSelection(.video, numbers: handles.map(\.number), order: .asNumbered))
            return
        }
        guard !context.options.quiet else { return }
        let same = handles.count - changed.count
        try context.output.data.line(
            "\(changed.count) \(restore ? "taken out of" : "put into") the trash"
                + (same > 0 ? ", \(same) as before" : ""))
    }

    private func chosen(in library: Library) throws -> [Handle] {
        guard choice.query != nil else { return try library.handles(objects) }
        return try library.videos(in: choice.selection([], in: library)).map { Handle(.video, $0) }
    }
}

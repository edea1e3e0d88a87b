import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib library load FILE`.
struct LibraryLoad: SoralibCommand {
    static let result = CommandResult(.one("load"))
    static let configuration = CommandConfiguration(
        commandName: "load",
        abstract:
            "Takes in what `library dump` wrote: into an empty library, or joined with what is there.",
        discussion: """
            All of it or nothing. A record is known by its uid; of what both sides have, the newer word on a title, \
            notes, a rating or a tag holds, and what one of them loses by that is told. What was queued becomes a \
            draft, for the library it came from may send it: nothing is paid for twice.
            """,
        usage: "FILE|-",
        examples: [
            CommandExample("soralib library load clips.jsonl"),
            CommandExample("soralib library load clips.jsonl --dry-run", "what it would come to"),
            CommandExample(
                "soralib library load clips.jsonl --take-queue",
                "the other library will send nothing any more"),
        ],
        exitStatus: [
            CommandExitStatus(0, "loaded"),
            CommandExitStatus(65, "a line is wrong, or the file is cut off; nothing was loaded"),
            CommandExitStatus(66, "there is no such file"),
        ])

    @Argument(
        help: ArgumentHelp("A dump; - for standard input.", valueName: "FILE"), completion: .file)
    var file: String

    @Flag(help: "Keep what is queued in the queue.")
    var takeQueue = false

    func run(in context: CommandContext) async throws {
        let library = try context.openForWriting()
        let options = LoadOptions(takesQueue: takeQueue, isDryRun: context.options.dryRun)
        let progress = BytesProgress("load", context)
        defer { progress.end() }
        let summary =
            file == "-"
            ? try library.load(
                from: { try context.readInputPart() }, options,
                progress: { progress.update($0, of: nil) })
            : try library.load(file, options) { progress.update($0, of: nil) }
        progress.end()
        try LoadReport(summary: summary, isDryRun: options.isDryRun).write(to: context)
    }
}

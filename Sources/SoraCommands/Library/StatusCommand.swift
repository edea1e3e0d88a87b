import SoraArguments
import SoraLibrary
import SoraModel
import SoraSystem
import SoraTerminal

/// The command `soralib status`.
struct StatusCommand: SoralibCommand {
    static let result = CommandResult(.one("status"))
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Shows what waits, what came, what is to be decided, and what was spent.",
        discussion: """
            The page to open in the morning. Tasks that failed are named for 7 days, unless another try was \
            queued; what expires is named with whether the next scheduled run comes in time.
            """,
        examples: [
            CommandExample("soralib status"),
            CommandExample("soralib status --json", "for scripts"),
        ],
        exitStatus: [CommandExitStatus(0, "shown"), CommandExitStatus(66, "there is no library")])

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let status = try library.status(areProvidersScored: context.options.writesJSON)
        let now = context.library.system.time.now()
        try context.write(json: status.json) {
            StatusText(status, at: now, style: context.dataStyle).text(library.path)
        }
    }
}

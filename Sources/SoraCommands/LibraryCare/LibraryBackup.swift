import SoraArguments
import SoraCatalog
import SoraLibrary

/// The command `soralib library backup`.
struct LibraryBackup: SoralibCommand {
    static let fields = FieldChoice.results(of: Backup.self, "backup")
    static let result = CommandResult(.one("backup"), .list("backup"))
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copies the catalogue to a verified file in backups/; the newest seven are kept.",
        discussion: """
            The originals are not copied: they are whole files that never change, for any tool that copies \
            folders. It may run beside a sync.
            """,
        usage: "[--list]",
        examples: [
            CommandExample("soralib library backup"),
            CommandExample("soralib library backup --list", "those that there are"),
            CommandExample("soralib library backup --list --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "copied, and the copy reads"),
            CommandExitStatus(65, "the catalogue is damaged; earlier copies are kept"),
            CommandExitStatus(74, "the disk is full, or fails"),
        ])

    @Flag(help: "Only list the copies.")
    var list = false

    func run(in context: CommandContext) async throws {
        if list {
            let backups = try context.openForReading().backups()
            if backups.isEmpty, context.options.effectiveFormat == .table {
                context.say("there is no copy yet: `soralib library backup`")
            } else {
                try write(backups, context)
            }
        } else if context.options.dryRun {
            context.say("would copy the catalogue of \(try context.openForReading().path)")
        } else {
            try write([try context.openForWriting().backUp()], context, isSingle: true)
        }
    }

    private func write(
        _ backups: [Backup], _ context: CommandContext, isSingle: Bool = false
    ) throws {
        try ResultWriter(context).write(
            backups, isSingle: isSingle, columns: ["created_at", "bytes", "path"],
            flexible: ["path"], numbers: ["bytes"])
    }
}

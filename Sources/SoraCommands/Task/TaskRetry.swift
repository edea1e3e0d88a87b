import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib task retry tN…`.
struct TaskRetry: SoralibCommand {
    static let fields = FieldChoice.objects(.task)
    static let result = CommandResult(.list("task"))
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract:
            "Queues another try at tasks that ended without a result: new tasks, which are charged anew.",
        examples: [
            CommandExample("soralib task retry t41"),
            CommandExample("soralib task retry t41 --dry-run", "whether it can be asked again"),
            CommandExample("soralib list tasks state:failed", "which there are"),
        ],
        exitStatus: [
            CommandExitStatus(0, "queued"),
            CommandExitStatus(1, "one of them has not ended, or succeeded; nothing was queued"),
            CommandExitStatus(66, "there is no such task"),
        ])

    @Argument(help: ArgumentHelp("Tasks.", valueName: "ID"))
    var tasks: [String]

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let handles = try library.handles(tasks, among: [.task])
        let queued = try library.retry(handles, isDryRun: isDryRun)
        if isDryRun {
            context.say("would queue \(handles.count) new tasks with the same requests")
        } else {
            try context.show(queued, of: library)
        }
    }
}

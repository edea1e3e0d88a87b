import SoraArguments
import SoraCatalog
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
        discussion: """
            Of what --query finds, tasks are left out of which another try was queued already: what is run again \
            tomorrow pays for nothing twice.
            """,
        examples: [
            CommandExample("soralib task retry t41"),
            CommandExample("soralib task retry --query state:failed", "all that failed"),
            CommandExample("soralib task retry t41 --dry-run", "whether it can be asked again"),
            CommandExample("soralib list tasks state:failed", "which there are"),
        ],
        exitStatus: [
            CommandExitStatus(0, "queued"),
            CommandExitStatus(1, "one of them has not ended, or succeeded; nothing was queued"),
            CommandExitStatus(65, "the query is wrong"),
            CommandExitStatus(66, "there is no such task"),
        ])

    @OptionGroup
    var choice: TaskChoice

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        var handles = try choice.handles(in: library)
        if choice.query != nil {
            let retried = try library.catalog.retried(among: handles.map(\.number))
            handles.removeAll { retried.contains($0.number) }
        }
        let queued = try library.retry(handles, isDryRun: isDryRun)
        if isDryRun {
            context.say(
                "would queue \(handles.count) new task\(handles.count == 1 ? "" : "s") with the same requests"
            )
        } else {
            try context.show(queued, of: library)
        }
    }
}

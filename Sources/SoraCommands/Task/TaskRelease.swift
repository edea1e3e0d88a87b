import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib task release tN…`.
struct TaskRelease: SoralibCommand {
    static let fields = FieldChoice.objects(.task)
    static let result = CommandResult(.list("task"))
    static let configuration = CommandConfiguration(
        commandName: "release",
        abstract: "Queues drafts.",
        examples: [
            CommandExample("soralib task release t41 t42"),
            CommandExample("soralib task release --query state:draft", "all drafts"),
            CommandExample("soralib task release t41 --dry-run"),
            CommandExample("soralib list tasks state:draft", "which there are"),
        ],
        exitStatus: [
            CommandExitStatus(0, "done, to all of them"),
            CommandExitStatus(1, "it cannot be done to one of them; nothing was changed"),
            CommandExitStatus(65, "the query is wrong"),
            CommandExitStatus(66, "there is no such task"),
        ])

    @OptionGroup
    var choice: TaskChoice

    func run(in context: CommandContext) async throws {
        try context.act(.release, on: choice)
    }
}

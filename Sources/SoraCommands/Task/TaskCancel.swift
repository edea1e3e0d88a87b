import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib task cancel tN…`.
struct TaskCancel: SoralibCommand {
    static let fields = FieldChoice.objects(.task)
    static let result = CommandResult(.list("task"))
    static let configuration = CommandConfiguration(
        commandName: "cancel",
        abstract: "Gives up tasks that were not sent yet; nothing was charged for them.",
        examples: [
            CommandExample("soralib task cancel t41 t42"),
            CommandExample(
                "soralib task cancel --query \"state:queued tag:draft\"", "all that a query finds"),
            CommandExample("soralib task cancel t41 --dry-run"),
            CommandExample("soralib task retry t41", "ask for it after all"),
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
        try context.act(.cancel, on: choice)
    }
}

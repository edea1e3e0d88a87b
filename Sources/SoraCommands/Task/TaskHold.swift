import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib task hold tN…`.
struct TaskHold: SoralibCommand {
    static let fields = FieldChoice.objects(.task)
    static let result = CommandResult(.list("task"))
    static let configuration = CommandConfiguration(
        commandName: "hold",
        abstract: "Keeps queued tasks back as drafts, which are not submitted.",
        examples: [
            CommandExample("soralib task hold t41 t42"),
            CommandExample("soralib task hold --query state:queued", "send nothing tonight"),
            CommandExample("soralib task hold t41 --dry-run"),
            CommandExample("soralib task release t41", "and back"),
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
        try context.act(.hold, on: choice)
    }
}

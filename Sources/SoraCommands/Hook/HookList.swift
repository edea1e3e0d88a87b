import SoraArguments
import SoraLibrary

/// The command `soralib hook list`.
struct HookList: SoralibCommand {
    static let fields = FieldChoice.results(of: Hook.self, "hook")
    static let result = CommandResult(.list("hook"))
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the hooks that lie in the library, and whether they run.",
        examples: [
            CommandExample("soralib hook list"),
            CommandExample("soralib hook list --json"),
            CommandExample("soralib hook allow", "after you have read them"),
        ],
        exitStatus: [
            CommandExitStatus(0, "listed, also where there is none"),
            CommandExitStatus(66, "there is no library"),
        ])

    func run(in context: CommandContext) async throws {
        let hooks = try context.openForReading().hooks()
        try context.write(hooks)
        if hooks.isEmpty {
            context.say("there is no hook; `docs/automation.md` shows how to write one")
        }
    }
}

import SoraArguments
import SoraLibrary

/// The command `soralib hook deny`.
struct HookDeny: SoralibCommand {
    static let fields = FieldChoice.results(of: Hook.self, "hook")
    static let result = CommandResult(.list("hook"))
    static let configuration = CommandConfiguration(
        commandName: "deny",
        abstract: "Lets hooks run no more.",
        usage: "[NAME…]",
        examples: [
            CommandExample("soralib hook deny on-mismatch"),
            CommandExample("soralib hook deny", "all of them"),
            CommandExample("soralib hook deny on-mismatch --dry-run"),
        ],
        exitStatus: [
            CommandExitStatus(0, "denied"), CommandExitStatus(66, "no hook is called so"),
        ])

    @Argument(help: ArgumentHelp("The hook, such as on-mismatch; else all.", valueName: "NAME"))
    var names: [String] = []

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        guard !context.options.dryRun else { return try context.write(library.hooks()) }
        try context.write(library.denyHooks(names))
    }
}

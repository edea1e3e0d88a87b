import SoraArguments
import SoraLibrary

/// The command `soralib hook allow`.
struct HookAllow: SoralibCommand {
    static let fields = FieldChoice.results(of: Hook.self, "hook")
    static let result = CommandResult(.list("hook"))
    static let configuration = CommandConfiguration(
        commandName: "allow",
        abstract: "Lets hooks run, as they are now: one that is changed is to be allowed again.",
        discussion: """
            A hook runs with all that you may do. Read it first. What is allowed is remembered outside of the
            library, by its content, so that a library from elsewhere cannot run anything.
            """,
        usage: "[NAME…]",
        examples: [
            CommandExample("soralib hook allow on-mismatch"),
            CommandExample("soralib hook allow", "all that are there"),
            CommandExample("soralib hook allow --dry-run", "what would be allowed"),
        ],
        exitStatus: [
            CommandExitStatus(0, "allowed"), CommandExitStatus(66, "there is no such hook"),
            CommandExitStatus(
                73, "it must not run as it lies there, or that cannot be remembered"),
        ])

    @Argument(help: ArgumentHelp("The hook, such as on-mismatch; else all.", valueName: "NAME"))
    var names: [String] = []

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        guard !context.options.dryRun else { return try context.write(library.hooks()) }
        try context.write(library.allowHooks(names))
    }
}

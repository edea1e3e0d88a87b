import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib provider remove NAME`.
struct ProviderRemove: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderDescription.self, "provider")
    static let result = CommandResult(.one("provider"))
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Hides a service; its queued tasks wait, its history stays.",
        examples: [
            CommandExample("soralib provider remove studio"),
            CommandExample("soralib provider remove studio --dry-run"),
            CommandExample("soralib provider remove studio --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "removed"), CommandExitStatus(66, "there is no such provider"),
            CommandExitStatus(73, "tasks of it are on their way"),
        ])

    @Argument(help: ArgumentHelp("The provider.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        if isDryRun {
            context.say("would remove provider \(try library.provider(named: name).name)")
            return
        }
        try context.write([try library.removeProvider(name)], isSingle: true)
    }
}

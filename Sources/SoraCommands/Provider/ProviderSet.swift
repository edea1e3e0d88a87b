import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib provider set NAME`.
struct ProviderSet: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderDescription.self, "provider")
    static let result = CommandResult(.one("provider"))
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes a service's settings, and ends a pause.",
        discussion: "Tasks that are on their way keep the address that they were sent to.",
        examples: [
            CommandExample("soralib provider set studio --key-file ~/.keys/studio"),
            CommandExample("soralib provider set studio", "try again after a pause"),
            CommandExample("soralib provider set studio --budget day=5.00USD --budget month=none"),
        ],
        exitStatus: [
            CommandExitStatus(0, "changed"), CommandExitStatus(65, "a setting is wrong"),
            CommandExitStatus(66, "there is no such provider"),
        ])

    @Argument(help: ArgumentHelp("The provider.", valueName: "NAME"))
    var name: String

    @OptionGroup
    var options: ProviderOptions

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let changed = try library.setProvider(
            name, settings: options.settings(in: context), isDryRun: isDryRun)
        if isDryRun {
            context.say("would change provider \(name)")
            return
        }
        try context.write([changed], isSingle: true)
    }
}

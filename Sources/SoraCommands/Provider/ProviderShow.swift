import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib provider show NAME`.
struct ProviderShow: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderDescription.self, "provider")
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows one service and its state.",
        examples: [CommandExample("soralib provider show studio")],
        exitStatus: [
            CommandExitStatus(0, "shown"), CommandExitStatus(66, "there is no such provider"),
        ])

    @Argument(help: ArgumentHelp("The provider.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        try context.write([try library.provider(named: name)], isSingle: true)
    }
}

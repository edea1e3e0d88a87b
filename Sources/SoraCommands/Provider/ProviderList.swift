import SoraArguments
import SoraLibrary
import SoraModel
import SoraProviders

/// The command `soralib provider list`.
struct ProviderList: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderDescription.self, "provider")
    static let result = CommandResult(.list("provider"))
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the services and their state.",
        examples: [
            CommandExample("soralib provider list"),
            CommandExample("soralib provider list --json"),
            CommandExample("soralib provider list --fields name,state,reason"),
        ],
        exitStatus: [CommandExitStatus(0, "listed")])

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        // The table has no room for what came of their tasks.
        let isTable =
            context.options.effectiveFormat == .table && context.options.fields == nil
        let providers = try library.providers(areScored: !isTable)
        if providers.isEmpty, !context.options.writesJSON {
            let names = try library.profiles.names.joined(separator: ", ")
            context.say(
                "there is no provider yet: `soralib provider add NAME --profile PROFILE --key-env VAR`; "
                    + "the profiles are \(names)")
            return
        }
        try context.write(providers, isSingle: false)
    }
}

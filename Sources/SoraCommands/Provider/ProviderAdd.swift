import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib provider add NAME --profile PROFILE`.
struct ProviderAdd: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderDescription.self, "provider")
    static let result = CommandResult(.one("provider"))
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a service under a name of yours.",
        discussion: """
            The key itself is never an argument and never stored: soralib keeps only where it is.
            """,
        examples: [
            CommandExample(
                "soralib provider add studio --profile openai-compatible --base-url https://gateway.example --key-env STUDIO_KEY"
            ),
            CommandExample(
                "soralib provider add rehearsal --profile openai-compatible --base-url http://127.0.0.1:8080/openai-compatible --no-key",
                "for `soralib simulate --port 8080`"),
            CommandExample(
                "soralib provider add studio --profile openai-compatible --base-url https://gateway.example --key-file ~/.studio.key --budget day=5.00USD"
            ),
        ],
        exitStatus: [
            CommandExitStatus(0, "added"), CommandExitStatus(65, "a setting is wrong"),
            CommandExitStatus(66, "there is no such profile"),
            CommandExitStatus(73, "the name exists"),
        ])

    @Argument(help: ArgumentHelp("What commands will call it.", valueName: "NAME"))
    var name: String

    @Option(help: ArgumentHelp("What kind of service it is.", valueName: "PROFILE"))
    var profile: String

    @OptionGroup
    var options: ProviderOptions

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let added = try library.addProvider(
            name, profile: profile, settings: options.settings(in: context), isDryRun: isDryRun)
        if isDryRun {
            context.say("would add provider \(name) at \(added.baseURL)")
        } else {
            try context.write([added], isSingle: true)
        }
        if added.state == .retired { context.say("note: it ended on \(added.reason ?? "")") }
    }
}

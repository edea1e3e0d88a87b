import SoraArguments
import SoraLibrary
import SoraModel
import SoraProviders

/// The command `soralib provider lint FILE`.
struct ProviderLint: SoralibCommand {
    static let fields = FieldChoice.results(of: ProfileDescription.self, "profile")
    static let result = CommandResult(.one("profile-summary"))
    static let configuration = CommandConfiguration(
        commandName: "lint",
        abstract: "Checks the profile of a service: a JSON file, before it is put to use.",
        discussion: """
            Needs no library. Every mistake is told at once, with its place in the file. A file that is good
            is put into the folder `providers` of a library, and can be named there with --profile.
            """,
        examples: [
            CommandExample("soralib provider lint providers/mine.json"),
            CommandExample("soralib provider lint providers/mine.json --json"),
            CommandExample("soralib schema profile", "what such a file may say"),
        ],
        exitStatus: [
            CommandExitStatus(0, "it can be used"), CommandExitStatus(65, "it cannot"),
            CommandExitStatus(66, "there is no such file"),
        ])

    @Argument(help: ArgumentHelp("The profile.", valueName: "FILE"), completion: .file)
    var file: String

    func run(in context: CommandContext) async throws {
        let found = try ProfileDescription(file: file, in: context.library)
        try ResultWriter(context).write(
            [found], isSingle: true,
            columns: ["name", "dialect", "models", "abilities", "title"], flexible: ["title"])
    }
}

import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib collection create NAME [--query Q]`.
struct CollectionCreate: SoralibCommand {
    static let fields = FieldChoice.results(of: CollectionDescription.self, "collection")
    static let result = CommandResult(.one("collection"))
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a collection: an empty list, or a saved query.",
        usage: "NAME [--query Q]",
        examples: [
            CommandExample("soralib collection create Foxes"),
            CommandExample(
                "soralib collection create Best --query \"rating:>=4\"",
                "a smart collection, which holds what the query finds at any time"),
            CommandExample("soralib collection create Foxes --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "made"),
            CommandExitStatus(65, "it cannot be called so, or the query is wrong"),
            CommandExitStatus(73, "the name exists"),
        ])

    @Argument(help: ArgumentHelp("Its name.", valueName: "NAME"))
    var name: String

    @Option(
        help: ArgumentHelp("What it is to hold; see `soralib help list`.", valueName: "Q"))
    var query: String?

    func run(in context: CommandContext) async throws {
        let library = try context.openAsNeeded()
        try library.createCollection(name, query: query, isDryRun: context.options.dryRun)
        if context.options.dryRun {
            context.say("would make the collection \(name)")
        } else {
            try context.write([try library.collection(named: name)], isSingle: true)
        }
    }
}

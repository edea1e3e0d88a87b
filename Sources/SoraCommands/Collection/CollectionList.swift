import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib collection list`.
struct CollectionList: SoralibCommand {
    static let fields = FieldChoice.results(of: CollectionDescription.self, "collection")
    static let result = CommandResult(.list("collection"))
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the collections.",
        examples: [
            CommandExample("soralib collection list"),
            CommandExample("soralib collection list --json"),
            CommandExample("soralib collection list --fields name,count"),
        ],
        exitStatus: [
            CommandExitStatus(0, "listed")
        ])

    func run(in context: CommandContext) async throws {
        let collections = try context.openForReading().collections()
        if collections.isEmpty, context.options.effectiveFormat == .table {
            context.say("there are no collections yet: `soralib collection create NAME`")
        } else {
            try context.write(collections, isSingle: false)
        }
    }
}

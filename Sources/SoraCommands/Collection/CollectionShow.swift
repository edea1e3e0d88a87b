import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel

/// The command `soralib collection show NAME`.
struct CollectionShow: SoralibCommand {
    static let fields = FieldChoice.later
    static let result = CommandResult(.one("collection"))
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Shows the videos of a collection in its order.",
        examples: [
            CommandExample("soralib collection show Foxes"),
            CommandExample(
                "soralib collection show Foxes --json", "with the handles of its videos"),
            CommandExample("soralib collection show Foxes --json --fields count,videos"),
        ],
        exitStatus: [
            CommandExitStatus(0, "shown"),
            CommandExitStatus(66, "there is no such collection"),
        ])

    @Argument(help: ArgumentHelp("The collection.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let collection = try library.collection(named: name)
        guard context.options.effectiveFormat == .table else {
            if let chosen = context.options.chosenFields {
                try FieldChoice.results(of: CollectionDescription.self, "collection")
                    .check(chosen, of: "soralib collection show")
            }
            return try context.write([collection], isSingle: true)
        }
        if let query = collection.query { context.say("it holds what this finds: \(query)") }
        if collection.videos.isEmpty { context.say("there is nothing in it") }
        try ObjectWriter(context, library).write(
            ObjectSelection(.video, numbers: collection.videos, order: .asNumbered))
    }
}

import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib collection delete NAME`.
struct CollectionDelete: SoralibCommand {
    static let fields = FieldChoice.results(of: CollectionDescription.self, "collection")
    static let result = CommandResult(.one("collection"))
    static let configuration = CommandConfiguration(
        commandName: "delete",
        abstract: "Deletes a collection; its videos stay in the library.",
        discussion: "A list that has videos in it is asked about first.",
        examples: [
            CommandExample("soralib collection delete Foxes"),
            CommandExample("soralib collection delete Foxes --dry-run"),
            CommandExample("soralib undo", "and back"),
        ],
        exitStatus: [
            CommandExitStatus(0, "deleted"),
            CommandExitStatus(66, "there is no such collection"),
            CommandExitStatus(130, "the question was answered with no"),
        ])

    @Argument(help: ArgumentHelp("The collection.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let library = try context.openAsNeeded()
        let collection = try library.collection(named: name)
        if context.options.dryRun {
            context.say("would delete the collection \(collection.name)")
            return
        }
        // A saved query is made again in a moment; an order that was laid by hand is not.
        if collection.query == nil, !collection.videos.isEmpty {
            try context.confirm(
                "Delete \(collection.name), and the order of its \(collection.videos.count) videos?"
            )
        }
        try library.deleteCollection(name)
        try context.write([collection], isSingle: true)
    }
}

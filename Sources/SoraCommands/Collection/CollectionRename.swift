import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib collection rename OLD NEW`.
struct CollectionRename: SoralibCommand {
    static let fields = FieldChoice.results(of: CollectionDescription.self, "collection")
    static let result = CommandResult(.one("collection"))
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Gives a collection another name.",
        examples: [
            CommandExample("soralib collection rename Foxes \"Red foxes\""),
            CommandExample("soralib collection rename Foxes \"Red foxes\" --dry-run"),
            CommandExample("soralib collection rename \"Red foxes\" Foxes --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "renamed"),
            CommandExitStatus(65, "it cannot be called so"),
            CommandExitStatus(66, "there is no such collection"),
            CommandExitStatus(73, "the name exists"),
        ])

    @Argument(help: ArgumentHelp("The collection.", valueName: "OLD"))
    var old: String

    @Argument(help: ArgumentHelp("Its new name.", valueName: "NEW"))
    var new: String

    func run(in context: CommandContext) async throws {
        let library = try context.openAsNeeded()
        try library.renameCollection(old, to: new, isDryRun: context.options.dryRun)
        if context.options.dryRun {
            context.say("would rename \(old) to \(new)")
        } else {
            try context.write([try library.collection(named: new)], isSingle: true)
        }
    }
}

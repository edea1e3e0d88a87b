import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib collection reorder NAME ID…`.
struct CollectionReorder: SoralibCommand {
    static let fields = FieldChoice.results(of: CollectionDescription.self, "collection")
    static let result = CommandResult(.one("collection"))
    static let configuration = CommandConfiguration(
        commandName: "reorder",
        abstract: "Puts videos of a collection first; the others follow as they were.",
        examples: [
            CommandExample("soralib collection reorder Foxes v31 v27"),
            CommandExample("soralib collection reorder Foxes v31 --dry-run"),
            CommandExample("soralib collection show Foxes", "the order now"),
        ],
        exitStatus: [
            CommandExitStatus(0, "done"),
            CommandExitStatus(65, "a video is not in it, or it is a smart collection"),
            CommandExitStatus(66, "there is no such collection or video"),
        ])

    @Argument(help: ArgumentHelp("The collection.", valueName: "NAME"))
    var name: String

    @Argument(help: ArgumentHelp("Videos.", valueName: "ID"))
    var videos: [String]

    func run(in context: CommandContext) async throws {
        let library = try context.openAsNeeded()
        let numbers = try library.handles(videos, among: [.video]).map(\.number)
        try library.reorderCollection(name, first: numbers, isDryRun: context.options.dryRun)
        if context.options.dryRun {
            context.say("would reorder \(name)")
        } else {
            try context.write([try library.collection(named: name)], isSingle: true)
        }
    }
}

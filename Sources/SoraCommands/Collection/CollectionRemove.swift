import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib collection remove NAME ID…`.
struct CollectionRemove: SoralibCommand {
    static let fields = FieldChoice.results(of: CollectionDescription.self, "collection")
    static let result = CommandResult(.one("collection"))
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes videos out of a collection; they stay in the library.",
        examples: [
            CommandExample("soralib collection remove Foxes v27"),
            CommandExample("soralib collection remove Foxes v27 v28 --dry-run"),
            CommandExample("soralib undo", "and back"),
        ],
        exitStatus: [
            CommandExitStatus(0, "they are not in it"),
            CommandExitStatus(65, "it is a smart collection"),
            CommandExitStatus(66, "there is no such collection or video"),
        ])

    @Argument(help: ArgumentHelp("The collection.", valueName: "NAME"))
    var name: String

    @Argument(help: ArgumentHelp("Videos.", valueName: "ID"))
    var videos: [String]

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = try context.openAsNeeded()
        let numbers = try library.handles(videos, among: [.video]).map(\.number)
        let removed = try library.remove(numbers, fromCollection: name, isDryRun: isDryRun)
        for stranger in numbers where !removed.contains(stranger) {
            context.say("\(Handle(.video, stranger)) is not in it")
        }
        let count = "\(removed.count) video\(removed.count == 1 ? "" : "s")"
        context.say("\(isDryRun ? "would remove" : "removed") \(count)")
        if !isDryRun {
            try context.write([try library.collection(named: name)], isSingle: true)
        }
    }
}

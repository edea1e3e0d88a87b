import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib collection add NAME (ID…|--query Q)`.
struct CollectionAdd: SoralibCommand {
    static let fields = FieldChoice.results(of: CollectionDescription.self, "collection")
    static let result = CommandResult(.one("collection"))
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds videos at the end of a collection; each is in it once.",
        usage: "NAME (ID…|--query Q)",
        examples: [
            CommandExample("soralib collection add Foxes v27 v28"),
            CommandExample("soralib collection add Foxes --query \"fox tag:winter\""),
            CommandExample("soralib collection add Foxes v27 --dry-run"),
        ],
        exitStatus: [
            CommandExitStatus(0, "they are in it"),
            CommandExitStatus(65, "it is a smart collection, or the query is wrong"),
            CommandExitStatus(66, "there is no such collection or video"),
        ])

    @Argument(help: ArgumentHelp("The collection.", valueName: "NAME"))
    var name: String

    @Argument(help: ArgumentHelp("Videos.", valueName: "ID"))
    var videos: [String] = []

    @OptionGroup
    var choice: VideoChoice

    func validate() throws { try choice.check(videos, "add") }

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = try context.openAsNeeded()
        let selection = try choice.selection(videos, in: library)
        let added = try library.add(selection, toCollection: name, isDryRun: isDryRun)
        if case .numbers(let numbers) = selection {
            for known in numbers where !added.contains(known) {
                context.say("\(Handle(.video, known)) is in it already")
            }
        }
        let count = "\(added.count) video\(added.count == 1 ? "" : "s")"
        context.say("\(isDryRun ? "would add" : "added") \(count)")
        if !isDryRun {
            try context.write([try library.collection(named: name)], isSingle: true)
        }
    }
}

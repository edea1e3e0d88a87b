import SoraArguments
import SoraCatalog
import SoraModel
import SoraTerminal

/// The command `soralib list [videos|prompts|images|tasks]`.
struct ListCommand: SoralibCommand {
    /// What can be listed.
    enum Kind: String, Sendable, CaseIterable, ExpressibleByArgument {
        case videos, prompts, images, tasks

        var object: ObjectKind {
            switch self {
            case .videos: .video
            case .tasks: .task
            case .prompts: .prompt
            case .images: .image
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists videos, prompts, images or tasks, the newest first.",
        examples: [
            CommandExample("soralib list"),
            CommandExample("soralib list tasks --limit 20"),
            CommandExample("soralib list --format csv --fields id,verdict,path"),
        ],
        exitStatus: [CommandExitStatus(0, "listed"), CommandExitStatus(66, "there is no library")])

    @Argument(help: "What to list.")
    var kind: Kind = .videos

    @Option(help: ArgumentHelp("At most so many.", valueName: "N"))
    var limit: Int?

    @Flag(help: "The oldest first.")
    var reverse = false

    func validate() throws {
        if let limit, limit < 0 { throw ValidationError("--limit \(limit) is less than 0") }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let selection = ObjectSelection(
            kind.object, order: reverse ? .oldestFirst : .newestFirst, limit: limit)
        let count = try ObjectWriter(context, library).write(selection)
        if count == 0, context.options.effectiveFormat == .table {
            context.say("there are no \(kind.rawValue) yet")
        }
    }
}

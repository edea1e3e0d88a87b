import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib lineage ID`.
struct LineageCommand: SoralibCommand {
    static let result = CommandResult(.one("lineage"))
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Shows what a video came from, and what came of it.",
        discussion: "Tasks that are under way stand where their video will be.",
        examples: [
            CommandExample("soralib lineage v27"),
            CommandExample("soralib lineage v27 --down --json"),
            CommandExample("soralib lineage v27 --format dot"),
        ],
        exitStatus: [
            CommandExitStatus(0, "shown"), CommandExitStatus(66, "there is no such video"),
        ])

    @Argument(help: ArgumentHelp("The video, or the task whose video it is.", valueName: "ID"))
    var object: String

    @Flag(help: "Only what it came from.")
    var up = false

    @Flag(help: "Only what came of it.")
    var down = false

    @Option(help: "How the family is written.")
    var format: LineageFormat?

    func validate() throws {
        if up, down { throw ValidationError("give --up or --down; without either, both are shown") }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let handle = try library.handles([object], among: [.video, .task])[0]
        let video = try library.video(of: handle)
        let lineage = try library.catalog.lineage(
            ofVideo: video.number, up ? .up : down ? .down : .both)
        let family = try Family(lineage, of: library)
        let data = context.output.data
        switch format ?? (context.options.writesJSON ? .json : .tree) {
        case .json: try LineageJSON(lineage, library).write(to: data)
        case .tree:
            let style = context.dataStyle
            try family.eachLine(
                marked: video.number, style: style, width: context.tableWidth
            ) { try data.line($0) }
        case .dot: try data.write(LineageGraph(family).dot)
        case .mermaid: try data.write(LineageGraph(family).mermaid)
        }
    }
}

/// How a family is written.
enum LineageFormat: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// Lines and branches, for people.
    case tree
    /// One object with the videos and the links.
    case json
    /// For Graphviz (https://graphviz.org/doc/info/lang.html).
    case dot
    /// For Mermaid (https://mermaid.js.org/syntax/flowchart.html).
    case mermaid
}

extension Library {
    /// The video that a handle names, or the result of the task that it names.
    fileprivate func video(of handle: Handle) throws -> Handle {
        if handle.kind == .video { return handle }
        guard let number = try catalog.videoNumber(ofTask: handle.number) else {
            throw SoraError(
                .notFound, "\(handle) has no video yet",
                hint: "see where it is: `soralib show \(handle)`")
        }
        return Handle(.video, number)
    }
}

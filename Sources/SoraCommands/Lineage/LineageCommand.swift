import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraSystem
import SoraTerminal

/// The command `soralib lineage ID`.
struct LineageCommand: SoralibCommand {
    static let result = CommandResult(.one("lineage"))
    static let configuration = CommandConfiguration(
        commandName: "lineage",
        abstract: "Shows what a video came from, and what came of it.",
        discussion: """
            Each line tells how the video came to be, its verdict, its age, and which words of its prompt are \
            not its parent's. Tasks that are under way stand where their video will be; videos in the trash, \
            purged ones, and those that are known by name alone keep their place.
            """,
        examples: [
            CommandExample("soralib lineage v27"),
            CommandExample("soralib lineage v27 --root", "with all its relatives"),
            CommandExample("soralib lineage v27 --down --json"),
            CommandExample("soralib lineage v27 --format dot", "a drawing, for `dot -Tsvg`"),
        ],
        exitStatus: [
            CommandExitStatus(0, "shown"),
            CommandExitStatus(66, "there is no such video or task"),
        ])

    @Argument(help: ArgumentHelp("The video, or the task whose video it is.", valueName: "ID"))
    var object: String

    @Flag(help: "Only what it came from.")
    var up = false

    @Flag(help: "Only what came of it.")
    var down = false

    @Flag(help: "The whole family: all that came of the oldest.")
    var root = false

    @Flag(help: "In a terminal, every line of a tree that is very long or very wide.")
    var all = false

    @Option(help: "How the family is written.")
    var format: LineageFormat?

    func validate() throws {
        if [up, down, root].filter(\.self).count > 1 {
            throw ValidationError(
                "give one of --up, --down and --root; without any, both what it came from and what came "
                    + "of it are shown")
        }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let handle = try library.handles([object], among: [.video, .task])[0]
        let lineage = try library.catalog.lineage(
            of: handle, up ? .up : down ? .down : root ? .whole : .line)
        let data = context.output.data
        switch format ?? (context.options.writesJSON ? .json : .tree) {
        case .json: try LineageJSON(lineage, library).write(to: data)
        case .tree:
            let tree = LineageTree(
                lineage, foldsLong: data.isTerminal && !all,
                LineageLine(
                    style: context.dataStyle, width: context.tableWidth,
                    now: context.library.system.time.now()))
            try tree.eachLine { try data.line($0) }
        case .dot: try LineageGraph(lineage).eachDOTLine { try data.line($0) }
        case .mermaid: try LineageGraph(lineage).eachMermaidLine { try data.line($0) }
        }
    }
}

import SoraArguments
import Synchronization

/// What the commands of these tests write into.
final class Journal: Sendable {
    private let lines = Mutex<[String]>([])
    func write(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}

protocol TestCommand: Command where Context == Journal {}

enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json, csv
}

struct GlobalOptions: ParsableArguments {
    @Option(help: ArgumentHelp("The folder to work in.", valueName: "DIR"), completion: .directory)
    var library: String?
    @Option(name: [.customShort("f"), .long], help: "How to print.")
    var format: Format = .table
    @Flag(help: "Same as --format json.") var json = false
    @Flag(name: .shortAndLong, help: "Say less.") var quiet = false

    func validate() throws {
        if json, format == .csv {
            throw ValidationError("--json and --format csv exclude each other")
        }
    }
}

struct Program: CommandGroup, TestCommand {
    static let configuration = CommandConfiguration(
        commandName: "program", abstract: "Keeps clips.", version: "program 1.2",
        groupedSubcommands: [
            CommandSection("Daily commands", [Queue.self, List.self, Lineage.self]),
            CommandSection("Settings", [Provider.self]),
        ])
    @OptionGroup(title: "Global options") var global: GlobalOptions
}

struct Queue: TestCommand {
    static let configuration = CommandConfiguration(
        abstract: "Queue a video.",
        discussion: "TEXT is one argument.\n\nIt is kept for good.",
        examples: [CommandExample("program queue \"a cat\"", "Asks for a cat.")],
        exitStatus: [
            CommandExitStatus(0, "queued"),
            CommandExitStatus(65, "refused, with every reason named at once"),
        ])
    @Argument(help: "What to show.") var text: String
    @Option(help: "The provider.") var provider: String
    @Option(help: "Seconds.") var seconds = 4
    @Option(help: "Most to pay.") var maxCost: Double?
    @Option(name: .customLong("tag"), help: "A tag.") var tags: [String] = []
    @Option(
        name: [.customShort("o"), .customLong("output")], help: "A file.", transform: Queue.file)
    var file: String?
    @Flag(inversion: .prefixedNo, help: "A watermark.") var watermark: Bool?
    @Flag(help: "Keep it private.") var isPrivate = false
    @Flag(name: .short, help: "More words.") var verbose = false

    @Sendable static func file(_ word: String) throws -> String {
        guard word.hasSuffix(".mp4") else { throw ValidationError("a name ends in .mp4") }
        return word
    }

    func validate() throws {
        if seconds < 1 { throw ValidationError("--seconds: 1 at least") }
    }

    func run(in context: Journal) async throws {
        context.write("queue \(text) with \(provider)")
        if text == "late" { throw ValidationError("too late") }
    }
}

struct List: TestCommand {
    static let configuration = CommandConfiguration(abstract: "List videos.", aliases: ["ls"])
    @Option(help: "At most so many.") var limit: Int?
    @Argument(help: "Search words.") var query: [String] = []
    @OptionGroup var global: GlobalOptions
    func run(in context: Journal) async throws { context.write("list \(query)") }
}

struct Lineage: TestCommand {
    enum Shape: String, CaseIterable, ExpressibleByArgument { case tree, dot, json }
    static let configuration = CommandConfiguration(abstract: "Show ancestors.")
    @Option(help: "How to draw.") var format: Shape = .tree
    @Argument(help: "The video.") var id: String
    @Argument(help: "How deep.") var depth: Int?
    func run(in context: Journal) async throws {}
}

struct Provider: CommandGroup, TestCommand {
    static let configuration = CommandConfiguration(
        abstract: "Accounts at services.", subcommands: [Add.self, Remove.self])

    struct Add: TestCommand {
        static let configuration = CommandConfiguration(abstract: "Add one.")
        @Argument(help: "Its name.") var name: String
        @Argument(help: "Its models.") var models: [String]
        func run(in context: Journal) async throws { context.write("add \(name) \(models)") }
    }

    struct Remove: TestCommand {
        static let configuration = CommandConfiguration(abstract: "Remove one.")
        func run(in context: Journal) async throws {}
    }
}

let parser = CommandParser<Journal>(root: Program.self, width: 76)

func parse(_ words: String...) throws -> ParsedCommand<Journal> { try parser.parse(words) }

/// The command that words are read as.
func command<C: TestCommand>(_ type: C.Type, _ words: [String]) throws -> C? {
    try parser.parse(words).command as? C
}

/// What is wrong with a command line.
func problems(_ words: [String]) -> [String] {
    do {
        _ = try parser.parse(words)
        return []
    } catch let error as UsageError {
        return error.problems.map(\.description)
    } catch {
        return ["\(error)"]
    }
}

/// The text that a command line asks for.
func text(_ words: String...) throws -> String {
    do {
        _ = try parser.parse(words)
        return ""
    } catch let exit as CleanExit {
        return exit.text
    }
}

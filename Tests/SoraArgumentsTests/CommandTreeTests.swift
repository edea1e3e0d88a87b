import SoraArguments
import Testing

private struct Wrong: CommandGroup, TestCommand {
    static let configuration = CommandConfiguration(
        subcommands: [Bad.self, Twin.self, Foreign.self])
    @Option(help: "X.") var level: Int?
    @Argument(help: "Y.") var word: String?

    struct Bad: TestCommand {
        static let configuration = CommandConfiguration(abstract: "Bad.")
        @Option var silent: String?
        @Flag(help: "Now a flag.") var level = false
        @Flag(name: [.customShort("h"), .customLong("Upper")], help: "Z.") var help = false
        @Argument(help: "A.") var files: [String] = []
        @Argument(help: "B.") var last: String
        @Argument(help: "C.") var maybe: Int?
        @Argument(help: "D.") var sure: Int
        var stored = 3
        enum CodingKeys: CodingKey { case silent }
        func run(in context: Journal) async throws {}
    }
    struct Twin: TestCommand {
        static let configuration = CommandConfiguration(commandName: "bad", abstract: "Twin.")
        func run(in context: Journal) async throws {}
    }
    struct Foreign: Command {
        static let configuration = CommandConfiguration(abstract: "Foreign.", aliases: ["help"])
        func run(in context: Int) async throws {}
    }
}

@Suite struct `All commands of a program` {
    @Test func `the declarations of these tests are sound`() {
        #expect(CommandTree(Program.self).problems() == [])
    }

    @Test func `the tree has every command with its path and definitions`() throws {
        let tree = CommandTree(Program.self)
        #expect(
            tree.all.map { $0.path.dropFirst().joined(separator: " ") } == [
                "", "queue", "list", "lineage", "provider", "provider add", "provider remove",
            ])
        let list = try #require(tree.node(at: ["list"]))
        #expect(
            list.definitions.map(\.display) == [
                "--limit", "QUERY", "--library", "--format", "--json", "--quiet",
            ])
        #expect(
            list.options.first { $0.display == "--format" }?.completion
                == .list(["table", "json", "csv"]))
        #expect(list.options.first { $0.display == "--library" }?.completion == .directory)
        #expect(tree.node(at: ["provider", "nothing"]) == nil)
    }

    @Test func `wrong declarations are found`() {
        #expect(
            CommandTree(Wrong.self).problems() == [
                "wrong: has no abstract",
                "wrong: has two commands called 'bad'",
                "wrong: has two commands called 'help'",
                "wrong: --level means something else in 'bad'",
                "wrong: holds commands, so it cannot have WORD",
                "wrong bad: --silent has no help",
                "wrong bad: --Upper is not a long name",
                "wrong bad: declares -h twice",
                "wrong bad: FILES takes all words, so it must be the last",
                "wrong bad: SURE is required, MAYBE before it is not",
                "wrong bad: stored is stored and not declared",
                "wrong foreign: has another context",
            ])
    }
}

import SoraArguments
import Testing

@Suite struct `Finding the command` {
    @Test func `commands nest, have aliases, and know the words that called them`() throws {
        #expect(try parse("provider", "add", "n", "m").path == ["program", "provider", "add"])
        #expect(try parse("ls").path == ["program", "list"])
    }

    @Test(arguments: [
        ["--library", "DIR", "list"], ["list", "--library", "DIR"], ["--library=DIR", "list"],
    ])
    func `a global option may stand before or after the command`(words: [String]) throws {
        let parsed = try parser.parse(words)
        #expect((parsed.command as? List)?.global.library == "DIR")
        #expect(parsed.ancestor(Program.self)?.global.library == "DIR")
    }

    @Test func `a command that does not declare the global options takes them all the same`() throws
    {
        let parsed = try parse("provider", "add", "n", "m", "--library", "DIR", "-q")
        #expect(parsed.ancestor(Program.self)?.global.library == "DIR")
        #expect(parsed.ancestor(Program.self)?.global.quiet == true)
    }

    @Test func `a command's own option may stand before the command too`() throws {
        #expect(try command(List.self, ["--limit", "3", "list", "x"])?.limit == 3)
        #expect(
            problems(["--limit", "3", "queue", "x", "--provider", "p"]) == [
                "unknown option --limit"
            ])
    }

    @Test func `what stands after the command wins over what stands before it`() throws {
        #expect(
            try command(List.self, ["--library", "a", "list", "--library", "b"])?.global.library
                == "b")
    }

    @Test func `a command may declare an option anew with values of its own`() throws {
        for words in [["lineage", "v1", "--format", "dot"], ["--format", "dot", "lineage", "v1"]] {
            let parsed = try parser.parse(words)
            #expect((parsed.command as? Lineage)?.format == .dot)
            #expect(parsed.ancestor(Program.self)?.global.format == .table)
        }
        #expect(problems(["lineage", "v1", "--format", "csv"]).count == 1)
    }

    @Test func `a parsed command runs in its context`() async throws {
        let journal = Journal()
        try await parse("queue", "a cat", "--provider", "p").run(in: journal)
        #expect(journal.all == ["queue a cat with p"])
    }

    @Test func `an objection while running is reported as wrong usage`() async throws {
        let parsed = try parse("queue", "late", "--provider", "p")
        let error = await #expect(throws: UsageError.self) { try await parsed.run(in: Journal()) }
        #expect(error?.description == "too late\nsee 'program queue --help'")
    }

    @Test func `a group cannot run by itself`() async {
        await #expect(throws: ValidationError.self) { try await Provider().run(in: Journal()) }
    }
}

import SoraArguments
import Testing

/// A type that the parser knows nothing of.
private struct Size: Equatable, Sendable {
    var width: Int
    var height: Int

    @Sendable static func read(_ word: String) throws -> Size {
        let parts = word.split(separator: "x").compactMap { Int($0) }
        guard parts.count == 2 else { throw ValidationError("write it as 1280x720") }
        return Size(width: parts[0], height: parts[1])
    }
}

private struct Resize: CommandGroup, TestCommand {
    static let configuration = CommandConfiguration(
        abstract: "Resizes.", subcommands: [Run.self])

    struct Run: TestCommand {
        static let configuration = CommandConfiguration(abstract: "Runs.")
        @Argument(help: "From.", transform: Size.read) var from: Size
        @Argument(help: "To.", transform: { try Size.read($0) }) var more: [Size] = []
        @Option(help: "A.", transform: Size.read) var size = Size(width: 1, height: 2)
        @Option(help: "B.", transform: { try Size.read($0) }) var maybe: Size?
        @Option(help: "C.", transform: { try Size.read($0) }) var several: [Size] = []
        @Option(help: "D.", transform: { $0.uppercased() }) var text = "none"
        @Option(help: "E.") var number: Int? = nil
        func run(in context: Journal) async throws {}
    }
}

@Suite struct `Reading words by a function` {
    private func run(_ words: String...) throws -> Resize.Run? {
        try CommandParser(root: Resize.self).parse(["run"] + words).command as? Resize.Run
    }

    @Test func `values of any type, one, maybe one or several`() throws {
        let all = try run(
            "1x1", "2x2", "3x3", "--size", "4x4", "--maybe", "5x5", "--several", "6x6",
            "--several=7x7", "--text", "abc")
        #expect(all?.from == Size(width: 1, height: 1))
        #expect(all?.more == [Size(width: 2, height: 2), Size(width: 3, height: 3)])
        #expect(all?.size == Size(width: 4, height: 4))
        #expect(all?.maybe == Size(width: 5, height: 5))
        #expect(all?.several.count == 2)
        #expect(all?.text == "ABC")
        let few = try run("1x1")
        #expect(few?.size == Size(width: 1, height: 2))
        #expect(few?.maybe == nil)
        #expect(few?.more == [])
        #expect(few?.text == "none")
        #expect(few?.number == nil)
    }

    @Test func `every word that is refused is named`() {
        let error = #expect(throws: UsageError.self) { try run("1", "2x2", "3", "--maybe", "4") }
        #expect(
            error?.message == """
                FROM: '1': write it as 1280x720
                MORE: '3': write it as 1280x720
                --maybe: '4': write it as 1280x720
                """)
    }
}

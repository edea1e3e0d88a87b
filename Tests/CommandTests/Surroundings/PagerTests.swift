import Foundation
import SoraArguments
import SoraCommands
import SoraTerminal
import SoraTestSupport
import Testing

/// Tables that are longer than the terminal.
@Suite(.startsPrograms, .serialized) struct `A pager` {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        // As the program does at its start.
        DescriptorSink.ignoreBrokenPipes()
    }

    private struct Shown {
        /// What went to the terminal past the pager.
        var terminal: String
        /// What the pager showed.
        var pager: String
        var failure: OutputError?
    }

    /// Writes lines through a pager, on a terminal of five rows of twenty columns.
    private func show(
        _ lines: [String], with command: String, path: String = "/usr/bin:/bin"
    ) throws -> Shown {
        let file = folder.file("shown")
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        let handle = try FileHandle(forWritingTo: URL(filePath: file))
        let terminal = CapturingSink()
        let pager = Pager(
            command, environment: ["PATH": path], rows: 5, columns: 20, terminal: terminal,
            output: handle.fileDescriptor)
        let channel = OutputChannel(pager, isTerminal: true)
        var failure: OutputError?
        do {
            for line in lines { try channel.line(line) }
            try channel.flush()
            try pager.finish()
        } catch {
            failure = error
            try? pager.finish()
        }
        return Shown(
            terminal: terminal.text, pager: try String(contentsOfFile: file, encoding: .utf8),
            failure: failure)
    }

    private static let long = (1...40).map { "row \($0)" }
    private static let longText = long.map { $0 + "\n" }.joined()

    @Test func `is not started for what fits`() throws {
        let shown = try show(["a", "b", "c", "d"], with: "cat")
        #expect(shown.terminal == "a\nb\nc\nd\n" && shown.pager == "" && shown.failure == nil)
        // Two lines of forty columns are four rows.
        let wide = String(repeating: "x", count: 40)
        #expect(try show([wide, wide], with: "cat").pager == "")
        #expect(try show([wide, wide, wide], with: "cat").pager != "")
    }

    @Test(arguments: ["cat", "cat -", "sed -n p", "cat | cat", "X=1 cat"])
    func `gets all of what does not`(command: String) throws {
        let shown = try show(Self.long, with: command)
        #expect(shown.pager == Self.longText && shown.terminal == "" && shown.failure == nil)
    }

    @Test(arguments: [
        "no-such-pager", "/nonexistent/less -R", "'no such'", "\"$NONE\" | no-such", "exit 126", "",
    ])
    func `that cannot be run is no error`(command: String) throws {
        let shown = try show(Self.long, with: command)
        #expect(shown.terminal == Self.longText && shown.pager == "", "\(shown)")
        #expect(shown.failure == nil)
    }

    @Test(arguments: ["head -n 2", "true", "false"])
    func `that is left early ends the list, and is no error`(command: String) throws {
        // More than a pipe holds: whether it was left is seen at a write.
        let shown = try show((1...30_000).map { "row \($0)" }, with: command)
        #expect(shown.failure == .closed)
        #expect(shown.terminal == "", "it was shown twice")
    }

    @Test func `is named for commands that there are, which only read`() {
        let paths = CommandTree(SoralibProgram.self).all.map {
            $0.path.dropFirst().joined(separator: " ")
        }
        #expect(Paging.commands.subtracting(paths) == [])
        #expect(Paging.commands.isDisjoint(with: ["sync", "queue", "edit", "remove", "undo"]))
    }

    @Test func `is not for pipes and files`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("queue", "a fox", "--count", "100", "--quiet")
        let ran = folder.file("ran")
        let listed = try await workshop.run(
            ["list", "tasks"], environment: ["SORALIB_PAGER": "touch \(ran)", "TERM": "xterm"])
        #expect(listed.output.split(separator: "\n").count == 101)
        #expect(!FileManager.default.fileExists(atPath: ran))
    }
}

import SoraArguments
import SoraCommands
import SoraTerminal
import SoraTestSupport
import Testing

@Suite struct `The declarations of the commands` {
    private static let commands = CommandTree(SoralibProgram.self).all.map(\.path)

    @Test func `are sound`() {
        #expect(CommandTree(SoralibProgram.self).problems() == [])
    }

    @Test func `say of every command what it is for, how it is called and how it ends`() {
        for node in CommandTree(SoralibProgram.self).all {
            let name = node.path.joined(separator: " ")
            #expect(node.configuration.abstract.hasSuffix("."), "\(name)")
            if node.isGroup, !node.isRoot { continue }
            #expect(!node.configuration.examples.isEmpty, "\(name) has no example")
            #expect(!node.configuration.exitStatus.isEmpty, "\(name) has no exit status")
            #expect(node.configuration.exitStatus.first?.code == 0, "\(name)")
        }
    }

    /// Commands of which one line says all.
    private static let few: Set<String> = [
        "demo", "status", "doctor", "schedule remove", "schedule show",
    ]

    @Test func `have three examples, but for the few of which fewer say all`() {
        for node in CommandTree(SoralibProgram.self).all where !node.isGroup {
            let name = node.path.dropFirst().joined(separator: " ")
            if Self.few.contains(name) { continue }
            #expect(node.configuration.examples.count >= 3, "\(name)")
        }
    }

    @Test func `have help that says first how a command is called`() async {
        for node in CommandTree(SoralibProgram.self).all {
            let outcome = await InProcess.run(
                node.path.dropFirst() + ["--help"], environment: ["COLUMNS": "80"])
            let lines = outcome.output.split(separator: "\n").map(String.init)
            let usage = lines.firstIndex(of: "USAGE") ?? 99
            #expect(usage <= 4, "\(node.path)")
            if !node.isGroup { #expect(lines.contains("EXIT STATUS"), "\(node.path)") }
        }
    }

    @Test func `of the program fit a screen, and name every command`() async throws {
        let brief = await InProcess.run(["--help"], environment: ["COLUMNS": "80"])
        #expect(brief.output.split(separator: "\n", omittingEmptySubsequences: false).count <= 31)
        let words = Set(brief.output.split { !($0.isLetter || $0 == "-") }.map(String.init))
        let children = CommandTree(SoralibProgram.self).root.children
        for child in children where child.configuration.shouldDisplay {
            #expect(words.contains(child.name), "\(child.name)")
        }
        #expect(
            await InProcess.run(["help"], environment: ["COLUMNS": "80"]).output == brief.output)
        let all = await InProcess.run(["help", "--all"], environment: ["COLUMNS": "80"])
        #expect(all.status == 0)
        for setting in KnownSetting.allCases {
            if let variable = setting.variable { #expect(all.output.contains(variable)) }
        }
        #expect(
            await InProcess.run(["lineage", "--help", "--all"]).output.hasPrefix("Shows what"))
    }

    @Test func `have examples that are command lines of the program`() throws {
        for node in CommandTree(SoralibProgram.self).all {
            for example in node.configuration.examples {
                let words = Self.words(example.command)
                #expect(words.first == "soralib", "\(example.command)")
                #expect(
                    throws: Never.self, "\(example.command)",
                    performing: {
                        _ = try CommandParser<CommandContext>(root: SoralibProgram.self, width: 80)
                            .parse(Array(words.dropFirst()))
                    })
            }
        }
    }

    @Test(arguments: commands, [60, 80, 100, 500])
    func `fit into the columns of the terminal, and into 100 at most`(
        path: [String], columns: Int
    ) async {
        let outcome = await InProcess.run(
            path.dropFirst() + ["--help"], environment: ["COLUMNS": String(columns)])
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        let examples = CommandTree(SoralibProgram.self).all.flatMap(\.configuration.examples)
            .map { "  " + $0.command }
        for line in outcome.output.split(separator: "\n")
        where !examples.contains(String(line)) && !line.contains(" TEXT|pN|- ") {
            #expect(DisplayWidth.of(String(line)) <= min(columns, 100), "\(line)")
        }
    }

    @Test func `tell the version`() async {
        let outcome = await InProcess.run(["--version"])
        #expect(outcome.status == 0)
        #expect(outcome.output.wholeMatch(of: #/soralib \d+\.\d+\.\d+(-dev)?\n/#) != nil)
    }

    /// The words of a line as the shell reads it, as far as the examples need.
    private static func words(_ line: String) -> [String] {
        var words = [""]
        var isQuoted = false
        for character in line {
            if character == "\"" {
                isQuoted.toggle()
            } else if character == " ", !isQuoted {
                words.append("")
            } else {
                words[words.count - 1].append(character)
            }
        }
        return words
    }
}

import SoraArguments
import SoraCommands
import SoraTestSupport
import Testing

/// What is said to a person who typed something wrong: the cause, the thing, and a command that goes on from it.
@Suite struct `A mistake` {
    @Test(arguments: Mistakes.all)
    func `is told with its cause, and with a command that works`(mistake: Mistake) async throws {
        let scene = try await MistakeScene(mistake.scene)
        let outcome = await scene.run(mistake.typed)
        #expect(outcome.status == mistake.status, "\(outcome)")
        #expect(outcome.output == "")
        for words in mistake.says {
            #expect(outcome.errors.contains(words), "\(words) in \(outcome)")
        }
        let commands = ShellLine.commands(in: outcome.errors)
        let next = commands.first { $0 == mistake.next || $0.hasPrefix(mistake.next + " ") }
        guard let next else {
            Issue.record("\(mistake.next) is not among \(commands): \(outcome)")
            return
        }
        for command in commands {
            #expect(Self.isUnderstood(command), "soralib \(command) is no command: \(outcome)")
        }
        if case .works = mistake.then {
            // What follows the command in the same line is not part of it.
            let line = next.contains("`") || mistake.next.hasPrefix("sql ") ? mistake.next : next
            let gone = await scene.run(line)
            #expect(gone.status == 0, "soralib \(line): \(gone)")
        }
    }

    @Test(arguments: Mistakes.all)
    func `is told to a script with the same words, in JSON`(mistake: Mistake) async throws {
        // A format that is wrong, or given twice, leaves open what was wanted.
        guard !mistake.typed.contains("--format") else { return }
        let scene = try await MistakeScene(mistake.scene)
        let outcome = await scene.run("--json " + mistake.typed)
        #expect(outcome.status == mistake.status, "\(outcome)")
        let error = try #require(OrderedJSON(outcome.errors), "\(outcome)")
        #expect(Shape.error.problems(in: error) == [])
        for words in mistake.says.prefix(1) {
            let told = (error["message"]?.string ?? "") + (error["hint"]?.string ?? "")
            #expect(told.contains(words), "\(words) in \(outcome)")
        }
        let hint = (error["hint"]?.string ?? "") + "\n" + (error["message"]?.string ?? "")
        #expect(!ShellLine.commands(in: hint).isEmpty, "\(outcome)")
    }

    @Test func `is of one of more than sixty kinds, and none is in the list twice`() {
        #expect(Mistakes.all.count >= 60)
        let lines = Mistakes.all.map(\.testDescription)
        #expect(Set(lines).count == lines.count)
    }

    /// Whether a command line can be run, as far as its declaration tells.
    private static func isUnderstood(_ command: String) -> Bool {
        let parser = CommandParser<CommandContext>(root: SoralibProgram.self)
        do {
            _ = try parser.parse(ShellLine.words(command))
            return true
        } catch is CleanExit {
            return true
        } catch let error as UsageError {
            // A command without its values is the name of one: what it wants is told where it is typed.
            return error.problems.allSatisfy { problem in
                switch problem {
                case .missing, .missingCommand, .invalid: true
                default: false
                }
            }
        } catch {
            return false
        }
    }
}

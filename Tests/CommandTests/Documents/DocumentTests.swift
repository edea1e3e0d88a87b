import Foundation
import SoraArguments
import SoraCommands
import SoraTestSupport
import Testing

/// No document tells its readers to type what does not work.
@Suite struct `The documents` {
    @Test(arguments: DocumentPage.all)
    func `have commands that can be told from what they print`(page: DocumentPage) {
        #expect(page.problems == [], "\(page.name)")
    }

    @Test
    func `have commands at all, and blocks that are only read where the machine would change`() {
        #expect(DocumentPage.all.count > 40)
        #expect(DocumentPage.all.filter(\.isPlayed).count >= 18)
        for page in DocumentPage.all {
            for step in page.steps where step.block.isParsedOnly {
                let first = DocumentLine(step.command).commands.first?.first ?? ""
                #expect(
                    ["make", "apt-get", "swift", "soralib", "systemctl", "systemd-analyze"]
                        .contains(
                            first),
                    "\(page.name):\(step.line): \(step.command) can be played")
            }
        }
    }

    @Test(arguments: DocumentPage.all)
    func `name commands and options that there are`(page: DocumentPage) {
        for step in page.steps {
            for words in DocumentLine(step.command).calls(of: "soralib") {
                for problem in Self.problems(of: words, isWhole: true) {
                    Issue.record("\(page.name):\(step.line): \(step.command): \(problem)")
                }
            }
        }
        for (text, line) in page.inline where text.hasPrefix("soralib ") {
            for words in DocumentLine(text).calls(of: "soralib") {
                for problem in Self.problems(of: words, isWhole: false) {
                    Issue.record("\(page.name):\(line): \(text): \(problem)")
                }
            }
        }
    }

    @Test(arguments: DocumentPage.all)
    func `name targets that the Makefile has`(page: DocumentPage) throws {
        let makefile = try String(
            contentsOf: DocumentPage.root.appending(path: "Makefile"), encoding: .utf8)
        let lines = page.steps.map(\.command) + page.inline.map(\.text)
        for words in lines.flatMap({ DocumentLine($0).calls(of: "make") }) {
            for target in words where target.allSatisfy({ $0.isLowercase || $0 == "-" }) {
                #expect(makefile.contains("\n\(target):"), "\(page.name): make \(target)")
            }
        }
    }

    /// What is wrong with a command line.
    ///
    /// One within a text may leave something out, and have a name in CAPITALS where a value is to stand.
    private static func problems(of words: [String], isWhole: Bool) -> [String] {
        let words = words.filter { isWhole || $0 != "…" }
        // `help COMMAND` is about any command.
        let filled = words.map { $0 == "COMMAND" ? "queue" : $0 }
        do {
            _ = try CommandParser<CommandContext>(root: SoralibProgram.self, width: 80)
                .parse(filled)
            return []
        } catch is CleanExit {
            return []
        } catch let error as UsageError {
            return error.problems.filter { problem in
                switch problem {
                case .missing, .missingCommand, .missingValue, .invalid: isWhole
                case .badValue(_, let given, _), .rejected(_, let given, _): !isPlaceholder(given)
                case .notAChoice(_, let given, _, _): !isPlaceholder(given)
                default: true
                }
            }.map(\.description)
        } catch {
            return ["\(error)"]
        }
    }

    private static func isPlaceholder(_ word: String) -> Bool {
        word.contains("…") || word.contains { $0.isUppercase }
    }
}

/// The stories of the documents, each in a folder of its own.
@Suite(.startsPrograms, .enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
struct `A story in a document` {
    @Test(arguments: DocumentPage.all.filter(\.isPlayed))
    func `goes as it is told`(page: DocumentPage) async throws {
        try await DocumentPlay(page).run()
    }
}

import Foundation
import Testing

/// A document of the project, with what it tells its readers to type.
///
/// A block of `sh` is a list of commands, a block of `console` commands behind `$` with what they print. What
/// follows the language says how a block is played: `parsed` is read only, for it would change the machine;
/// `status=1` is how a command of it may end; `answer=y` is what is typed when it asks. A comment `<!-- stage` has
/// commands that no reader sees: what has to be there before, and what must be true afterwards.
struct DocumentPage: Sendable, CustomTestStringConvertible {
    struct Step: Sendable {
        var command: String
        /// What it prints, where that is shown.
        var output: [String]?
        var line: Int
        var block = Options()
    }

    struct Options: Sendable {
        var isParsedOnly = false
        var status: Int32 = 0
        var answer: String?
        var isStage = false
    }

    /// Below the project's folder.
    let name: String
    private(set) var steps: [Step] = []
    /// What stands in backquotes within the text, with its line.
    private(set) var inline: [(text: String, line: Int)] = []
    /// What cannot be understood of how the page is written.
    private(set) var problems: [String] = []

    var testDescription: String { name }
    var isPlayed: Bool { steps.contains { !$0.block.isParsedOnly && !$0.block.isStage } }

    /// Pages whose commands a test of their own runs, with a stage that no shell can set: here they are only read.
    private static let playedElsewhere: Set<String> = ["docs/jobs.md"]

    static var root: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
    }

    /// Every document that people read; docs/reference.md is made from the declarations themselves.
    static let all: [DocumentPage] = {
        let names =
            (try? FileManager.default.subpathsOfDirectory(atPath: root.path + "/docs")) ?? []
        return (["README.md"] + names.filter { $0.hasSuffix(".md") }.sorted().map { "docs/" + $0 })
            .filter { $0 != "docs/reference.md" }.map(DocumentPage.init)
    }()

    private init(_ name: String) {
        self.name = name
        let text = try? String(contentsOf: Self.root.appending(path: name), encoding: .utf8)
        var reader = Reader(isPlayedElsewhere: Self.playedElsewhere.contains(name))
        for (index, line) in (text ?? "").components(separatedBy: "\n").enumerated() {
            reader.take(line, index + 1)
        }
        steps = reader.steps
        inline = reader.inline
        problems = reader.problems
        if text == nil { problems.append("cannot be read") }
    }

    /// Reads a page line by line.
    private struct Reader {
        let isPlayedElsewhere: Bool
        var steps: [Step] = []
        var inline: [(text: String, line: Int)] = []
        var problems: [String] = []
        /// The language of the block that it is in.
        private var language: String?
        private var options = Options()
        /// Whether the last command goes on: it ended with a backslash, or a text within it has no end yet.
        private var goesOn = false
        private var ending: String?

        init(isPlayedElsewhere: Bool) { self.isPlayedElsewhere = isPlayedElsewhere }

        mutating func take(_ line: String, _ number: Int) {
            if let language {
                if line == (language == "stage" ? "-->" : "```") {
                    self.language = nil
                } else {
                    takeCode(line, number, of: language)
                }
            } else if line == "<!-- stage" {
                open("stage", Options(isStage: true))
            } else if line.hasPrefix("```") {
                open(line.dropFirst(3).split(separator: " ").map(String.init), number)
            } else {
                let parts = line.components(separatedBy: "`")
                for index in stride(from: 1, to: parts.count - 1, by: 2) {
                    inline.append((parts[index].replacing("\\|", with: "|"), number))
                }
            }
        }

        private mutating func open(_ words: [String], _ number: Int) {
            var options = Options()
            for word in words.dropFirst() {
                if word == "parsed" {
                    options.isParsedOnly = true
                } else if let status = word.wholeMatch(of: #/status=(\d+)/#) {
                    options.status = Int32(status.1) ?? 0
                } else if let answer = word.wholeMatch(of: #/answer=(.+)/#) {
                    options.answer = String(answer.1)
                } else {
                    problems.append("line \(number): nobody knows \(word)")
                }
            }
            open(words.first ?? "", options)
        }

        private mutating func open(_ language: String, _ options: Options) {
            self.language = language
            self.options = options
            goesOn = false
            ending = nil
        }

        private mutating func takeCode(_ line: String, _ number: Int, of language: String) {
            if goesOn, !steps.isEmpty {
                let isPrompted = language == "console" && line.hasPrefix("> ")
                steps[steps.count - 1].command +=
                    "\n" + (isPrompted ? String(line.dropFirst(2)) : line)
                if let ending {
                    goesOn = ending != line
                } else {
                    goesOn = isOpen(steps[steps.count - 1].command)
                }
            } else if language == "console", line.hasPrefix("$ ") {
                begin(String(line.dropFirst(2)), [], number)
            } else if language == "console" {
                if steps.isEmpty {
                    problems.append("line \(number): output of no command")
                } else {
                    steps[steps.count - 1].output?.append(line)
                }
            } else if ["sh", "stage"].contains(language) {
                if !line.isEmpty, !line.hasPrefix("#") { begin(line, nil, number) }
            } else if isPlayedElsewhere, language.isEmpty, line.hasPrefix("$ ") {
                options.isParsedOnly = true
                begin(String(line.dropFirst(2)), nil, number)
            } else if line.hasPrefix("$ ") || line.hasPrefix("soralib ") {
                problems.append(
                    "line \(number): a command in a block that is neither sh nor console")
            }
        }

        private mutating func begin(_ command: String, _ output: [String]?, _ number: Int) {
            steps.append(Step(command: command, output: output, line: number, block: options))
            ending = command.firstMatch(of: #/<< ?'?(\w+)'?/#).map { String($0.1) }
            goesOn = ending != nil || isOpen(command)
        }

        /// Whether a command goes on in the next line.
        private func isOpen(_ command: String) -> Bool {
            command.hasSuffix("\\") || DocumentLine(command).isOpen
        }
    }
}

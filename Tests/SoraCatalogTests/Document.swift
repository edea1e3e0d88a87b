import Foundation
import Testing

/// A document of the project, read as far as a test needs it.
struct Document {
    struct Section {
        var level: Int
        var title: String
        var lines: [Substring] = []
        /// The first table.
        var table: (head: [String], rows: [[String]])? {
            let lines = lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
            guard lines.count > 2, let head = lines.first else { return nil }
            return (Self.cells(head), lines.dropFirst(2).map(Self.cells))
        }

        private static func cells(_ line: Substring) -> [String] {
            line.dropFirst().dropLast().components(separatedBy: "|")
                .map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    private let text: String
    private let all: [Section]

    /// Reads a document of the folder `docs`.
    init(_ name: String, test file: String = #filePath) throws {
        let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        text = try String(
            contentsOf: root.appending(path: "docs/\(name)"), encoding: .utf8)
        var found = [Section(level: 0, title: "")]
        var isCode = false
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") { isCode.toggle() }
            let level = line.prefix { $0 == "#" }.count
            if !isCode, level > 0, line.dropFirst(level).hasPrefix(" ") {
                found.append(Section(level: level, title: String(line.dropFirst(level + 1))))
            } else {
                found[found.count - 1].lines.append(line)
            }
        }
        all = found
    }

    /// The sections one level below a heading.
    func sections(under title: String) -> [Section] {
        guard let start = all.firstIndex(where: { $0.title == title }) else { return [] }
        let level = all[start].level
        return all[(start + 1)...].prefix { $0.level > level }.filter { $0.level == level + 1 }
    }

    /// The rows of the first table right below a heading.
    func table(under title: String) throws -> [[String]] {
        try #require(all.first { $0.title == title }?.table, "no table under \(title)").rows
    }

    /// The fenced blocks of a language.
    func blocks(of language: String) -> [String] {
        text.components(separatedBy: "\n```\(language)\n").dropFirst()
            .compactMap { $0.components(separatedBy: "\n```").first }
    }
}

extension StringProtocol {
    /// What stands between the first two backquotes.
    var code: String {
        let parts = components(separatedBy: "`")
        return parts.count > 2 ? parts[1] : ""
    }

    /// Whether it can be the name of a table.
    var isPlainName: Bool { allSatisfy { $0.isLowercase || $0 == "_" } }
}

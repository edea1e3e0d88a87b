import Foundation
import SoraModel
import Testing

/// Holds the table of reason codes in `docs/verify.md` against the code, in both directions.
struct `The document of verdicts` {
    @Test func `has each reason code, with the verdict that it makes`() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/verify.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let section = try #require(
            text.components(separatedBy: "## Reason codes").dropFirst().first
        )
        .components(separatedBy: "\n## ")[0]
        let documented = section.split(separator: "\n").compactMap { line -> String? in
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count == 3, cells[0].hasPrefix("`") else { return nil }
            return "\(cells[0].filter { $0 != "`" }) \(cells[1].filter { $0 != "`" })"
        }
        let real = ReasonCode.allCases.map { "\($0.rawValue) \($0.verdict?.rawValue ?? "any")" }
        #expect(documented == real)
    }
}

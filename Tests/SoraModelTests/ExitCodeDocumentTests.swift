import Foundation
import Testing

/// Holds `docs/exit-codes.md` against the sources, for neither statuses nor codes can be listed at
/// run time: both are open sets.
@Suite struct `The document of the exit codes` {
    private let document: String
    private let statuses: [(name: String, number: String)]
    private let codes: [(word: String, status: String)]

    init() throws {
        document = try Self.text(of: "docs/exit-codes.md")
        statuses = try Self.text(of: "Sources/SoraModel/Errors/ExitStatus.swift")
            .matches(of: /static let (\w+) = ExitStatus\(rawValue: (\d+)\)/)
            .map { (String($0.1), String($0.2)) }
        codes = try Self.text(of: "Sources/SoraModel/Errors/ErrorCode.swift")
            .matches(of: /static let \w+ = ErrorCode\("(\w+)", \.(\w+)\)/)
            .map { (String($0.1), String($0.2)) }
    }

    @Test func `has a line for each exit status`() {
        #expect(statuses.count > 10)
        let documented = document.matches(of: /(?m)^\| (\d+) \| `(\w+)` \|/)
            .map { "\($0.1) \($0.2)" }
        #expect(documented == statuses.map { "\($0.number) \($0.name)" })
    }

    @Test func `has a line for each error code, with its exit status`() {
        #expect(codes.count > 10)
        let documented = document.matches(of: /(?m)^\| `(\w+)` \| (\d+) \|/)
            .map { "\($0.1) \($0.2)" }
        let real = codes.map { code in
            "\(code.word) \(statuses.first { $0.name == code.status }?.number ?? "?")"
        }
        #expect(documented == real)
    }

    private static func text(of path: String, test file: String = #filePath) throws -> String {
        let root = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}

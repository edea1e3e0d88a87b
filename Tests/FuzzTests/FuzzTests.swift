import Foundation
import Testing

/// Every reader of strangers' bytes, over its corpus and over seeded changes of it; `make fuzz` looks for more.
struct `Whatever bytes come` {
    /// How often a target is fed with changed bytes.
    private static let turns = 1_000

    private static let tests = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The corpus of a target: what it began with, and what was ever found.
    private static func corpus(of target: FuzzTarget) throws -> [(name: String, bytes: [UInt8])] {
        var folders = [tests.appending(path: "FuzzTests/Corpus/\(target.rawValue)")]
        if target == .sidecars { folders.append(tests.appending(path: "SoraImportTests/Fixtures")) }
        if target == .profiles {
            folders.append(tests.appending(path: "../Resources/providers"))
        }
        return try folders.flatMap { folder in
            try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
                ($0, Array(try Data(contentsOf: folder.appending(path: $0))))
            }
        }
    }

    @Test(arguments: FuzzTarget.allCases)
    func `no reader of it traps, and each keeps its promises`(target: FuzzTarget) throws {
        let corpus = try Self.corpus(of: target)
        try #require(!corpus.isEmpty, "\(target) has no corpus")
        for (name, bytes) in corpus {
            #expect(throws: Never.self, "\(target): \(name)") { try target.run(bytes) }
        }
        let all = corpus.map(\.bytes)
        for turn in 0..<Self.turns {
            var mutation = Mutation(seed: UInt64(turn), others: all)
            let (name, bytes) = corpus[turn % corpus.count]
            let changed = mutation.changed(bytes)
            do {
                try target.run(changed)
            } catch {
                Issue.record(
                    "\(target): \(name), turn \(turn): \(error): \(Data(changed).base64EncodedString())"
                )
                return
            }
        }
    }
}

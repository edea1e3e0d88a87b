import Foundation
import SoraCatalog
import SoraModel
import SoraSystem
import SoraTestSupport
import Testing

/// What came from what outlives a library's files: random families go through everything that writes them anew.
///
/// `SORALIB_FAMILIES=1000` tries as many.
@Suite struct `A random family` {
    private static let count =
        ProcessInfo.processInfo.environment["SORALIB_FAMILIES"].flatMap { UInt64($0) } ?? 60

    @Test func `loses and gains no link by dump, load, load again and rebuild`() throws {
        var links = 0
        for seed in 1...Self.count {
            let family = try RandomFamily(seed: seed)
            let catalog = family.fixture.catalog
            let before = try RandomFamily.links(of: catalog)
            links += before.count
            let lines = try DumpFixture.lines(of: catalog)
            let folder = try TemporaryFolder()
            func made(_ name: String) throws -> Catalog {
                try Catalog.create(
                    LibraryFolder(folder.file(name)),
                    system: SystemContext(time: HeldTime(), random: RepeatableRandom(seed: seed)))
            }
            func load(_ lines: [String], into catalog: Catalog) throws {
                let path = folder.file("load.jsonl")
                try Data((lines.joined(separator: "\n") + "\n").utf8)
                    .write(to: URL(fileURLWithPath: path))
                _ = try catalog.load(path, LoadOptions(takesQueue: true))
            }
            // Into an empty library, twice; and into one that has a family of its own.
            let empty = try made("empty")
            for _ in 1...2 {
                try load(lines, into: empty)
                #expect(try RandomFamily.links(of: empty) == before, "seed \(seed), load")
            }
            let other = try made("other")
            try load(
                lines.map {
                    $0.replacing(/"uid":"([vtp])/, with: { "\"uid\":\"other-\($0.1)" })
                        .replacing("\"remote_id\":\"", with: "\"remote_id\":\"other-")
                        .replacing("\"origin_id\":\"", with: "\"origin_id\":\"other-")
                },
                into: other)
            let own = try RandomFamily.links(of: other)
            try load(lines, into: other)
            #expect(
                try RandomFamily.links(of: other) == (own + before).sorted(by: Self.isBefore),
                "seed \(seed), join")
            // From the sidecars alone.
            let database = family.fixture.folder.database
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: database + end)
            }
            let outcome = try CatalogRebuild(
                family.fixture.folder, system: SystemContext(random: RepeatableRandom())
            ).run(isDryRun: false)
            #expect(outcome.load.leftOut.isEmpty, "seed \(seed)")
            #expect(try RandomFamily.links(of: catalog) == before, "seed \(seed), rebuild")
        }
        // Not a pile of empty graphs.
        #expect(links > 20 * Int(Self.count))
    }

    /// As SQLite orders text: by its bytes.
    private static func isBefore(_ one: String, _ other: String) -> Bool {
        one.utf8.lexicographicallyPrecedes(other.utf8)
    }
}

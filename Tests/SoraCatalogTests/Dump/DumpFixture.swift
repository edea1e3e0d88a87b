import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport

/// Two libraries: one to dump, one to load into.
struct DumpFixture {
    let source: CheckedLibrary
    let target: Catalog
    let time = HeldTime()
    private let folder: TemporaryFolder

    init() throws {
        source = try CheckedLibrary()
        folder = try TemporaryFolder()
        target = try Catalog.create(
            LibraryFolder(folder.file("target")),
            system: SystemContext(time: time, random: RepeatableRandom(seed: 7)))
    }

    /// The lines of a dump.
    static func lines(of catalog: Catalog) throws -> [String] {
        var lines: [String] = []
        try catalog.dump { record in
            lines.append(
                unsafe record.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
        }
        return lines
    }

    /// The lines of the source's dump.
    func lines() throws -> [String] { try Self.lines(of: source.fixture.catalog) }

    /// Loads lines into the target.
    @discardableResult
    func load(
        _ lines: [String], _ options: LoadOptions = LoadOptions(takesQueue: true)
    ) throws -> LoadSummary {
        let path = folder.file("load.jsonl")
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
        return try target.load(path, options)
    }

    /// Loads a dump of which one line was changed.
    func load(changing text: String, to other: String) throws {
        try load(try lines().map { $0.replacing(text, with: other) })
    }

    /// Edits a video of either library at a moment.
    func edit(
        _ catalog: Catalog, _ video: Int64, at seconds: Double,
        _ change: (inout ObjectChanges) -> Void
    ) throws {
        var changes = ObjectChanges()
        change(&changes)
        let time = catalog === target ? time : source.fixture.time
        time.advance(by: seconds)
        _ = try catalog.edit([Handle(.video, video)], changes)
    }

    /// One value of the target.
    func value(_ sql: String) throws -> String? {
        try Connection.open(target.folder.database, .readWrite).text(sql)
    }
}

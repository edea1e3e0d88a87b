import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `A copy of the catalogue` {
    private let library: CheckedLibrary
    private var fixture: CatalogFixture { library.fixture }
    private var folder: LibraryFolder { library.fixture.folder }

    init() throws { library = try CheckedLibrary() }

    private func restore(_ path: String, failpoint: String? = nil) throws -> CatalogRestore.Outcome
    {
        let system = SystemContext(
            time: fixture.time, random: RepeatableRandom(), failpoints: Failpoints(failpoint))
        return try CatalogRestore(folder, system: system).run(from: path)
    }

    private func open() throws -> Catalog {
        try Catalog.open(folder, for: .writing, system: fixture.system)
    }

    @Test func `is a file of its own, whole, for its owner alone, named by its time`() throws {
        let backup = try fixture.catalog.backUp()
        #expect(backup.path.hasPrefix(folder.backups + "/soralib-2026"))
        let status = try #require(try FileSystem().status(of: backup.path))
        #expect(status.mode & 0o777 == 0o600 && status.bytes == backup.bytes)
        let copy = try Connection.open(backup.path, .immutable)
        #expect(try copy.integer("SELECT count(*) FROM video") == 4)
        #expect(try FileSystem().names(in: folder.backups).count == 1)
    }

    @Test func `has what is in the log, too`() throws {
        _ = try fixture.queued("only in the log")
        #expect((try FileSystem().status(of: folder.database + "-wal")?.bytes ?? 0) > 0)
        let copy = try Connection.open(try fixture.catalog.backUp().path, .immutable)
        let sql = "SELECT count(*) FROM task WHERE prompt_text = 'only in the log'"
        #expect(try copy.integer(sql) == 1)
    }

    @Test func `is kept seven times, and two of one second are two`() throws {
        let foreign = folder.backups + "/soralib-old.sqlite"
        for round in 0..<10 {
            if round == 1 { _ = try FileSystem().open(foreign, .createNew) }
            if round % 2 == 0 { fixture.time.advance(by: 3600) }
            _ = try fixture.catalog.backUp()
        }
        let kept = try Catalog.backups(of: folder, FileSystem())
        #expect(kept.count == 7)
        #expect(Set(kept.compactMap(\.madeAt)).count == 4)
        #expect(try FileSystem().status(of: foreign) != nil, "what another made is left alone")
    }

    @Test func `of a damaged catalogue is refused, and earlier ones stay`() throws {
        let good = try fixture.catalog.backUp()
        try fixture.catalog.checkpoint()
        var bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.database)))
        let end = bytes.count
        bytes.replaceSubrange(end - 40960..<end, with: repeatElement(0, count: 40960))
        try Data(bytes).write(to: URL(fileURLWithPath: folder.database))
        #expect {
            try open().backUp()
        } throws: {
            ($0 as? SoraError)?.code == .corrupt
        }
        #expect(try Catalog.backups(of: folder, FileSystem()).map(\.path) == [good.path])
    }

    @Test func `takes the catalogue's place, and what was there is kept`() throws {
        let backup = try fixture.catalog.backUp()
        _ = try fixture.queued("after it")
        fixture.time.advance(by: 60)
        let outcome = try restore(backup.path)
        #expect(try open().tasks(in: [.queued, .draft]).map(\.id) == [5])
        let kept = try Connection.open(outcome.kept, .immutable)
        #expect(try kept.integer("SELECT count(*) FROM task") == 6)
        let summary = try LibraryCheck(open(), isRehashing: true, isRepairing: false).run()
        #expect(summary.isClean, "\(summary)")
    }

    @Test func `sends nothing again that may have been sent since`() throws {
        let backup = try fixture.catalog.backUp()
        #expect(try restore(backup.path).held.map(\.description) == ["t5"])
        #expect(try open().task(number: 5).state == .draft)
        // A request that was under way is for a person to decide, whatever receipt there was.
        let catalog = try open()
        let released = try catalog.advance(
            try catalog.task(number: 5), TaskChange(.released, "released"))
        let permit = try catalog.armSubmit(of: released)
        #expect(permit.attempt > 0)
        let second = try restore(try catalog.backUp().path)
        #expect(second.uncertain.map(\.description) == ["t5"])
        #expect(try open().task(number: 5).state == .uncertain)
        #expect(try open().attempts(ofTask: 5).last?.outcome == .unknown)
    }

    @Test func `takes the place of a catalogue that does not open`() throws {
        let backup = try fixture.catalog.backUp()
        try Data("no database".utf8).write(to: URL(fileURLWithPath: folder.database))
        let outcome = try restore(backup.path)
        #expect(try open().tasks(in: [.succeeded]).count == 4)
        let aside = URL(fileURLWithPath: outcome.kept + "/soralib.sqlite")
        #expect(try Data(contentsOf: aside) == Data("no database".utf8))
    }

    @Test func `of another library, damaged, or none at all is refused and changes nothing`() throws
    {
        let another = try CatalogFixture()
        try another.raw { try $0.run("UPDATE library SET uid = 'another'") }
        let other = try another.catalog.backUp()
        let damaged = try fixture.catalog.backUp()
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: damaged.path))
        try handle.truncate(atOffset: 8192)
        try handle.close()
        let none = try fixture.temporary.write(Array("text".utf8), to: "text")
        let before = try Data(contentsOf: URL(fileURLWithPath: folder.database))
        for path in [other.path, damaged.path, none] {
            #expect(throws: (any Error).self) { try restore(path) }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.database)) == before)
    }

    @Test func `that was cut off in its place is never read with the other's log, and is finished`()
        throws
    {
        let backup = try fixture.catalog.backUp()
        _ = try fixture.queued("after it")
        #expect(throws: (any Error).self) { try restore(backup.path, failpoint: "FP33:eio") }
        #expect {
            try open()
        } throws: {
            ($0 as? SoraError)?.hint?.contains("soralib library restore") == true
        }
        _ = try restore(backup.path)
        #expect(try open().task(number: 5).state == .draft)
        #expect(try open().tasks(in: [.queued]).isEmpty)
        let names = try FileSystem().names(in: folder.path)
        #expect(!names.contains { $0.contains("restored") || $0.contains("draft") })
    }

    @Test func `is not put in place while a sync runs`() throws {
        let backup = try fixture.catalog.backUp()
        let lock = try FileLock.tryTaking(folder.runLock, files: FileSystem())
        #expect {
            try restore(backup.path)
        } throws: {
            ($0 as? SoraError)?.code == .locked
        }
        _ = consume lock
    }
}

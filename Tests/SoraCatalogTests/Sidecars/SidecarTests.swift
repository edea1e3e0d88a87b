import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `The sidecars of a library` {
    let library: CheckedLibrary
    private var catalog: Catalog { library.fixture.catalog }
    private var folder: LibraryFolder { library.fixture.folder }

    init() throws {
        library = try CheckedLibrary()
        try catalog.writeSidecars()
    }

    private func findings(_ isReading: Bool = true) throws -> [Finding] {
        try LibraryCheck(catalog, isRehashing: isReading, isRepairing: false).run().findings
    }

    private func originals() throws -> [String] {
        try library.fixture.raw { connection in
            try connection.rows("SELECT sha256 FROM video ORDER BY id") { $0.text(0) ?? "" }
        }
    }

    /// Takes the catalogue away, and makes it anew.
    private func rebuilt() throws -> (Catalog, CatalogRebuild.Outcome) {
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: folder.database + end)
        }
        let system = SystemContext(random: RepeatableRandom(seed: 3))
        let outcome = try CatalogRebuild(folder, system: system).run(isDryRun: false)
        return (try Catalog.open(folder, for: .writing, system: system), outcome)
    }

    @Test func `are one for each original, and one for the rest`() throws {
        for original in try originals() {
            let text = try String(contentsOfFile: folder.sidecar(original), encoding: .utf8)
            #expect(text.contains(#""record":"video""#) && text.contains(#""record":"task""#))
        }
        let common = try String(contentsOfFile: folder.commonSidecar, encoding: .utf8)
        #expect(common.contains("one that waits") && common.contains(#""record":"provider""#))
        #expect(try findings().isEmpty)
        #expect(try catalog.writeSidecars() == 0)
    }

    @Test func `are enough to make the catalogue anew`() throws {
        var changes = ObjectChanges(addedTags: ["fox"])
        changes.title = "The fox"
        _ = try catalog.edit([Handle(.video, 2)], changes)
        try catalog.writeSidecars()
        let before = try DumpFixture.lines(of: catalog)
        let (anew, outcome) = try rebuilt()
        #expect(outcome.sidecars == 5 && outcome.unread.isEmpty && outcome.load.leftOut.isEmpty)
        #expect(outcome.load.held == [Handle(.task, 5)], "it may have been sent since")
        // But for that task, and the moment at which it was made, everything is as it was.
        let after = try DumpFixture.lines(of: anew)
        let isOther: (String) -> Bool = {
            !$0.hasPrefix(#"{"record":"task","id":5,"#) && !$0.hasPrefix(#"{"record":"library""#)
        }
        #expect(after.filter(isOther) == before.filter(isOther))
        #expect(try anew.uid() == catalog.uid())
    }

    @Test(arguments: [
        "UPDATE video SET title = 'new' WHERE id = 1",
        "INSERT INTO video_tag VALUES (1, 'new')",
        "DELETE FROM collection_video WHERE video_id = 1",
        "UPDATE collection_video SET position = 9 WHERE video_id = 1",
        "UPDATE task SET remote_status = 'new' WHERE id = 1",
        "UPDATE prompt SET title = 'new' WHERE id = 1",
        "INSERT INTO prompt_tag VALUES (1, 'new')",
        "UPDATE provider SET ca_file = 'new'",
        "UPDATE collection SET name = 'new' WHERE id = 1",
        "UPDATE image SET title = 'new'",
        "INSERT INTO image_tag VALUES (1, 'new')",
    ]) func `follow every change`(_ sql: String) throws {
        try library.fixture.raw { try $0.run(sql) }
        let due = try library.fixture.raw { try $0.integer("SELECT count(*) FROM sidecar_due") }
        #expect((due ?? 0) > 0)
        // Were it not noted, the check would find it.
        let marked = try library.fixture.raw { connection in
            try connection.rows("SELECT video_id FROM sidecar_due") { $0.integer(0) ?? 0 }
        }
        try library.fixture.raw { try $0.run("DELETE FROM sidecar_due") }
        #expect(try findings().allSatisfy { $0.kind == .sidecar && $0.message == "is behind" })
        #expect(try !findings().isEmpty)
        try library.fixture.raw { connection in
            for video in marked {
                try connection.run("INSERT INTO sidecar_mark VALUES (\(video))")
            }
        }
        try catalog.writeSidecars()
        #expect(try findings().isEmpty)
    }

    @Test func `that are lost or damaged are written again by a repair`() throws {
        let original = try originals()[0]
        try FileManager.default.removeItem(atPath: folder.sidecar(original))
        try Data("{}".utf8).write(to: URL(fileURLWithPath: folder.commonSidecar))
        #expect(
            try findings(false).map(\.subject) == [
                "sidecars/\(original.prefix(2))/\(original).json"
            ])
        #expect(try findings().count == 2)
        let mended = try LibraryCheck(catalog, isRehashing: true, isRepairing: true).run()
        #expect(mended.isClean && mended.findings.count == 2)
        #expect(try findings().isEmpty)
    }

    @Test func `are not kept when that is switched off, and all written when it is on again`()
        throws
    {
        try catalog.set(.sidecars, to: "off")
        let original = try originals()[0]
        try FileManager.default.removeItem(atPath: folder.sidecars)
        try library.fixture.raw { try $0.run("UPDATE video SET title = 'new'") }
        #expect(try catalog.writeSidecars() == 0)
        #expect(!FileManager.default.fileExists(atPath: folder.sidecars))
        #expect(try findings().isEmpty)
        try catalog.set(.sidecars, to: "on")
        try catalog.writeSidecars()
        #expect(FileManager.default.fileExists(atPath: folder.sidecar(original)))
        #expect(try findings().isEmpty)
    }

    @Test func `that are left when the time is over are written by the next`() throws {
        try library.fixture.raw {
            try $0.run(
                """
                INSERT INTO sidecar_due (video_id)
                WITH RECURSIVE n(id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM n WHERE id < 1599)
                SELECT id FROM n
                """)
        }
        // More than can be written in that time: only a few are waited for.
        #expect(try catalog.writeSidecars(within: 0) == 500)
        #expect(try catalog.writeSidecars(within: 2) == 0)
    }

    @Test func `are written by the next when one is killed`() throws {
        try library.fixture.raw { try $0.run("UPDATE video SET title = 'new'") }
        let dying = try Catalog.open(
            folder, for: .writing,
            system: SystemContext(random: RepeatableRandom(), failpoints: Failpoints("FP39:eio")))
        #expect(throws: (any Error).self) { try dying.writeSidecars() }
        #expect(try catalog.writeSidecars() == 0)
        #expect(try findings().isEmpty)
    }

    @Test func `that cannot be read are told, and the others are used`() throws {
        let originals = try originals()
        try Data("not JSON".utf8).write(to: URL(fileURLWithPath: folder.sidecar(originals[0])))
        try FileManager.default.removeItem(atPath: folder.commonSidecar)
        let (anew, outcome) = try rebuilt()
        #expect(outcome.unread == ["sidecars/\(originals[0].prefix(2))/\(originals[0]).json"])
        #expect(outcome.load.added["video"] == 3)
        // What two of them were made from is not known any more.
        let lost = try Connection.open(anew.folder.database, .readWrite).integer(
            "SELECT count(*) FROM video WHERE remixed_from IS NULL")
        #expect(lost == 3)
    }

    @Test func `never replace a catalogue that can be read`() throws {
        let system = SystemContext(random: RepeatableRandom())
        do {
            _ = try CatalogRebuild(folder, system: system).run(isDryRun: false)
            Issue.record("it was replaced")
        } catch let error as SoraError {
            #expect(error.code == .exists)
        }
    }

    @Test func `replace a catalogue that is damaged, which is kept`() throws {
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: folder.database + end)
        }
        try Data("a shopping list".utf8).write(to: URL(fileURLWithPath: folder.database))
        let system = SystemContext(random: RepeatableRandom())
        let outcome = try CatalogRebuild(folder, system: system).run(isDryRun: false)
        let kept = try #require(outcome.kept)
        #expect(
            try String(contentsOfFile: kept + "/soralib.sqlite", encoding: .utf8)
                == "a shopping list")
        #expect(outcome.load.added["video"] == 4)
    }
}

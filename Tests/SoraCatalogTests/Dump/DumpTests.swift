import Foundation
import SoraCatalog
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `A dump` {
    let fixture: DumpFixture

    init() throws { fixture = try DumpFixture() }

    @Test func `has every table of the catalogue`() throws {
        let tables = try fixture.source.fixture.raw { connection in
            try connection.rows(
                """
                SELECT name FROM pragma_table_list
                WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'
                """
            ) { $0.text(0) ?? "" }
        }
        #expect(Set(tables) == Catalog.knownTables)
    }

    @Test func `begins with the library and ends with the number of records`() throws {
        let lines = try fixture.lines()
        #expect(lines[0].hasPrefix(#"{"record":"library","format":1,"uid":""#))
        #expect(lines.last == #"{"record":"end","records":\#(lines.count - 2)}"#)
        #expect(lines.contains { $0.hasPrefix(#"{"record":"task","id":1,"uid":""#) })
        #expect(!lines.contains { $0.contains(":null") }, "what is not there is not written")
    }

    @Test func `is the same again, and after it was loaded into an empty library`() throws {
        try fixture.edit(fixture.source.fixture.catalog, 1, at: 60) {
            $0.title = "Ein Fuchs\u{1F98A}\"\n"
            $0.rating = 4
            $0.addedTags = ["snow", "Fox"]
        }
        let lines = try fixture.lines()
        #expect(try fixture.lines() == lines)
        let summary = try fixture.load(lines)
        #expect(summary.added["video"] == 4 && summary.added["task"] == 5)
        #expect(summary.missing == 4, "the files are in the other library")
        let again = try DumpFixture.lines(of: fixture.target)
        let expected = lines.map {
            $0.replacing(#""file_state":"present""#, with: #""file_state":"missing""#)
        }
        #expect(again.dropFirst() == expected.dropFirst())
    }

    @Test func `keeps every digit of a number`() throws {
        let numbers = (1...500).map { 1 / Double($0 * 7) + Double($0) }
        try fixture.source.fixture.raw { connection in
            for number in numbers {
                try connection.execute(
                    """
                    INSERT INTO video (uid, operation, file_state, duration, verdict, created_at)
                    VALUES (?, 'import', 'absent', ?, 'unchecked', 1)
                    """, [.text("n\(number)"), .real(number)])
            }
        }
        try fixture.load(try fixture.lines())
        let target = try Connection.open(fixture.target.folder.database, .readWrite)
        let found = try target.rows("SELECT duration FROM video WHERE duration > 0 ORDER BY id") {
            $0.real(0) ?? 0
        }
        #expect(found == numbers)
    }

    @Test func `is of one moment`() throws {
        var isChanged = false
        var lines: [String] = []
        let catalog = fixture.source.fixture.catalog
        let other = try Catalog.open(
            catalog.folder, for: .writing, system: SystemContext(random: RepeatableRandom()))
        try catalog.dump { record in
            if !isChanged {
                isChanged = true
                _ = try other.addPrompt("a later one", title: nil, tags: [])
            }
            lines.append(
                unsafe record.withUnsafeBytes { unsafe String(decoding: $0, as: UTF8.self) })
        }
        #expect(!lines.contains { $0.contains("a later one") })
        #expect(lines.last == #"{"record":"end","records":\#(lines.count - 2)}"#)
    }

    @Test func `finds the files that are there`() throws {
        let lines = try fixture.lines()
        try FileManager.default.removeItem(atPath: fixture.target.folder.objects)
        try FileManager.default.copyItem(
            atPath: fixture.source.fixture.folder.objects, toPath: fixture.target.folder.objects)
        #expect(try fixture.load(lines).missing == 0)
        #expect(try fixture.value("SELECT count(*) FROM video WHERE file_state = 'present'") == "4")
    }

    @Test func `does not send anywhere what the other library may send`() throws {
        let summary = try fixture.load(try fixture.lines(), LoadOptions())
        #expect(summary.held == [Handle(.task, 5)])
        #expect(try fixture.value("SELECT state FROM task WHERE id = 5") == "draft")
        #expect(
            try fixture.value("SELECT what FROM event WHERE task_id = 5 ORDER BY id DESC LIMIT 1")?
                .contains("may have been sent") == true)
    }

    @Test func `leaves the schema as it was, loaded or refused`() throws {
        let schema =
            "SELECT group_concat(type || name || sql, char(10)) FROM (SELECT * FROM sqlite_schema ORDER BY name)"
        let before = try fixture.value(schema)
        #expect(before?.contains("video_search_insert") == true)
        #expect(throws: SoraError.self) {
            try fixture.load(changing: #""verdict":"unprobed""#, to: #""verdict":"good""#)
        }
        #expect(try fixture.value(schema) == before)
        try fixture.load(try fixture.lines())
        #expect(try fixture.value(schema) == before)
    }

    @Test func `is found by its words, and is to get its sidecars, once it was loaded`() throws {
        try fixture.edit(fixture.source.fixture.catalog, 1, at: 60) {
            $0.title = "狐狸 in the snow"
            $0.addedTags = ["winter"]
        }
        try fixture.load(try fixture.lines())
        let target = try Connection.open(fixture.target.folder.database, .readWrite)
        for word in ["狐", "snow", "winter"] {
            #expect(
                try target.integer("SELECT rowid FROM search WHERE search MATCH ?", [.text(word)])
                    == 1, "\(word)")
        }
        try target.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        #expect(
            try fixture.value("SELECT group_concat(video_id, ' ') FROM sidecar_due") == "0 1 2 3 4")
    }

    @Test func `knows of each trigger what it does, to do it for all rows at once`() throws {
        let names = try #require(
            try fixture.value(
                "SELECT group_concat(name, ' ') FROM sqlite_schema WHERE type = 'trigger'"))
        let others = names.split(separator: " ").filter {
            !$0.hasPrefix("sidecar_") && !$0.contains("search")
        }
        // Of the others, none does anything but refuse a row; a new one needs its part in `SuspendedSchema`.
        #expect(
            Set(others) == [
                "task_first_state", "task_legal_edge", "task_request_frozen", "task_parent_kept",
                "task_kept", "event_unchanged", "event_kept", "video_acyclic_new",
                "video_acyclic_changed",
            ])
    }

    @Test func `leaves the rules of a task's life as they were`() throws {
        try fixture.load(try fixture.lines())
        let target = try Connection.open(fixture.target.folder.database, .readWrite)
        #expect(throws: SQLiteError.self) {
            try target.execute("UPDATE task SET state = 'queued' WHERE id = 1")
        }
        #expect(throws: SQLiteError.self) {
            try target.execute("UPDATE task SET request = '{}' WHERE id = 1")
        }
        let summary = try LibraryCheck(fixture.target, isRehashing: false, isRepairing: false).run()
        #expect(summary.findings.allSatisfy { $0.kind == .missing || $0.kind == .sidecar })
    }
}

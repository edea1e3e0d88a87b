import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

/// No video is its own ancestor: the database refuses it, whoever writes, and a load tells the line.
@Suite struct `What a video came from` {
    private let fixture: CatalogFixture

    init() throws { fixture = try CatalogFixture() }

    /// Writes videos, `i` in SQL, in the order of a query.
    private func write(_ numbers: String, parent: String) throws {
        try fixture.raw { connection in
            try connection.run(
                """
                PRAGMA foreign_keys = OFF;
                INSERT INTO video (id, uid, remixed_from, operation, file_state, verdict, created_at)
                SELECT i, 'v' || i, \(parent), 'remix', 'absent', 'unprobed', 0 FROM (\(numbers))
                """)
        }
    }

    private func change(_ video: Int64, to parent: Int64) throws {
        try fixture.raw { connection in
            try connection.execute(
                "UPDATE video SET remixed_from = ? WHERE id = ?",
                [.integer(parent), .integer(video)])
        }
    }

    @Test func `is never the video itself, nor what came of it`() throws {
        #expect(throws: SQLiteError.self) { try write("SELECT 1 AS i", parent: "1") }
        try write(
            "SELECT column1 AS i FROM (VALUES (1), (2), (3), (4))", parent: "nullif(i - 1, 0)")
        for (video, parent) in [(1, 1), (1, 2), (1, 4), (2, 4), (3, 4)] as [(Int64, Int64)] {
            let error = #expect(throws: SQLiteError.self) { try change(video, to: parent) }
            #expect(error?.message.contains("a video is not its own ancestor") == true)
        }
        try change(4, to: 1)
        try change(2, to: 4)
        #expect(throws: SQLiteError.self) { try change(4, to: 3) }
        // A row that a child waits for.
        try write("SELECT 9 AS i", parent: "8")
        #expect(throws: SQLiteError.self) { try write("SELECT 8 AS i", parent: "9") }
    }

    @Test func `can be a chain of five thousand`() throws {
        let numbers =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n"
        try write(numbers, parent: "nullif(i - 1, 0)")
        #expect(throws: SQLiteError.self) { try change(1, to: 5_000) }
        let up = try fixture.catalog.lineage(of: Handle(.video, 5_000), .up)
        #expect(up.members.count == 5_000 && up.root == Handle(.video, 1))
        let down = try fixture.catalog.lineage(of: Handle(.video, 1), .down)
        #expect(down.members.count == 5_000 && down.edges.count == 4_999)
        let whole = try fixture.catalog.lineage(of: Handle(.video, 2_500), .whole)
        #expect(whole.members.count == 5_000 && whole.root == Handle(.video, 1))
        #expect(whole.path.count == 2_500)
    }

    @Test func `goes through dump and load, five thousand deep and in any order`() throws {
        let numbers =
            "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) SELECT i FROM n"
        // The parents behind their children.
        try write(numbers, parent: "CASE WHEN i < 5000 THEN i + 1 END")
        let dump = try DumpFixture()
        try dump.load(try DumpFixture.lines(of: fixture.catalog))
        let loaded = try dump.target.lineage(of: Handle(.video, 1), .up)
        #expect(loaded.members.count == 5_000 && loaded.root == Handle(.video, 5_000))
        #expect(
            try dump.value("SELECT count(*) FROM sqlite_schema WHERE name LIKE 'video_acyclic%'")
                == "2")
    }

    @Test func `is refused with its line where a file leads in a circle`() throws {
        let dump = try DumpFixture()
        let lines = try dump.lines()
        let before = try DumpFixture.lines(of: dump.target)
        func line(_ start: String) throws -> Int {
            try #require(lines.firstIndex { $0.hasPrefix(start) }) + 1
        }
        let first = try line(#"{"record":"video","id":1,"#)
        let wrong = lines.map { line in
            line.hasPrefix(#"{"record":"video","id":1,"#)
                ? line.replacing(
                    #""operation":"create""#, with: #""operation":"remix","remixed_from":4"#) : line
        }
        let error = #expect(throws: SoraError.self) { try dump.load(wrong) }
        #expect(
            error?.eachProblem == [
                "line \(first): v1 is its own ancestor: v1 came from v4, v4 from v1"
            ])
        #expect(error?.code == .invalid && error?.hint == "nothing was loaded")
        #expect(try DumpFixture.lines(of: dump.target) == before)
        // Into a library that has something, numbers are others; those of the file are told.
        _ = try dump.target.addProvider(
            ProviderRecord(
                name: "other", profile: "openai", baseURL: "http://127.0.0.1:1", keySource: "{}"))
        try dump.load(try DumpFixture.lines(of: try CheckedLibrary().fixture.catalog))
        let mapped = #expect(throws: SoraError.self) { try dump.load(wrong) }
        #expect(mapped?.eachProblem == error?.eachProblem)
        // What can be saved of a damaged library is.
        let lenient = try DumpFixture()
        let summary = try lenient.load(
            wrong, LoadOptions(takesQueue: true, isLenient: true))
        #expect(
            summary.leftOut == ["v1 is its own ancestor: it was loaded without its parent"])
        #expect(try lenient.value("SELECT remixed_from FROM video WHERE id = 4") == "1")
    }

    @Test func `is told of each circle of a file, and of a long one both ends`() throws {
        try write("SELECT column1 AS i FROM (VALUES (1), (2), (3))", parent: "NULL")
        let lines = try DumpFixture.lines(of: fixture.catalog).flatMap { line -> [String] in
            guard line.hasPrefix(#"{"record":"video","id":1,"#) else { return [line] }
            // v1 is its own parent; v10 … v29 are a circle.
            return (10..<30).map { number in
                line.replacing(#""id":1,"#, with: #""id":\#(number),"#)
                    .replacing(#""uid":"v1""#, with: #""uid":"v\#(number)""#)
                    .replacing(
                        #""operation":"#,
                        with: #""remixed_from":\#(number == 10 ? 29 : number - 1),"operation":"#)
            } + [line.replacing(#""operation":"#, with: #""remixed_from":1,"operation":"#)]
        }
        let dump = try DumpFixture()
        // The ending tells how many lines there are.
        let error = #expect(throws: SoraError.self) {
            try dump.load(lines.map { $0.replacing(#""records":4"#, with: #""records":24"#) })
        }
        let told = error?.eachProblem ?? []
        #expect(told.count == 2, "\(told)")
        #expect(
            told.contains { $0.hasSuffix("v1 is its own ancestor: v1 came from v1") }, "\(told)")
        #expect(
            told.contains {
                $0.hasSuffix(
                    "v10 is its own ancestor: v10 came from v29, v29 from v28, v28 from v27, …, v12 from v11, v11 from v10"
                )
            }, "\(told)")
    }

    @Test func `is taken from the other library where only that one knows it`() throws {
        let dump = try DumpFixture()
        let lines = try dump.lines()
        try dump.load(lines)
        func parents() throws -> String? {
            try dump.value(
                "SELECT group_concat(coalesce(remixed_from, '-')) FROM (SELECT * FROM video ORDER BY id)"
            )
        }
        #expect(try parents() == "-,-,1,1")
        let connection = try Connection.open(dump.target.folder.database, .readWrite)
        try connection.run("UPDATE video SET remixed_from = NULL WHERE id = 3")
        try connection.run("UPDATE video SET remixed_from = 2 WHERE id = 4")
        let summary = try dump.load(lines)
        #expect(try parents() == "-,-,1,2")
        #expect(
            summary.conflicts == [
                LoadConflict(object: "v4", field: "remixed_from", kept: "v2", dropped: "v1")
            ])
    }
}

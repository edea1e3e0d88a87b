import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `A connection` {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func opened(_ access: Connection.Access = .create) throws -> Connection {
        try Connection.open(folder.file("a.sqlite"), access)
    }

    @Test func `gives back what was bound, of every type`() throws {
        let connection = try opened()
        let row = try connection.row(
            "SELECT ?, ?, ?, ?, ?, ?",
            [.integer(.min), .real(0.1), .text("é\0x"), .blob([0, 255]), .null, .text("")]
        ) { row in
            (
                row.integer(0), row.real(1), row.text(2), row.isNull(4), row.text(5),
                row.withTextBytes(2) { $0.byteCount }
            )
        }
        #expect(row?.0 == .min && row?.1 == 0.1 && row?.2 == "é\0x" && row?.3 == true)
        #expect(row?.4 == "" && row?.5 == 4)
    }

    @Test func `binds values, so that text is never SQL`() throws {
        let connection = try opened()
        try connection.run("CREATE TABLE t (x TEXT) STRICT")
        try connection.execute("INSERT INTO t VALUES (?)", [.text("'); DROP TABLE t; --")])
        #expect(try connection.text("SELECT x FROM t") == "'); DROP TABLE t; --")
    }

    @Test func `refuses too few and too many values`() throws {
        let connection = try opened()
        #expect(throws: SQLiteError.self) { try connection.execute("SELECT ?, ?", [.null]) }
        #expect(throws: SQLiteError.self) { try connection.execute("SELECT ?", [.null, .null]) }
    }

    @Test func `names the SQL and never the values in an error`() throws {
        let connection = try opened()
        try connection.run("CREATE TABLE t (x TEXT CHECK (length(x) < 3)) STRICT")
        let error = #expect(throws: SQLiteError.self) {
            try connection.execute("INSERT INTO t VALUES (?)", [.text("secret value")])
        }
        #expect(error?.isConstraint == true)
        #expect("\(error!)".contains("INSERT INTO t"))
        #expect(!"\(error!)".contains("secret"))
    }

    @Test func `does not take a double-quoted text for a value`() throws {
        let connection = try opened()
        #expect(throws: SQLiteError.self) { try connection.execute("SELECT \"nothing\"") }
    }

    @Test func `attaches nothing and loads no extension`() throws {
        let connection = try opened()
        #expect(throws: SQLiteError.self) { try connection.run("ATTACH ':memory:' AS other") }
        #expect(throws: SQLiteError.self) { try connection.execute("SELECT load_extension('x')") }
    }

    @Test func `has the settings that durability needs`() throws {
        _ = try opened()
        let connection = try opened(.readWrite)
        #expect(try connection.integer("PRAGMA synchronous") == 2)
        #expect(try connection.integer("PRAGMA foreign_keys") == 1)
        #expect(try connection.integer("PRAGMA wal_autocheckpoint") == 0)
        #expect(try connection.integer("PRAGMA busy_timeout") == 10_000)
        #expect(try connection.integer("PRAGMA recursive_triggers") == 1)
        #expect(try opened(.readOnly).integer("PRAGMA trusted_schema") == 0)
        #expect(try connection.integer("PRAGMA cell_size_check") == 1)
        #expect(try connection.integer("PRAGMA mmap_size") == 0)
    }

    @Test func `lets no schema call what is for queries`() throws {
        let connection = try opened()
        for call in ["matches('a', 'a')", "has_words('a', 'a')", "same_text('a', 'a')"] {
            #expect(try connection.integer("SELECT \(call)") == 1)
            try connection.run("CREATE VIEW seen AS SELECT \(call) AS answer")
            #expect(throws: SQLiteError.self) { try connection.integer("SELECT answer FROM seen") }
            try connection.run("DROP VIEW seen")
        }
    }

    @Test func `for reading cannot change anything`() throws {
        let writer = try opened()
        try writer.run("CREATE TABLE t (x) ")
        let reader = try opened(.readOnly)
        #expect(throws: SQLiteError.self) { try reader.run("INSERT INTO t VALUES (1)") }
        #expect(try reader.integer("SELECT count(*) FROM t") == 0)
    }

    @Test func `does not make a database where none is asked for`() {
        #expect(throws: SQLiteError.self) { _ = try opened(.readWrite) }
    }
}

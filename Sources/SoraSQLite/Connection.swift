import CSQLite

/// One connection to a database, closed when it goes out of scope.
@safe package struct Connection: ~Copyable, Sendable {
    /// How a database is opened.
    package enum Access: Sendable {
        /// For reading and writing; it is made when it does not exist.
        case create
        /// For reading and writing; it must exist.
        case readWrite
        /// For reading only, on a file system where the WAL's index can be kept.
        case readOnly
        /// For reading a file that nothing changes, on a read-only medium.
        case immutable
    }

    /// The version of the library, for example `3.40.1`.
    package static var libraryVersion: String { unsafe String(cString: sqlite3_libversion()) }

    /// How long a statement waits for another connection.
    static let busyMilliseconds: Int32 = 10_000

    // A connection is used by one thread at a time: its owner holds it in a mutex.
    nonisolated(unsafe) let database: OpaquePointer

    /// Opens a database and makes the settings of `docs/library-format.md`.
    package static func open(
        _ path: String, _ access: Access
    ) throws(SQLiteError) -> Connection {
        let common = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOFOLLOW
        let flags: Int32
        switch access {
        case .create: flags = common | SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        case .readWrite, .readOnly: flags = common | SQLITE_OPEN_READWRITE
        case .immutable: flags = common | SQLITE_OPEN_READONLY | SQLITE_OPEN_URI
        }
        let name = access == .immutable ? "file:\(escaped(path))?immutable=1" : path
        var opened: OpaquePointer?
        let code = unsafe sqlite3_open_v2(name, &opened, flags, nil)
        guard code == SQLITE_OK, let database = unsafe opened else {
            let error = unsafe SQLiteError.last(on: opened, code: code)
            unsafe sqlite3_close_v2(opened)
            throw error
        }
        let connection = unsafe Connection(owning: database)
        try connection.configure(access)
        return connection
    }

    private init(owning database: OpaquePointer) {
        unsafe self.database = database
    }

    deinit { unsafe sqlite3_close_v2(database) }

    private func configure(_ access: Access) throws(SQLiteError) {
        for (option, on) in [
            (SQLITE_DBCONFIG_DEFENSIVE, 1),
            // SQLite 3.40 lets a trigger reach a full-text index only where the schema is trusted. What
            // soralib adds for queries is out of reach of a schema all the same (`TextFunctions`).
            (SQLITE_DBCONFIG_TRUSTED_SCHEMA, access == .create || access == .readWrite ? 1 : 0),
            (SQLITE_DBCONFIG_DQS_DML, 0), (SQLITE_DBCONFIG_DQS_DDL, 0),
            (SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0), (SQLITE_DBCONFIG_ENABLE_FKEY, 1),
        ] {
            let code = unsafe sora_sqlite3_db_config(database, Int32(option), Int32(on))
            guard code == SQLITE_OK else { throw unsafe SQLiteError.last(on: database, code: code) }
        }
        let code = unsafe TextFunctions.define(on: database)
        guard code == SQLITE_OK else { throw unsafe SQLiteError.last(on: database, code: code) }
        unsafe sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 0)
        unsafe sqlite3_limit(database, SQLITE_LIMIT_LENGTH, 64 << 20)
        unsafe sqlite3_busy_timeout(database, Self.busyMilliseconds)
        try run("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA wal_autocheckpoint = 0")
        switch access {
        case .create, .readWrite:
            // EXTRA for the moments before WAL is on: it also syncs the folder of a rollback journal.
            let level = access == .create ? "EXTRA" : "FULL"
            try run("PRAGMA recursive_triggers = ON; PRAGMA synchronous = \(level)")
        case .readOnly, .immutable:
            try run("PRAGMA query_only = ON")
        }
    }

    /// Makes `search_rank` known, which only a ranked search needs.
    package func prepareRanking() throws(SQLiteError) {
        let code = unsafe SearchRank.define(on: database)
        guard code == SQLITE_OK else { throw unsafe SQLiteError.last(on: database, code: code) }
    }

    /// Runs one statement and drops its rows.
    package func execute(_ sql: String, _ values: [SQLValue] = []) throws(SQLiteError) {
        let statement = try unsafe Statement(sql, on: database)
        try statement.bind(values)
        do {
            try statement.forEachRow { _ in true }
        } catch let error as SQLiteError {
            throw error
        } catch {
            // The closure above throws nothing.
        }
    }

    /// Runs a text of several statements, which binds no values.
    package func run(_ script: String) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(database, script, nil, nil, nil)
        guard code == SQLITE_OK else {
            throw unsafe SQLiteError.last(on: database, code: code, sql: String(script.prefix(200)))
        }
    }

    /// Lends each row to `body`, until it returns false.
    package func forEachRow(
        _ sql: String, _ values: [SQLValue] = [], _ body: (borrowing Row) throws -> Bool
    ) throws {
        let statement = try unsafe Statement(sql, on: database)
        try statement.bind(values)
        try statement.forEachRow(body)
    }

    /// All rows, each made into a value.
    package func rows<Value>(
        _ sql: String, _ values: [SQLValue] = [], _ make: (borrowing Row) throws -> Value
    ) throws -> [Value] {
        var found: [Value] = []
        try forEachRow(sql, values) { row in
            found.append(try make(row))
            return true
        }
        return found
    }

    /// The first row made into a value, or `nil` when there is none.
    package func row<Value>(
        _ sql: String, _ values: [SQLValue] = [], _ make: (borrowing Row) throws -> Value
    ) throws -> Value? {
        var found: Value?
        try forEachRow(sql, values) { row in
            found = try make(row)
            return false
        }
        return found
    }

    /// The first column of the first row as a whole number.
    package func integer(_ sql: String, _ values: [SQLValue] = []) throws -> Int64? {
        try row(sql, values) { $0.integer(0) } ?? nil
    }

    /// The first column of the first row as text.
    package func text(_ sql: String, _ values: [SQLValue] = []) throws -> String? {
        try row(sql, values) { $0.text(0) } ?? nil
    }

    /// The row number that the last INSERT gave.
    package var lastInsertedRow: Int64 { unsafe sqlite3_last_insert_rowid(database) }

    /// How many rows the last statement changed.
    package var changes: Int { Int(unsafe sqlite3_changes64(database)) }

    /// Whether a row of this transaction names another that is not there
    /// (https://www.sqlite.org/c3ref/c_dbstatus_options.html, DEFERRED_FKS).
    package var hasDanglingReferences: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        let code = unsafe sqlite3_db_status(
            database, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return code != SQLITE_OK || current != 0
    }

    /// Whether a transaction is open.
    package var isInTransaction: Bool { unsafe sqlite3_get_autocommit(database) == 0 }

    private static func escaped(_ path: String) -> String {
        path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "%"): "%25"
            case UInt8(ascii: "?"): "%3f"
            case UInt8(ascii: "#"): "%23"
            default: String(decoding: [byte], as: UTF8.self)
            }
        }.joined()
    }
}

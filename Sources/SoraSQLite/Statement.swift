import CSQLite

/// One prepared statement, finalised when it goes out of scope.
@safe struct Statement: ~Copyable {
    private let statement: OpaquePointer
    private let database: OpaquePointer
    private let sql: String

    /// Prepares one statement; the text must hold no second one.
    init(_ sql: String, on database: OpaquePointer) throws(SQLiteError) {
        var prepared: OpaquePointer?
        let code = unsafe sqlite3_prepare_v2(database, sql, -1, &prepared, nil)
        guard code == SQLITE_OK, let statement = unsafe prepared else {
            throw unsafe SQLiteError.last(on: database, code: code, sql: sql)
        }
        unsafe self.statement = statement
        unsafe self.database = database
        self.sql = sql
    }

    /// Takes over a statement that is prepared.
    init(owning statement: OpaquePointer, of database: OpaquePointer, _ sql: String) {
        unsafe self.statement = statement
        unsafe self.database = database
        self.sql = sql
    }

    deinit { unsafe sqlite3_finalize(statement) }

    /// The number of columns of its rows.
    var columnCount: Int { Int(unsafe sqlite3_column_count(statement)) }

    /// The name of a column, counted from 0.
    func name(ofColumn column: Int) -> String {
        guard let name = unsafe sqlite3_column_name(statement, Int32(column)) else { return "" }
        return unsafe String(cString: name)
    }

    /// The names of its placeholders with their first letter; `nil` for those without a name.
    var parameterNames: [String?] {
        (0..<Int(unsafe sqlite3_bind_parameter_count(statement))).map { index in
            guard let name = unsafe sqlite3_bind_parameter_name(statement, Int32(index + 1)) else {
                return nil
            }
            return unsafe String(cString: name)
        }
    }

    /// Binds the placeholders, in their order.
    func bind(_ values: [SQLValue]) throws(SQLiteError) {
        for (index, value) in values.enumerated() {
            let position = Int32(index + 1)
            let code: Int32
            switch value {
            case .null: code = unsafe sqlite3_bind_null(statement, position)
            case .integer(let number): code = unsafe sqlite3_bind_int64(statement, position, number)
            case .real(let number): code = unsafe sqlite3_bind_double(statement, position, number)
            case .text(let text):
                // The length is given, for a text may hold a NUL.
                code = unsafe text.withCString { bytes in
                    unsafe sora_sqlite3_bind_text(
                        statement, position, bytes, Int32(text.utf8.count))
                }
            case .blob(let bytes):
                code = unsafe bytes.withUnsafeBytes { bytes in
                    unsafe bytes.isEmpty
                        ? sqlite3_bind_zeroblob(statement, position, 0)
                        : sora_sqlite3_bind_blob(
                            statement, position, bytes.baseAddress, Int32(bytes.count))
                }
            }
            guard code == SQLITE_OK else {
                throw unsafe SQLiteError.last(on: database, code: code, sql: sql)
            }
        }
        let wanted = unsafe Int(sqlite3_bind_parameter_count(statement))
        guard wanted == values.count else {
            throw SQLiteError(
                code: SQLITE_RANGE, message: "\(values.count) values for \(wanted) placeholders",
                sql: sql)
        }
    }

    /// Runs it to its end, and makes it ready to be run again.
    func finish() throws(SQLiteError) {
        var code = unsafe sqlite3_step(statement)
        while code == SQLITE_ROW { code = unsafe sqlite3_step(statement) }
        let failure =
            unsafe code == SQLITE_DONE ? nil : SQLiteError.last(on: database, code: code, sql: sql)
        _ = unsafe sqlite3_reset(statement)
        if let failure { throw failure }
    }

    /// Steps through all rows and lends each to `body`; `body` returns false to stop.
    func forEachRow(_ body: (borrowing Row) throws -> Bool) throws {
        let row = unsafe Row(statement)
        while true {
            let code = unsafe sqlite3_step(statement)
            switch code {
            case SQLITE_ROW: if try !body(row) { return }
            case SQLITE_DONE: return
            default: throw unsafe SQLiteError.last(on: database, code: code, sql: sql)
            }
        }
    }
}

extension SQLiteError {
    /// The error that a connection was left with.
    static func last(on database: OpaquePointer?, code: Int32, sql: String? = nil) -> SQLiteError {
        guard let database = unsafe database else {
            return SQLiteError(code: code, message: "out of memory", sql: sql)
        }
        return unsafe SQLiteError(
            code: sqlite3_extended_errcode(database),
            message: String(cString: sqlite3_errmsg(database)),
            sql: sql)
    }
}

import CSQLite

/// The current row of a statement, valid inside the closure that it is lent to.
///
/// Columns are counted from 0.
@safe package struct Row: ~Copyable {
    private let statement: OpaquePointer

    init(_ statement: OpaquePointer) {
        unsafe self.statement = statement
    }

    /// The number of columns.
    package var count: Int { Int(unsafe sqlite3_column_count(statement)) }

    /// The name of a column.
    package func name(_ column: Int) -> String {
        guard let name = unsafe sqlite3_column_name(statement, Int32(column)) else { return "" }
        return unsafe String(cString: name)
    }

    /// Whether the column is NULL.
    package func isNull(_ column: Int) -> Bool {
        unsafe sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL
    }

    /// A whole number, or `nil` for NULL.
    package func integer(_ column: Int) -> Int64? {
        isNull(column) ? nil : unsafe sqlite3_column_int64(statement, Int32(column))
    }

    /// A whole number, or `nil` for NULL.
    package func int(_ column: Int) -> Int? {
        integer(column).map { Int($0) }
    }

    /// A number, or `nil` for NULL.
    package func real(_ column: Int) -> Double? {
        isNull(column) ? nil : unsafe sqlite3_column_double(statement, Int32(column))
    }

    /// A truth, or `nil` for NULL.
    package func bool(_ column: Int) -> Bool? {
        integer(column).map { $0 != 0 }
    }

    /// The value as it is stored.
    package func value(_ column: Int) -> SQLValue {
        switch unsafe sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_INTEGER: .integer(integer(column) ?? 0)
        case SQLITE_FLOAT: .real(real(column) ?? 0)
        case SQLITE_TEXT: .text(text(column) ?? "")
        case SQLITE_BLOB: .blob(bytes(column))
        default: .null
        }
    }

    private func bytes(_ column: Int) -> [UInt8] {
        let bytes = unsafe sqlite3_column_blob(statement, Int32(column))
        let length = Int(unsafe sqlite3_column_bytes(statement, Int32(column)))
        return unsafe Array(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : length))
    }

    /// A text, or `nil` for NULL; numbers are given as SQLite writes them.
    package func text(_ column: Int) -> String? {
        guard let text = unsafe sqlite3_column_text(statement, Int32(column)) else { return nil }
        let length = Int(unsafe sqlite3_column_bytes(statement, Int32(column)))
        return unsafe String(
            decoding: UnsafeBufferPointer(start: text, count: length), as: UTF8.self)
    }

    /// The bytes of a text; none for NULL.
    package func textBytes(_ column: Int) -> [UInt8] {
        let text = unsafe sqlite3_column_text(statement, Int32(column))
        let length = Int(unsafe sqlite3_column_bytes(statement, Int32(column)))
        return unsafe Array(UnsafeBufferPointer(start: text, count: text == nil ? 0 : length))
    }

    /// Lends the bytes of a text without copying them; none for NULL.
    package func withTextBytes<R>(_ column: Int, _ body: (RawSpan) throws -> R) rethrows -> R {
        let text = unsafe sqlite3_column_text(statement, Int32(column))
        let length = Int(unsafe sqlite3_column_bytes(statement, Int32(column)))
        let buffer = unsafe UnsafeRawBufferPointer(start: text, count: text == nil ? 0 : length)
        return try unsafe body(buffer.bytes)
    }
}

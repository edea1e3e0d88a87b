/// A statement without rows that is prepared once and run with many values.
package struct PreparedCommand: ~Copyable {
    private let statement: Statement

    init(_ statement: consuming Statement) {
        self.statement = statement
    }

    /// Runs it with these values for its placeholders.
    package func run(_ values: [SQLValue]) throws(SQLiteError) {
        try statement.bind(values)
        try statement.finish()
    }
}

extension Connection {
    /// Prepares a statement that returns no rows, to be run often.
    package func prepare(_ sql: String) throws(SQLiteError) -> PreparedCommand {
        PreparedCommand(try unsafe Statement(sql, on: database))
    }
}

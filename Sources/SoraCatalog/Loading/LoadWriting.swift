import SoraModel
import SoraSQLite

/// Writes a batch of records into the tables; where that fails, line by line, to tell each that is wrong.
struct LoadWriting {
    private let isMapped: Bool
    private let originals: LoadedOriginals
    private let tables: [LoadSQL]
    private let check: LoadCheck
    /// Knows the lines of the batch.
    let outlines = LoadOutlines()

    init(isMapped: Bool, originals: LoadedOriginals, on connection: borrowing Connection) throws {
        var tables: [LoadSQL] = []
        var named: [String: LoadSQL] = [:]
        for table in DumpTable.all {
            let sql = try LoadSQL(table, isMapped: isMapped, on: connection)
            tables.append(sql)
            named[table.name] = sql
        }
        self.isMapped = isMapped
        self.originals = originals
        self.tables = tables
        check = LoadCheck(tables: named)
    }

    /// Writes what lies in `temp.load_line` and is not known yet.
    ///
    /// - Parameters:
    ///   - isLenient: whether lines that are wrong are left out, and the others written.
    ///   - connection: the database.
    /// - Returns: what is wrong, by its line.
    /// - Throws: `SQLiteError` when nothing can be written.
    func run(
        isLenient: Bool, on connection: borrowing Connection
    ) throws -> [(line: Int64, problem: String)] {
        let problems = try check.problems(ofKnown: outlines.isEachKnown, on: connection)
        guard problems.isEmpty || isLenient else { return problems }
        for (line, _) in problems {
            try connection.execute("DELETE FROM temp.load_line WHERE n = ?", [.integer(line)])
        }
        try outlines.learn(on: connection)
        defer { outlines.forgetBatch() }
        if isMapped {
            try connection.execute(
                """
                UPDATE temp.load_line SET ours = m.ours, known = m.known FROM temp.load_id AS m
                WHERE m.type = load_line.type AND m.theirs = load_line.theirs
                """)
            try LoadMap().rename(on: connection)
        }
        try originals.note(on: connection)
        if try write(nil, on: connection) == nil { return problems }
        let lines = try connection.rows("SELECT n FROM temp.load_line ORDER BY n") {
            $0.integer(0) ?? 0
        }
        var refused: [(line: Int64, problem: String)] = []
        for line in lines where isLenient || refused.count <= CatalogLoad.toldProblems {
            if let error = try write(line, on: connection) {
                refused.append((line, Self.words(error)))
            }
        }
        return problems + refused
    }

    /// Writes all lines, or one; what the database says when it refuses, and then nothing was written.
    private func write(
        _ line: Int64?, on connection: borrowing Connection
    ) throws -> SQLiteError? {
        try connection.execute("SAVEPOINT load")
        do throws(SQLiteError) {
            for table in tables {
                guard let members = outlines.members[table.name] else { continue }
                for statement in table.statements(members) {
                    try connection.execute(statement, [SQLValue(line)])
                }
            }
        } catch {
            guard !error.isFatal else { throw error }
            try connection.run("ROLLBACK TO load; RELEASE load")
            return error
        }
        try connection.execute("RELEASE load")
        return nil
    }

    /// What SQLite says, for people.
    private static func words(_ error: SQLiteError) -> String {
        if error.message.hasPrefix("malformed JSON") { return LoadReading.notAnObject }
        let parts = error.message.split(separator: ": ", maxSplits: 1)
        guard parts.count == 2 else { return error.message }
        switch parts[0] {
        case "UNIQUE constraint failed":
            return "there is another record with the same \(parts[1])"
        case "NOT NULL constraint failed": return "\(parts[1]) is missing"
        case "CHECK constraint failed": return "it must be that \(parts[1])"
        default: return error.message
        }
    }
}

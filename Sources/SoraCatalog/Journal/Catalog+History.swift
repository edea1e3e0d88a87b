import SoraModel
import SoraSQLite

extension Catalog {
    /// The sets of changes, the newest first.
    package func history(limit: Int? = nil) throws -> [ChangeSet] {
        try database.read { connection in
            try Self.sets("1 ORDER BY id DESC LIMIT ?", [SQLValue(limit ?? -1)], on: connection)
        }
    }

    /// What a set changed, value by value.
    ///
    /// - Throws: `SoraError` with code `not_found`.
    package func changes(ofSet number: Int64) throws -> [ChangeLine] {
        try database.read { connection in
            guard try !Self.sets("id = ?", [.integer(number)], on: connection).isEmpty else {
                throw SoraError(
                    .notFound, "there is no change \(number) in the history",
                    hint: "see `soralib history`")
            }
            return try ChangeLines.read(of: number, limit: nil, on: connection)
        }
    }

    /// The sets that fulfil a condition.
    static func sets(
        _ condition: String, _ values: [SQLValue], on connection: borrowing Connection
    ) throws -> [ChangeSet] {
        try connection.rows(
            """
            SELECT id, at, command, is_undoable, undone_by, changes, summary FROM change_set
            WHERE \(condition)
            """, values
        ) { row in
            ChangeSet(
                id: row.integer(0) ?? 0, at: row.integer(1) ?? 0, command: row.text(2) ?? "",
                isUndoable: row.bool(3) ?? false, undoneBy: row.integer(4),
                changes: row.int(5) ?? 0, summary: row.text(6) ?? "")
        }
    }
}

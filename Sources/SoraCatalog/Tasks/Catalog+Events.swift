import SoraModel
import SoraSQLite

extension Catalog {
    /// Writes one line of a task's history, in the caller's transaction.
    func record(
        _ what: String, of task: Int64, from: TaskState?, to: TaskState?, detail: String?,
        on connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO event (task_id, at, from_state, to_state, what, detail) VALUES (?, ?, ?, ?, ?, ?)",
            [
                .integer(task), .integer(now), SQLValue(from?.rawValue),
                SQLValue(to?.rawValue), .text(what), SQLValue(detail),
            ])
    }

    /// A task's history, from the start on.
    package func events(ofTask number: Int64) throws -> [TaskHistoryLine] {
        try database.read { connection in
            try connection.rows(
                "SELECT at, from_state, to_state, what, detail FROM event WHERE task_id = ? ORDER BY id",
                [.integer(number)]
            ) { row in
                TaskHistoryLine(
                    at: Timestamp(milliseconds: row.integer(0) ?? 0),
                    from: row.text(1).flatMap { TaskState(rawValue: $0) },
                    to: row.text(2).flatMap { TaskState(rawValue: $0) }, what: row.text(3) ?? "",
                    detail: row.text(4))
            }
        }
    }
}

import SoraModel
import SoraSQLite

/// Keeps tasks from being sent that another catalogue may have sent already: what was queued becomes a
/// draft, and what was being submitted is to be decided by a person.
struct HeldQueue {
    /// Why, for the history of what was queued.
    let heldWords: String
    /// Why, for the history of what was being submitted.
    let uncertainWords: String

    /// Holds tasks, in the caller's transaction.
    ///
    /// - Parameters:
    ///   - condition: which tasks, as SQL about `task`.
    ///   - now: milliseconds since 1970.
    ///   - connection: the database.
    /// - Returns: the tasks that were queued, and those that were being submitted.
    /// - Throws: `SQLiteError` when the database cannot be written.
    func hold(
        where condition: String, at now: Int64, on connection: borrowing Connection
    ) throws -> (held: [Handle], uncertain: [Handle]) {
        func tasks(_ state: String) throws -> [Handle] {
            try connection.rows(
                "SELECT id FROM task WHERE state = ? AND \(condition) ORDER BY id", [.text(state)]
            ) { Handle(.task, $0.integer(0) ?? 0) }
        }
        let (held, uncertain) = (try tasks("queued"), try tasks("submitting"))
        for (from, to, what) in [
            ("queued", "draft", heldWords), ("submitting", "uncertain", uncertainWords),
        ] {
            try connection.execute(
                """
                INSERT INTO event (task_id, at, from_state, to_state, what)
                SELECT id, ?, state, ?, ? FROM task WHERE state = ? AND \(condition)
                """, [.integer(now), .text(to), .text(what), .text(from)])
        }
        try connection.execute(
            """
            UPDATE submit_attempt SET outcome = 'unknown'
            WHERE outcome = 'pending' AND task_id IN (SELECT id FROM task WHERE \(condition))
            """)
        for (from, to) in [("queued", "draft"), ("submitting", "uncertain")] {
            try connection.execute(
                "UPDATE task SET state = ? WHERE state = ? AND \(condition)",
                [.text(to), .text(from)])
        }
        return (held, uncertain)
    }
}

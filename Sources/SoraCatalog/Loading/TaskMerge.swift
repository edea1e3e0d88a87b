import SoraModel
import SoraSQLite

/// Joins the life of a task that both sides know: the one whose history goes on from the other's holds.
struct TaskMerge {
    /// What changes in a task's life.
    private static let columns = [
        "state", "remote_id", "remote_status", "progress", "error_code", "error_message",
        "cost_micros", "cost_currency", "cost_estimated", "submitted_at", "completed_at",
        "expires_at", "next_at", "tries",
    ]

    private struct Known {
        var line: Int64
        var task: Int64
        var theirs: String
        var ours: String
        var isAhead: Bool
        var goesOn: Bool
    }

    /// Joins the known tasks of a batch.
    func run(
        on connection: borrowing Connection, _ summary: inout LoadSummary,
        _ changed: inout Set<String>
    ) throws {
        for known in try tasks(on: connection) {
            let object = "t\(known.task)"
            if known.isAhead, known.goesOn {
                try advance(known, on: connection)
                changed.insert(object)
            } else if known.theirs != known.ours, !known.goesOn {
                summary.conflicts.append(
                    LoadConflict(
                        object: object, field: "state", kept: known.ours, dropped: known.theirs))
            }
        }
    }

    private func tasks(on connection: borrowing Connection) throws -> [Known] {
        try connection.rows(
            """
            WITH known AS (
                SELECT l.n, l.ours, l.line, coalesce(json_array_length(l.line, '$.event'), 0) AS theirs,
                       (SELECT count(*) FROM event WHERE task_id = l.ours) AS own
                FROM temp.load_line AS l WHERE l.type = 'task' AND l.known)
            SELECT known.n, known.ours, json_extract(known.line, '$.state'), task.state, theirs > own,
                   min(theirs, own) = (
                       SELECT count(*) FROM json_each(known.line, '$.event') AS e
                       JOIN (SELECT row_number() OVER (ORDER BY id) - 1 AS place, at, what
                             FROM event WHERE task_id = known.ours) AS o
                         ON o.place = e.key AND o.at = json_extract(e.value, '$.at')
                        AND o.what = json_extract(e.value, '$.what'))
            FROM known JOIN task ON task.id = known.ours
            WHERE theirs <> own OR json_extract(known.line, '$.state') <> task.state
            """
        ) { row in
            Known(
                line: row.integer(0) ?? 0, task: row.integer(1) ?? 0, theirs: row.text(2) ?? "",
                ours: row.text(3) ?? "", isAhead: row.bool(4) ?? false,
                goesOn: row.bool(5) ?? false)
        }
    }

    private func advance(_ known: Known, on connection: borrowing Connection) throws {
        let source = "temp.load_line AS l WHERE l.n = ?1"
        let values: [SQLValue] = [.integer(known.line)]
        let changes = Self.columns.map { "\($0) = json_extract(l.line, '$.\($0)')" }
        try connection.execute(
            "UPDATE task SET \(changes.joined(separator: ", ")) FROM \(source) AND task.id = l.ours",
            values)
        try connection.execute(
            """
            INSERT INTO event (task_id, at, from_state, to_state, what, detail)
            SELECT l.ours, json_extract(e.value, '$.at'), json_extract(e.value, '$.from_state'),
                   json_extract(e.value, '$.to_state'), json_extract(e.value, '$.what'),
                   json_extract(e.value, '$.detail')
            FROM temp.load_line AS l, json_each(l.line, '$.event') AS e
            WHERE l.n = ?1 AND e.key >= (SELECT count(*) FROM event WHERE task_id = l.ours) ORDER BY e.key
            """, values)
        let attempt = [
            "phase", "outcome", "sent_at", "answered_at", "status", "request_id", "message",
        ]
        let parts = attempt.map { "json_extract(e.value, '$.\($0)')" }.joined(separator: ", ")
        try connection.execute(
            """
            INSERT INTO submit_attempt (uid, task_id, armed_at, \(attempt.joined(separator: ", ")))
            SELECT json_extract(e.value, '$.uid'), l.ours, json_extract(e.value, '$.armed_at'), \(parts)
            FROM temp.load_line AS l, json_each(l.line, '$.submit_attempt') AS e WHERE l.n = ?1 ORDER BY e.key
            ON CONFLICT (uid) DO UPDATE SET \(attempt.map { "\($0) = excluded.\($0)" }.joined(separator: ", "))
            """, values)
    }
}

package import SoraModel
import SoraSQLite

extension Catalog {
    /// How many runs are kept.
    package static let keptRuns = 1000

    /// Writes down that a run has begun.
    ///
    /// - Returns: its number.
    package func begin(_ run: RunRecord) throws -> Int64 {
        try database.write { connection in
            try connection.execute(
                "INSERT INTO run (started_at, started_by, pid) VALUES (?, ?, ?)",
                [
                    .integer(run.startedAt.milliseconds), .text(run.origin.rawValue),
                    .integer(run.pid),
                ])
            let id = try connection.integer("SELECT max(id) FROM run") ?? 0
            try connection.execute(
                "DELETE FROM run WHERE id <= ?", [.integer(id - Int64(Self.keptRuns))])
            return id
        }
    }

    /// Writes down how a run ended.
    ///
    /// One that could do nothing is counted with the one before it, where that ended alike: a machine that is
    /// offline for a day must not push out what was done the day before.
    package func end(_ run: RunRecord) throws {
        try database.write { connection in
            if run.isIdle, run.origin.isScheduled,
                let before = try Self.runs(
                    "id < ? ORDER BY id DESC LIMIT 1", [.integer(run.id)], on: connection
                )
                .first,
                before.isIdle, before.endedAt != nil, before.origin == run.origin,
                before.exitStatus == run.exitStatus, before.message == run.message
            {
                try connection.execute("DELETE FROM run WHERE id = ?", [.integer(run.id)])
                try connection.execute(
                    "UPDATE run SET repeats = repeats + 1, ended_at = ?, waiting = ? WHERE id = ?",
                    [
                        SQLValue(run.endedAt?.milliseconds), SQLValue(run.waiting),
                        .integer(before.id),
                    ])
                return
            }
            let spent = run.spent.map { "\(JSONText.string($0.currency)):\($0.micros)" }
            try connection.execute(
                """
                UPDATE run SET ended_at = ?, exit_status = ?, submitted = ?, downloaded = ?, failed = ?,
                    expired = ?, waiting = ?, bytes = ?, spent = ?, checked = ?, unsound = ?, backup = ?, message = ?
                WHERE id = ?
                """,
                [
                    SQLValue(run.endedAt?.milliseconds), SQLValue(run.exitStatus),
                    SQLValue(run.submitted), SQLValue(run.downloaded), SQLValue(run.failed),
                    SQLValue(run.expired), SQLValue(run.waiting), .integer(run.bytes),
                    .text("{\(spent.joined(separator: ","))}"), SQLValue(run.checked),
                    SQLValue(run.unsound), SQLValue(run.backup), SQLValue(run.message),
                    .integer(run.id),
                ])
        }
    }

    /// The runs, the newest first.
    package func runs(limit: Int? = nil) throws -> [RunRecord] {
        try database.read { connection in
            try Self.runs("1 ORDER BY id DESC LIMIT ?", [SQLValue(limit ?? -1)], on: connection)
        }
    }

    /// When clips were checked last by a run.
    package func lastCheckByRun() throws -> Timestamp? {
        try database.read { connection in
            try connection.integer(
                "SELECT started_at FROM run WHERE checked IS NOT NULL ORDER BY id DESC LIMIT 1")
        }.map(Timestamp.init(milliseconds:))
    }

    /// What the requests cost that were made since an attempt, one amount a currency.
    package func spent(afterAttempt number: Int64) throws -> [Money] {
        try database.read { connection in
            try connection.rows(
                """
                SELECT sum(cost_micros), cost_currency FROM task
                WHERE cost_micros IS NOT NULL AND state NOT IN ('draft', 'queued')
                    AND id IN (SELECT task_id FROM submit_attempt WHERE id > ?)
                GROUP BY cost_currency ORDER BY cost_currency
                """, [.integer(number)]
            ) { Money(micros: $0.integer(0) ?? 0, currency: $0.text(1) ?? "") }
        }
    }

    private static func runs(
        _ condition: String, _ values: [SQLValue], on connection: borrowing Connection
    ) throws -> [RunRecord] {
        try connection.rows(
            """
            SELECT id, started_at, ended_at, started_by, pid, repeats, exit_status, submitted, downloaded, failed,
                expired, waiting, bytes, spent, checked, unsound, backup, message
            FROM run WHERE \(condition)
            """, values
        ) { row in
            var run = RunRecord(
                startedAt: Timestamp(milliseconds: row.integer(1) ?? 0),
                origin: RunRecord.Origin(rawValue: row.text(3) ?? "") ?? .command,
                pid: row.integer(4) ?? 0)
            run.id = row.integer(0) ?? 0
            run.endedAt = row.integer(2).map(Timestamp.init(milliseconds:))
            run.repeats = row.int(5) ?? 1
            run.exitStatus = row.int(6)
            run.submitted = row.int(7) ?? 0
            run.downloaded = row.int(8) ?? 0
            run.failed = row.int(9) ?? 0
            run.expired = row.int(10) ?? 0
            run.waiting = row.int(11) ?? 0
            run.bytes = row.integer(12) ?? 0
            run.spent = amounts(row.text(13) ?? "{}")
            run.checked = row.int(14)
            run.unsound = row.int(15)
            run.backup = row.text(16)
            run.message = row.text(17)
            return run
        }
    }

    /// Reads what `end` wrote: an object of numbers, whose names need no escapes.
    private static func amounts(_ text: String) -> [Money] {
        text.dropFirst().dropLast().split(separator: ",").compactMap { pair in
            let parts = pair.split(separator: ":")
            guard parts.count == 2, let micros = Int64(parts[1]) else { return nil }
            return Money(micros: micros, currency: String(parts[0].dropFirst().dropLast()))
        }
    }
}

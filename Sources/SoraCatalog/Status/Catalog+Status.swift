import SoraModel
import SoraSQLite

extension Catalog {
    /// Counts what is there, in one reading.
    package func status() throws -> CatalogStatus {
        try database.read { connection in
            var status = CatalogStatus()
            for state in TaskState.allCases { status.tasks[state] = 0 }
            for verdict in Verdict.allCases { status.verdicts[verdict] = 0 }
            try connection.forEachRow("SELECT state, count(*) FROM task GROUP BY state") { row in
                if let state = TaskState(rawValue: row.text(0) ?? "") {
                    status.tasks[state] = row.int(1) ?? 0
                }
                return true
            }
            try connection.forEachRow("SELECT verdict, count(*) FROM video GROUP BY verdict") {
                row in
                if let verdict = Verdict(rawValue: row.text(0) ?? "") {
                    status.verdicts[verdict] = row.int(1) ?? 0
                }
                return true
            }
            // What is not there yet has no verdict, though its row has one.
            try connection.forEachRow(
                """
                SELECT verdict, count(*) FROM video
                WHERE file_state = 'absent' AND probed_at IS NULL GROUP BY verdict
                """
            ) { row in
                if let verdict = Verdict(rawValue: row.text(0) ?? "") {
                    status.verdicts[verdict, default: 0] -= row.int(1) ?? 0
                }
                return true
            }
            status.toDecide = try connection.rows(
                "SELECT id FROM task WHERE state = 'uncertain' ORDER BY id"
            ) { Handle(.task, $0.integer(0) ?? 0) }
            status.waiting = try footings(in: [.draft, .queued], on: connection)
                .compactMap { task, footing in
                    footing.isReady
                        ? nil : CatalogStatus.Waiting(task: Handle(.task, task), for: footing)
                }.sorted { $0.task.number < $1.task.number }
            status.expiring = try Self.expiring(on: connection)
            status.failed = try Self.failed(since: now - Self.failureMemory, on: connection)
            let paid = TaskState.allCases.filter(\.isPaid).map { "'\($0.rawValue)'" }
            status.spent = try connection.rows(
                """
                SELECT sum(cost_micros), cost_currency FROM task
                WHERE cost_micros IS NOT NULL AND state IN (\(paid.joined(separator: ", ")))
                GROUP BY cost_currency ORDER BY cost_currency
                """
            ) { Money(micros: $0.integer(0) ?? 0, currency: $0.text(1) ?? "") }
            status.storedBytes =
                try connection.integer(
                    """
                    SELECT coalesce(sum(bytes), 0) FROM
                        (SELECT max(bytes) AS bytes FROM video WHERE file_state = 'present' GROUP BY sha256)
                    """) ?? 0
            return status
        }
    }

    /// The results that are not fetched yet, the earliest end first.
    package func expiring() throws -> [CatalogStatus.Expiring] {
        try database.read { connection in try Self.expiring(on: connection) }
    }

    /// How long a failure is news: a week, in milliseconds.
    private static let failureMemory: Int64 = 7 * 86_400_000

    private static func failed(
        since moment: Int64, on connection: borrowing Connection
    ) throws -> [CatalogStatus.Failed] {
        // By the index of the states: without it, a library in which all went well would be read to its end.
        try connection.rows(failedSQL, [.integer(moment)]) { row in
            CatalogStatus.Failed(
                task: Handle(.task, row.integer(0) ?? 0),
                state: TaskState(rawValue: row.text(1) ?? "") ?? .failed, code: row.text(2),
                message: row.text(3))
        }
    }

    /// The tasks that came to nothing since a moment and were not tried again.
    package static let failedSQL = """
        SELECT id, state, error_code, error_message FROM task INDEXED BY task_due
        WHERE state IN ('failed', 'rejected', 'expired')
          AND coalesce(completed_at, submitted_at, created_at) >= ?1
          AND NOT EXISTS (SELECT 1 FROM task AS again WHERE again.retry_of = task.id)
        ORDER BY id DESC LIMIT 20
        """

    private static func expiring(
        on connection: borrowing Connection
    ) throws -> [CatalogStatus.Expiring] {
        try connection.rows(
            """
            SELECT id, expires_at FROM task
            WHERE state IN ('completed', 'downloading') AND expires_at IS NOT NULL
            ORDER BY expires_at, id
            """
        ) { row in
            CatalogStatus.Expiring(
                task: Handle(.task, row.integer(0) ?? 0),
                at: Timestamp(milliseconds: row.integer(1) ?? 0))
        }
    }

    /// What went wrong with a task last, in one line, or `nil`.
    package func lastError(ofTask number: Int64) throws -> String? {
        try database.read { connection in
            try connection.text("SELECT error_message FROM task WHERE id = ?", [.integer(number)])
        }
    }
}

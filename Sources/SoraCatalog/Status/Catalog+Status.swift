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

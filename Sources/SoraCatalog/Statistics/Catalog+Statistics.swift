import SoraModel
import SoraSQLite

extension Catalog {
    /// Counts what people ask for, of one moment.
    ///
    /// - Complexity: one walk through the videos and one through the tasks.
    package func statistics() throws -> CatalogStatistics {
        try database.read { connection in
            // All counts are of the same moment.
            try connection.execute("BEGIN")
            do {
                let found = try counted(on: connection)
                try connection.execute("COMMIT")
                return found
            } catch {
                try? connection.execute("ROLLBACK")
                throw error
            }
        }
    }

    private func counted(on connection: borrowing Connection) throws -> CatalogStatistics {
        var found = CatalogStatistics()
        try countVideos(&found, on: connection)
        found.tasks = Int(try connection.integer("SELECT count(*) FROM task") ?? 0)
        found.prompts = Int(try connection.integer("SELECT count(*) FROM prompt") ?? 0)
        found.images = Int(try connection.integer("SELECT count(*) FROM image") ?? 0)
        let paid = TaskState.allCases.filter(\.isPaid).map { "'\($0.rawValue)'" }
        found.costs = try connection.rows(
            """
            SELECT sum(cost_micros), cost_currency, count(*), sum(cost_estimated) FROM task
            WHERE cost_micros IS NOT NULL AND state IN (\(paid.joined(separator: ", ")))
            GROUP BY cost_currency ORDER BY cost_currency
            """
        ) { row in
            CatalogStatistics.Cost(
                sum: Money(micros: row.integer(0) ?? 0, currency: row.text(1) ?? ""),
                tasks: row.int(2) ?? 0, estimated: row.int(3) ?? 0)
        }
        return found
    }

    private func countVideos(
        _ found: inout CatalogStatistics, on connection: borrowing Connection
    ) throws {
        // Grouped once by all that is asked for, in numbers where there are some: the groups are few, and what
        // is asked for is added up from them.
        let sql = """
            SELECT cube.*, provider.name FROM (
                SELECT task.provider_id AS provider, task.model, video.origin_provider,
                       video.origin_model, video.verdict, video.created_at / 86400000 AS day,
                       video.trashed_at IS NOT NULL AS is_trashed,
                       count(*), total(video.duration), sum(coalesce(video.bytes, 0))
                FROM video LEFT JOIN task ON task.id = video.task_id
                WHERE video.trashed_at IS NOT NULL OR video.file_state <> 'absent'
                GROUP BY 1, 2, 3, 4, 5, 6, 7) AS cube
            LEFT JOIN provider ON provider.id = cube.provider
            """
        var providers: [String?: CatalogStatistics.Amount] = [:]
        var models: [String?: CatalogStatistics.Amount] = [:]
        var verdicts: [String?: CatalogStatistics.Amount] = [:]
        var months: [String?: CatalogStatistics.Amount] = [:]
        try connection.forEachRow(sql) { row in
            let amount = CatalogStatistics.Amount(
                videos: row.int(7) ?? 0, seconds: row.real(8) ?? 0, bytes: row.integer(9) ?? 0)
            if row.bool(6) == true {
                found.trash += amount
                return true
            }
            found.shown += amount
            let day = Timestamp(milliseconds: (row.integer(5) ?? 0) * 86_400_000).iso8601
            providers[row.text(10) ?? row.text(2), default: .init()] += amount
            models[row.text(1) ?? row.text(3), default: .init()] += amount
            verdicts[row.text(4), default: .init()] += amount
            months[String(day.prefix(7)), default: .init()] += amount
            return true
        }
        func groups(
            _ amounts: [String?: CatalogStatistics.Amount]
        ) -> [CatalogStatistics.Group] {
            amounts.map { CatalogStatistics.Group(name: $0, amount: $1) }
                .sorted { left, right in
                    left.amount.videos == right.amount.videos
                        ? (left.name ?? "") < (right.name ?? "")
                        : left.amount.videos > right.amount.videos
                }
        }
        found.providers = groups(providers)
        found.models = groups(models)
        found.verdicts = groups(verdicts)
        found.months = groups(months).sorted { ($0.name ?? "") > ($1.name ?? "") }
    }
}

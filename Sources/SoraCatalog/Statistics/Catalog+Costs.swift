package import SoraModel
import SoraSQLite

extension Catalog {
    /// What tasks cost that a service took, or may have taken: one sum a group and a currency.
    ///
    /// - Parameters:
    ///   - query: which tasks.
    ///   - grouping: what they are added up by.
    /// - Returns: the sums, the greatest first; of time, the newest first.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func costs(
        of query: Query, by grouping: TaskCosts.Grouping
    ) throws -> [TaskCosts] {
        let paid = TaskState.allCases.filter(\.isPaid).map { "'\($0.rawValue)'" }
        return try database.read { connection in
            let found = try condition(of: query, on: connection)
            let isTime = [.month, .day].contains(grouping)
            return try connection.rows(
                """
                SELECT \(grouping.sql) AS name, count(*), sum(task.cost_micros), task.cost_currency,
                       sum(CASE WHEN task.cost_micros IS NULL THEN 0 ELSE task.cost_estimated END)
                FROM task\(grouping.tables)
                WHERE task.state IN (\(paid.joined(separator: ", ")))
                  AND task.id IN (SELECT task.id FROM \(QueryPlace.tables(of: .task)) WHERE \(found.sql))
                GROUP BY name, task.cost_currency
                ORDER BY \(isTime ? "name DESC, " : "")task.cost_currency IS NULL, task.cost_currency, 3 DESC, name
                """, found.values
            ) { row in
                TaskCosts(
                    name: row.text(0), tasks: row.int(1) ?? 0,
                    sum: row.text(3).map { Money(micros: row.integer(2) ?? 0, currency: $0) },
                    estimated: row.int(4) ?? 0)
            }
        }
    }

    /// Those of some tasks of which another try was queued already.
    package func retried(among numbers: [Int64]) throws -> Set<Int64> {
        try database.read { connection in
            Set(
                try connection.rows("SELECT retry_of FROM task WHERE retry_of IS NOT NULL") {
                    $0.integer(0) ?? 0
                }
            ).intersection(numbers)
        }
    }
}

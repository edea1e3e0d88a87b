import SoraModel
import SoraSQLite

extension Catalog {
    /// How many of a library's newest tasks are looked at: what a service was like years ago says little.
    private static let scored = 10_000

    /// What came of a provider's newest tasks, by model.
    package func scores(ofProvider number: Int64) throws -> [ModelScore] {
        try database.read { connection in
            try connection.rows(
                """
                WITH recent AS (
                    SELECT task.id, model, state, cost_micros, cost_currency, verdict, duration,
                        (completed_at - submitted_at) / 1000.0 AS wait
                    FROM task LEFT JOIN video ON video.task_id = task.id
                    WHERE provider_id = ?1 AND task.id > (SELECT coalesce(max(id), 0) FROM task) - ?2
                        AND state NOT IN ('draft', 'queued', 'cancelled')),
                waits AS (
                    SELECT model, wait, row_number() OVER (PARTITION BY model ORDER BY wait) AS place,
                        count(*) OVER (PARTITION BY model) AS waits
                    FROM recent WHERE wait >= 0)
                SELECT model, count(*) FILTER (WHERE state = 'succeeded'),
                    count(*) FILTER (WHERE verdict = 'verified'), count(*) FILTER (WHERE verdict = 'mismatch'),
                    count(*) FILTER (WHERE verdict = 'corrupt'),
                    count(*) FILTER (WHERE state IN ('failed', 'rejected')),
                    count(*) FILTER (WHERE state = 'expired'),
                    (SELECT avg(wait) FROM waits WHERE waits.model = recent.model
                        AND place IN ((waits + 1) / 2, (waits + 2) / 2)),
                    sum(cost_micros) FILTER (WHERE state NOT IN ('submitting', 'rejected', 'submitted', 'in_progress')),
                    min(cost_currency), count(DISTINCT cost_currency),
                    sum(duration) FILTER (WHERE verdict = 'verified' AND cost_micros IS NOT NULL)
                FROM recent GROUP BY model ORDER BY model
                """, [.integer(number), .integer(Int64(Self.scored))]
            ) { row in
                var score = ModelScore(model: row.text(0) ?? "")
                score.delivered = row.int(1) ?? 0
                score.verified = row.int(2) ?? 0
                score.mismatch = row.int(3) ?? 0
                score.corrupt = row.int(4) ?? 0
                score.failed = row.int(5) ?? 0
                score.expired = row.int(6) ?? 0
                score.medianWait = row.real(7)
                // Of two currencies there is no sum.
                if let micros = row.integer(8), let currency = row.text(9), row.integer(10) == 1,
                    let seconds = row.real(11), seconds > 0
                {
                    score.costPerSecond = Money(
                        micros: Int64((Double(micros) / seconds).rounded()), currency: currency)
                }
                return score
            }
        }
    }
}

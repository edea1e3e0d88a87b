import SoraCatalog
import SoraModel
import SoraSQLite
import SoraTestSupport
import Testing

@Suite struct `The score of a provider` {
    private let fixture: CatalogFixture

    init() throws { fixture = try CatalogFixture() }

    /// Puts tasks where they would be: each with its model, state, wait in seconds, price in micro-units,
    /// and the verdict and length of its clip.
    private func put(
        _ rows: (String, String, wait: Int?, cost: Int?, verdict: String?, seconds: Double)...
    ) throws {
        for row in rows { try put(row.0, row.1, row.wait, row.cost, row.verdict, row.seconds) }
    }

    private func put(
        _ model: String, _ state: String, _ wait: Int?, _ cost: Int?, _ verdict: String?,
        _ seconds: Double
    ) throws {
        try fixture.raw { connection in
            let trigger = try connection.text(
                "SELECT sql FROM sqlite_schema WHERE name = 'task_first_state'")
            func word(_ number: Int?) -> String { number.map(String.init) ?? "NULL" }
            try connection.run(
                """
                DROP TRIGGER task_first_state;
                INSERT INTO task (uid, state, provider_id, operation, model, prompt_text, request, remote_id,
                    cost_micros, cost_currency, created_at, submitted_at, completed_at)
                VALUES (hex(randomblob(8)), '\(state)', 1, 'create', '\(model)', 'x', '{}', hex(randomblob(8)),
                    \(word(cost)), \(cost == nil ? "NULL" : "'USD'"), 1, 1000, 1000 + 1000 * \(word(wait)));
                \(trigger ?? "")
                """)
            guard let verdict else { return }
            try connection.run(
                """
                INSERT INTO video (uid, task_id, operation, file_state, sha256, extension, duration, verdict, created_at)
                SELECT hex(randomblob(8)), max(id), 'create', 'present', printf('%064d', max(id)), 'mp4',
                    \(seconds), '\(verdict)', 1 FROM task
                """)
        }
    }

    @Test func `is counted by what was measured`() throws {
        try put(
            ("a", "succeeded", wait: 10, cost: nil, verdict: "verified", seconds: 4),
            ("a", "succeeded", wait: 30, cost: nil, verdict: "mismatch", seconds: 2),
            ("a", "succeeded", wait: 20, cost: nil, verdict: "corrupt", seconds: 0),
            ("a", "failed", wait: nil, cost: nil, verdict: nil, seconds: 0),
            ("a", "rejected", wait: nil, cost: nil, verdict: nil, seconds: 0),
            ("a", "expired", wait: 100, cost: nil, verdict: nil, seconds: 0),
            ("a", "queued", wait: nil, cost: nil, verdict: nil, seconds: 0),
            ("b", "in_progress", wait: nil, cost: nil, verdict: nil, seconds: 0))
        let scores = try fixture.catalog.scores(ofProvider: 1)
        #expect(scores.map(\.model) == ["a", "b"])
        var wanted = ModelScore(model: "a")
        (wanted.delivered, wanted.verified, wanted.mismatch, wanted.corrupt) = (3, 1, 1, 1)
        (wanted.failed, wanted.expired, wanted.medianWait) = (2, 1, 25)
        #expect(scores[0] == wanted)
        #expect(scores[1] == ModelScore(model: "b"))
        #expect(try fixture.catalog.scores(ofProvider: 2).isEmpty)
    }

    @Test func `has the price of what can be used, and what came to nothing is paid too`() throws {
        try put(
            ("a", "succeeded", wait: 1, cost: 800_000, verdict: "verified", seconds: 8),
            ("a", "succeeded", wait: 1, cost: 800_000, verdict: "mismatch", seconds: 8),
            ("a", "failed", wait: nil, cost: 400_000, verdict: nil, seconds: 0),
            ("a", "succeeded", wait: 1, cost: nil, verdict: "verified", seconds: 100),
            ("b", "succeeded", wait: 1, cost: 800_000, verdict: "corrupt", seconds: 0))
        let scores = try fixture.catalog.scores(ofProvider: 1)
        #expect(scores[0].costPerSecond == Money(micros: 250_000, currency: "USD"))
        #expect(scores[1].costPerSecond == nil, "nothing of it can be used")
    }
}

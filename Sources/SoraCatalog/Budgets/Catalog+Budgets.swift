import SoraModel
import SoraSQLite

extension Catalog {
    /// How the budgets of a provider stand now.
    package func spending(ofProvider number: Int64) throws -> [Spending] {
        let time = Timestamp(milliseconds: now)
        return try database.read { connection in
            try Self.budgets(ofProvider: number, on: connection).map { budget in
                let currency = budget.limit.currency
                let sums = try connection.row(
                    """
                    SELECT coalesce(sum(money) FILTER (WHERE outcome <> 'pending'), 0),
                        coalesce(sum(money) FILTER (WHERE outcome = 'pending'), 0),
                        count(*) FILTER (WHERE money IS NULL)
                    FROM (\(Self.charges))
                    WHERE armed_at >= ?2 AND provider_id = ?3
                    """,
                    [
                        .text(currency),
                        .integer(budget.period.start(at: time).milliseconds), .integer(number),
                    ]
                ) { ($0.integer(0) ?? 0, $0.integer(1) ?? 0, $0.int(2) ?? 0) }
                let queued = try connection.row(
                    """
                    SELECT coalesce(sum(cost_micros) FILTER (WHERE cost_currency = ?1), 0),
                        count(*) FILTER (WHERE cost_currency IS NOT ?1)
                    FROM task WHERE state = 'queued' AND provider_id = ?2
                    """, [.text(currency), .integer(number)]
                ) { ($0.integer(0) ?? 0, $0.int(1) ?? 0) }
                func money(_ micros: Int64?) -> Money {
                    Money(micros: micros ?? 0, currency: currency)
                }
                return Spending(
                    budget: budget, spent: money(sums?.0), inFlight: money(sums?.1),
                    queued: money(queued?.0), unpricedSpent: sums?.2 ?? 0,
                    unpricedQueued: queued?.1 ?? 0, freesAt: budget.period.end(at: time))
            }
        }
    }

    /// The number of the last request that may have charged; 0 where there is none.
    package func lastAttempt() throws -> Int64 {
        try database.read { connection in
            try connection.integer("SELECT max(id) FROM submit_attempt") ?? 0
        }
    }

    /// Checks that there is money for a task, in the transaction that commits the intent to submit it.
    ///
    /// - Throws: `BudgetRefusal` where there is none.
    func checkMoney(
        for task: Int64, within limits: SpendingLimits, on connection: borrowing Connection
    ) throws {
        let found = try connection.row(
            "SELECT provider_id, cost_micros, cost_currency FROM task WHERE id = ?",
            [.integer(task)]
        ) { row -> (provider: Int64, price: Money?) in
            let currency = row.text(2)
            return (
                row.integer(0) ?? 0,
                row.integer(1).flatMap { micros in
                    currency.map { Money(micros: micros, currency: $0) }
                }
            )
        }
        guard let (provider, price) = found else { return }
        let time = Timestamp(milliseconds: now)
        for budget in try Self.budgets(ofProvider: provider, on: connection) {
            let spent = try Self.spent(
                in: budget.limit.currency, " AND armed_at >= ?2 AND provider_id = ?3",
                [.integer(budget.period.start(at: time).milliseconds), .integer(provider)],
                on: connection)
            let isPossible = (price?.micros ?? 0) <= budget.limit.micros
            try Self.check(
                price, of: budget.limit, spent, limits, .budget(budget, spent: spent),
                freesAt: isPossible ? budget.period.end(at: time) : nil)
        }
        if let limit = limits.maximumCost {
            let spent = try Self.spent(
                in: limit.currency, " AND id > ?2", [.integer(limits.attemptsBefore)],
                on: connection)
            try Self.check(price, of: limit, spent, limits, .run(limit: limit, spent: spent))
        }
    }

    private static func check(
        _ price: Money?, of limit: Money, _ spent: Money, _ limits: SpendingLimits,
        _ reason: BudgetRefusal.Reason, freesAt: Timestamp? = nil
    ) throws {
        guard let price, price.currency == limit.currency else {
            if limits.allowsUnpriced { return }
            throw BudgetRefusal(reason: .unpriced(currency: limit.currency), price: price)
        }
        // No sum of what was let through is near the end of the numbers; a limit may be.
        let (sum, overflow) = spent.micros.addingReportingOverflow(price.micros)
        guard !overflow, sum <= limit.micros else {
            throw BudgetRefusal(reason: reason, price: price, freesAt: freesAt)
        }
    }

    private static func spent(
        in currency: String, _ condition: String, _ values: [SQLValue],
        on connection: borrowing Connection
    ) throws -> Money {
        let micros = try connection.integer(
            "SELECT sum(money) FROM (\(charges)) WHERE true\(condition)",
            [.text(currency)] + values)
        return Money(micros: micros ?? 0, currency: currency)
    }

    /// Every request that charged or may have, with its price in the currency `?1`: the one that the service
    /// told where it did, else the one that was reckoned with when it was sent.
    private static let charges = """
        SELECT submit_attempt.id, armed_at, outcome, provider_id,
            CASE WHEN outcome = 'accepted' AND cost_estimated = 0 AND task.cost_currency = ?1
                 THEN task.cost_micros
                 WHEN submit_attempt.cost_currency = ?1 THEN submit_attempt.cost_micros END AS money
        FROM submit_attempt JOIN task ON task.id = task_id
        WHERE outcome <> 'not_accepted'
        """

    /// The budgets of a provider, the shorter period first.
    static func budgets(
        ofProvider number: Int64, on connection: borrowing Connection
    ) throws -> [Budget] {
        try connection.rows(
            "SELECT period, micros, currency FROM budget WHERE provider_id = ? ORDER BY period",
            [.integer(number)]
        ) { row in
            guard let period = BudgetPeriod(rawValue: row.text(0) ?? "") else {
                throw SoraError(.corrupt, "a budget has an unknown period")
            }
            return Budget(
                period, Money(micros: row.integer(1) ?? 0, currency: row.text(2) ?? ""))
        }
    }

    /// Replaces the budgets of a provider.
    static func setBudgets(
        _ budgets: [Budget], ofProvider number: Int64, on connection: borrowing Connection
    ) throws {
        try connection.execute("DELETE FROM budget WHERE provider_id = ?", [.integer(number)])
        for budget in budgets {
            try connection.execute(
                "INSERT INTO budget (provider_id, period, micros, currency) VALUES (?, ?, ?, ?)",
                [
                    .integer(number), .text(budget.period.rawValue),
                    .integer(budget.limit.micros), .text(budget.limit.currency),
                ])
        }
    }
}

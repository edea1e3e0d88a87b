package import SoraModel

/// How a budget stands.
package struct Spending: Hashable, Sendable {
    /// The budget.
    package var budget: Budget
    /// What was, or may have been, spent in its period: all requests that were not proved to have been for
    /// nothing, and of which something is known.
    package var spent: Money
    /// What requests on their way may cost.
    package var inFlight: Money
    /// What the queued tasks should cost.
    package var queued: Money
    /// How many requests of the period have no price in its currency.
    package var unpricedSpent: Int
    /// How many queued tasks have no price in its currency.
    package var unpricedQueued: Int
    /// When the period ends.
    package var freesAt: Timestamp

    /// What may still be submitted in the period.
    package var left: Money {
        Money(
            micros: max(0, budget.limit.micros - spent.micros - inFlight.micros),
            currency: budget.limit.currency)
    }

    /// What is set apart for tasks that are queued or on their way.
    package var reserved: Money {
        Money(micros: queued.micros + inFlight.micros, currency: budget.limit.currency)
    }
}

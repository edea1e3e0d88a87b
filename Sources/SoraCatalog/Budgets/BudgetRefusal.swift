package import SoraModel

/// Why a task is not submitted now: there is no money for it.
package struct BudgetRefusal: Error, Hashable, Sendable {
    /// What stands against it.
    package enum Reason: Hashable, Sendable {
        /// A budget of the provider has too little left.
        case budget(Budget, spent: Money)
        /// The run may not spend that much.
        case run(limit: Money, spent: Money)
        /// Its price is not known in that currency, and money is counted in it.
        case unpriced(currency: String)
    }

    /// What stands against it.
    package var reason: Reason
    /// What the task should cost, or `nil` where that is not known.
    package var price: Money?
    /// When there will be money again; `nil` where no time helps.
    package var freesAt: Timestamp?

    package init(reason: Reason, price: Money?, freesAt: Timestamp? = nil) {
        self.reason = reason
        self.price = price
        self.freesAt = freesAt
    }
}

/// What a run may spend.
package struct SpendingLimits: Hashable, Sendable {
    /// The most that all requests of the run may cost together, or `nil`.
    package var maximumCost: Money?
    /// Whether tasks are submitted too whose price is not known in the currency that money is counted in.
    package var allowsUnpriced: Bool
    /// The last attempt before the run began.
    package var attemptsBefore: Int64

    package init(
        maximumCost: Money? = nil, allowsUnpriced: Bool = false, attemptsBefore: Int64 = 0
    ) {
        self.maximumCost = maximumCost
        self.allowsUnpriced = allowsUnpriced
        self.attemptsBefore = attemptsBefore
    }
}

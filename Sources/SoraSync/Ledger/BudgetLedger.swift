import SoraCatalog
import SoraModel
import Synchronization

/// Which tasks this run has found no money for, so that each is not tried again and again.
final class BudgetLedger: Sendable {
    /// What has no room in one place: a provider's budgets, or what the run may spend.
    private struct Refused {
        /// The provider's budgets then: others may have room.
        var budgets: [Budget] = []
        /// When there is money again, the first time that it is; `nil` where no time helps.
        var freesAt: Timestamp?
        /// The smallest price that there was no money for, by currency.
        var prices: [String: Int64] = [:]
        /// The currencies of prices that are not counted in.
        var otherCurrencies: Set<String> = []
        /// Whether tasks without a price are not taken.
        var takesUnpriced = true

        func holds(_ price: Money?) -> Bool {
            guard let price else { return !takesUnpriced }
            return otherCurrencies.contains(price.currency)
                || prices[price.currency].map { price.micros >= $0 } ?? false
        }
    }

    private struct State {
        var providers: [Int64: Refused] = [:]
        var run = Refused()
        var named: Set<Int64> = []
    }

    private let state = Mutex(State())

    /// Notes that there was no money for a task of a provider.
    ///
    /// - Returns: whether that is the first time for this provider.
    func refuse(_ refusal: BudgetRefusal, of provider: ProviderRecord) -> Bool {
        state.withLock { state in
            if case .run = refusal.reason {
                Self.note(refusal, &state.run)
            } else {
                var refused = state.providers[provider.id] ?? Refused()
                if refused.budgets != provider.budgets {
                    refused = Refused(budgets: provider.budgets)
                }
                Self.note(refusal, &refused)
                state.providers[provider.id] = refused
            }
            return state.named.insert(provider.id).inserted
        }
    }

    private static func note(_ refusal: BudgetRefusal, _ refused: inout Refused) {
        if let freesAt = refusal.freesAt {
            refused.freesAt = min(refused.freesAt ?? freesAt, freesAt)
        }
        switch (refusal.reason, refusal.price) {
        case (.unpriced, let price?): refused.otherCurrencies.insert(price.currency)
        case (_, let price?):
            let least = refused.prices[price.currency] ?? .max
            refused.prices[price.currency] = min(least, price.micros)
        case (_, nil): refused.takesUnpriced = false
        }
    }

    /// Whether it is known that there is no money for a task.
    func refuses(_ task: TaskRecord, of provider: ProviderRecord, at now: Timestamp) -> Bool {
        state.withLock { state in
            if state.run.holds(task.cost) { return true }
            guard let refused = state.providers[provider.id], refused.budgets == provider.budgets,
                refused.freesAt.map({ now < $0 }) ?? true
            else { return false }
            return refused.holds(task.cost)
        }
    }

    /// When a provider has money again for what it had none for; `nil` where no time helps.
    func freesAt(of provider: Int64) -> Timestamp? {
        state.withLock { $0.providers[provider]?.freesAt }
    }

    /// Money was given back: what had no room may have some now.
    func forget() {
        state.withLock { state in
            state.providers = [:]
            state.run = Refused()
        }
    }
}

import SoraCatalog
package import SoraModel
import SoraProviders

extension Library {
    /// What a run may spend, as it was typed: `5.00USD`, or `5.00` where the prices of the providers that
    /// are synced have one currency.
    ///
    /// - Throws: `SoraError` with code `usage`.
    package func runCost(_ text: String, provider: String?) throws -> Money {
        let profiles = try profiles
        let currencies = Set(
            try catalog.providers().filter { provider == nil || $0.name == provider }
                .compactMap { (try? profiles.profile(named: $0.profile))?.priceCurrency })
        if let amount = Money(text, currency: currencies.count == 1 ? currencies.first : nil) {
            return amount
        }
        guard Money(decimal: text, currency: "") != nil else {
            throw SoraError(.usage, "--max-cost \(text) is no amount such as 5.00USD")
        }
        throw SoraError(
            .usage,
            currencies.isEmpty
                ? "--max-cost \(text) has no currency, and no price says one"
                : "--max-cost \(text) has no currency, and prices are in "
                    + currencies.sorted().joined(separator: " and "),
            hint: "write it as \(text)USD")
    }

    /// Why a sync would not submit a task as it is, with a budget or without: to be told when it is queued.
    func moneyWarnings(_ provider: ProviderRecord, _ estimate: Money?) -> [String] {
        guard let currency = provider.budgets.first?.limit.currency else { return [] }
        guard let estimate, estimate.currency == currency else {
            let price = estimate.map { "its price is \($0)" } ?? "its price is not known"
            return [
                "\(provider.name) has a budget in \(currency), and \(price): `soralib sync` submits it "
                    + "only with --allow-unpriced"
            ]
        }
        return provider.budgets.filter { $0.limit.micros < estimate.micros }.map { budget in
            "it should cost \(estimate), and the \(budget.period.rawValue)'s budget of "
                + "\(provider.name) is \(budget.limit): `soralib sync` does not submit it"
        }
    }
}

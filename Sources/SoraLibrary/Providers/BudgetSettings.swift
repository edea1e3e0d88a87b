import SoraModel
import SoraProviders

/// The budgets of a provider after a change, and what is wrong with the change.
struct BudgetSettings {
    /// The budgets, the shorter period first.
    private(set) var budgets: [Budget]
    /// What is wrong, each a sentence without a full stop.
    private(set) var problems: [String] = []

    /// Reads a change.
    ///
    /// - Parameters:
    ///   - words: `day=5.00USD`, `month=none`, as they were typed.
    ///   - before: the budgets before.
    ///   - profile: the service's, whose prices have a currency; `nil` where it cannot be read.
    init(_ words: [String], over before: [Budget], of profile: ProviderProfile?) {
        budgets = before
        let currency = profile?.priceCurrency
        var seen: Set<String> = []
        for word in words {
            let sides = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                .map(String.init)
            guard sides.count == 2, let period = BudgetPeriod(rawValue: sides[0]) else {
                problems.append(
                    "the budget \(JSONText.string(word)) is none such as day=5.00USD, "
                        + "month=50.00USD or day=none")
                continue
            }
            if !seen.insert(period.rawValue).inserted {
                problems.append("two budgets are given for a \(period.rawValue)")
            }
            budgets.removeAll { $0.period == period }
            if sides[1] == "none" { continue }
            guard let limit = Money(sides[1], currency: currency) else {
                let isNumber = Money(decimal: sides[1], currency: "") != nil
                problems.append(
                    isNumber
                        ? "the budget \(word) has no currency, and no price of the service says one: "
                            + "write it as \(word)USD"
                        : "the budget \(JSONText.string(word)) is no amount such as 5.00USD")
                continue
            }
            if let currency, limit.currency != currency {
                problems.append(
                    "the prices of \(profile?.name ?? "") are in \(currency), and the budget "
                        + "\(word) is not: the two cannot be compared")
            }
            budgets.append(Budget(period, limit))
        }
        budgets.sort { $0.period.rawValue < $1.period.rawValue }
        let currencies = Set(budgets.map(\.limit.currency)).sorted()
        if currencies.count > 1 {
            problems.append(
                "the budgets are in \(currencies.joined(separator: " and ")): give both in one "
                    + "currency")
        }
    }
}

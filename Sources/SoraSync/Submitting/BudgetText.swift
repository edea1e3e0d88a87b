import SoraCatalog
import SoraModel

/// Why a task waits for money, in words, with the command that gives it some.
struct BudgetText {
    let refusal: BudgetRefusal
    let task: TaskRecord
    let provider: ProviderRecord

    var text: String {
        switch refusal.reason {
        case .budget(let budget, let spent):
            let price = refusal.price ?? Money(micros: 0, currency: budget.limit.currency)
            let enough = Money(
                micros: spent.micros + price.micros, currency: budget.limit.currency)
            let period = budget.period.rawValue
            let waits =
                refusal.freesAt.map { "it waits until \($0.iso8601)" }
                ?? "no \(period)'s budget is enough for it"
            return "\(task.handle) costs \(price), and of the \(period)'s \(budget.limit) "
                + "\(spent) are spent: \(waits); raise it with `soralib provider set "
                + "\(provider.name) --budget \(period)=\(enough.decimal)\(enough.currency)`"
        case .run(let limit, let spent):
            let price = refusal.price.map(\.description) ?? "an unknown price"
            return "\(task.handle) costs \(price), and of this run's \(limit) \(spent) are spent: "
                + "it waits; raise --max-cost"
        case .unpriced(let currency):
            let what =
                refusal.price.map { "\(task.handle) costs \($0), and" }
                ?? "the price of \(task.handle) is not known, and"
            return "\(what) money is counted in \(currency): it waits; submit it all the same with "
                + "`soralib sync --allow-unpriced`"
        }
    }
}

import SoraCatalog
import SoraModel

/// How a budget stands, as a person reads it.
struct BudgetRow {
    private let spending: Spending

    init(_ spending: Spending) {
        self.spending = spending
    }

    /// What was spent, what is reserved and what is left.
    var text: String {
        let apart = [
            (spending.unpricedSpent, "sent"), (spending.unpricedQueued, "queued"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1) without a known price" }
        return "\(spending.budget.period.rawValue) \(spending.budget.limit): "
            + ([
                "\(spending.spent.decimal) spent", "\(spending.reserved.decimal) reserved",
                "\(spending.left.decimal) left",
            ] + apart).joined(separator: ", ")
            + "; anew at \(spending.freesAt.iso8601)"
    }
}

import SoraCatalog
import SoraModel

extension Spending {
    /// How a budget stands, as one JSON object.
    var json: String {
        "{\"period\":\"\(budget.period.rawValue)\",\"amount\":\"\(budget.limit.decimal)\","
            + "\"currency\":\(JSONText.string(budget.limit.currency)),"
            + "\"spent\":\"\(spent.decimal)\",\"reserved\":\"\(reserved.decimal)\","
            + "\"left\":\"\(left.decimal)\",\"unpriced_spent\":\(unpricedSpent),"
            + "\"unpriced_queued\":\(unpricedQueued),\"frees_at\":\"\(freesAt.iso8601)\"}"
    }
}

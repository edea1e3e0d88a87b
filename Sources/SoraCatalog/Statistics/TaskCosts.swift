package import SoraModel

/// What tasks cost that have something in common.
package struct TaskCosts: Hashable, Sendable {
    /// What costs are added up by.
    package enum Grouping: String, CaseIterable, Sendable {
        case model, provider, collection, month, day

        /// What stands for it in SQL.
        var sql: String {
            switch self {
            case .model: "task.model"
            case .provider: "provider.name"
            case .collection: "collection.name"
            case .month: "strftime('%Y-%m', task.created_at / 1000, 'unixepoch')"
            case .day: "strftime('%Y-%m-%d', task.created_at / 1000, 'unixepoch')"
            }
        }

        /// The tables that it needs beside the tasks.
        var tables: String {
            switch self {
            case .model, .month, .day: ""
            case .provider: " LEFT JOIN provider ON provider.id = task.provider_id"
            case .collection:
                " LEFT JOIN task_collection ON task_collection.task_id = task.id"
                    + " LEFT JOIN collection ON collection.id = task_collection.collection_id"
            }
        }
    }

    /// What they have in common; `nil` where it is not known.
    package var name: String?
    /// How many there are.
    package var tasks: Int
    /// The sum, or `nil` for those of which no price is known.
    package var sum: Money?
    /// For how many of them the price list says it, and not the service.
    package var estimated: Int
}

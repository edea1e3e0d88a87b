package import SoraModel

/// Which objects are wanted, and in which order.
package struct ObjectSelection: Sendable {
    package enum Order: Hashable, Sendable {
        case newestFirst, oldestFirst
        /// The order of `numbers`.
        case asNumbered
        /// Where the query has words, what fits them best, and the rest behind it; else the newest first.
        case bestFirst
        /// By these fields, the first of them first.
        case sorted([SortField])
    }

    /// The kind.
    package var kind: ObjectKind
    /// Only these numbers, or `nil` for all.
    package var numbers: [Int64]?
    /// Only what this finds, or `nil` for all; of the same kind.
    package var query: Query?
    /// The order.
    package var order: Order
    /// The most objects, or `nil` for no limit.
    package var limit: Int?

    package init(
        _ kind: ObjectKind, numbers: [Int64]? = nil, query: Query? = nil,
        order: Order = .newestFirst, limit: Int? = nil
    ) {
        self.kind = kind
        self.query = query
        self.numbers = numbers
        self.order = order
        self.limit = limit
    }
}

import SoraCatalog

/// The order in which objects are listed.
public struct ObjectOrder: Hashable, Sendable {
    enum Kind: Hashable {
        case best, newest, oldest
        case sorted(String)
    }

    let kind: Kind

    /// What fits the words of the query best is first; where it has no words, the newest.
    public static let bestFirst = ObjectOrder(kind: .best)
    /// The newest is first.
    public static let newestFirst = ObjectOrder(kind: .newest)
    /// The oldest is first.
    public static let oldestFirst = ObjectOrder(kind: .oldest)

    /// Sorted by fields that a query can name, the first of them first.
    ///
    /// - Parameter fields: the fields, as in `verdict,duration:desc`; with `:desc` the greatest is first, and
    ///   what has no value is always last.
    /// - Returns: the order; a wrong field is told when the objects are asked for, as `usage`.
    public static func sorted(by fields: String) -> ObjectOrder {
        ObjectOrder(kind: .sorted(fields))
    }
}

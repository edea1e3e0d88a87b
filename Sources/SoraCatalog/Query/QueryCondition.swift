import SoraSQLite

/// A part of a WHERE clause with its values, in the order of its placeholders.
struct QueryCondition: Hashable {
    /// The SQL, to be read in parentheses.
    var sql: String
    /// The values of its placeholders.
    var values: [SQLValue]

    init(_ sql: String, _ values: [SQLValue] = []) {
        self.sql = sql
        self.values = values
    }

    /// What always holds.
    static let always = QueryCondition("1")
    /// What never holds.
    static let never = QueryCondition("0")

    /// Whether it does not hold, or cannot be known: a field without a value is no match, and a match for
    /// the opposite.
    var negated: QueryCondition { QueryCondition("(\(sql)) IS NOT TRUE", values) }

    /// Puts it into a place that is marked by `%`.
    func placed(in frame: String) -> QueryCondition {
        QueryCondition(frame.replacing("%", with: "(\(sql))", maxReplacements: 1), values)
    }

    /// Several as one, in a balanced tree: SQLite allows no more than a thousand levels.
    static func joined(
        _ parts: some RandomAccessCollection<QueryCondition>, by word: String
    ) -> QueryCondition {
        guard parts.count > 2 else {
            let sql =
                parts.count == 1
                ? parts[parts.startIndex].sql
                : parts.map { "(\($0.sql))" }
                    .joined(separator: " \(word) ")
            return QueryCondition(sql, parts.flatMap(\.values))
        }
        let half = parts.count / 2
        let halves = [
            joined(parts.prefix(half), by: word), joined(parts.dropFirst(half), by: word),
        ]
        return joined(halves, by: word)
    }
}

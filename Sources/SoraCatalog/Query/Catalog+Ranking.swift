import SoraModel
import SoraSQLite

/// The objects that fit the words of a query best.
struct RankedObjects {
    /// Their numbers, the best first.
    var numbers: [Int64]
    /// Whether nothing else is found.
    var isComplete: Bool
}

extension Catalog {
    /// How many matches are ranked: the newest of each alternative.
    static let rankedMatches = 5000

    /// The objects that fit the words of a query best; `nil` where it has no words that are ranked.
    ///
    /// - Complexity: bounded for words that are common: of each alternative, the newest matches are ranked.
    func ranked(
        _ query: Query, on connection: borrowing Connection
    ) throws -> RankedObjects? {
        guard query.kind == .video else { return nil }
        let compiler = QueryCompiler(.video) { text in
            throw SoraError(.invalid, "the query of a smart collection cannot be read: \(text)")
        }
        var scores: [Int64: Double] = [:]
        var isComplete = true
        var isRanked = false
        for terms in query.alternatives {
            let words = terms.filter { compiler.isSearched($0) && !$0.isNegated }
            guard !words.isEmpty else {
                isComplete = false
                continue
            }
            if !isRanked { try connection.prepareRanking() }
            isRanked = true
            let search = try compiler.expression(words, on: connection)
            let others = terms.filter { !compiler.isSearched($0) || $0.isNegated }
            let found = try window(search, others, of: query, on: connection)
            if found.count == Self.rankedMatches { isComplete = false }
            for (number, score) in found {
                scores[number] = max(scores[number] ?? 0, score)
            }
        }
        guard isRanked else { return nil }
        let order = scores.sorted { ($0.value, $0.key) > ($1.value, $1.key) }
        return RankedObjects(numbers: order.map(\.key), isComplete: isComplete)
    }

    /// The newest matches of an alternative with their scores.
    private func window(
        _ search: SearchExpression, _ others: [Query.Term], of query: Query,
        on connection: borrowing Connection
    ) throws -> [(Int64, Double)] {
        var sql = "SELECT search.rowid, search_rank(search, ?) FROM search"
        var values = [SQLValue.text(search.counts)]
        var condition = QueryCondition.always
        if !others.isEmpty {
            // The join is in the order in which it is written: the words first, the newest match first.
            let rest = Query(kind: query.kind, alternatives: [others])
            condition = try self.condition(of: rest, on: connection, hides: !query.asksForHidden)
            sql += " CROSS JOIN \(QueryPlace.tables(of: .video))"
        }
        sql += " WHERE search MATCH ?"
        values.append(.text(search.text))
        if !others.isEmpty {
            sql += " AND video.id = search.rowid AND (\(condition.sql))"
            values += condition.values
        }
        sql += " ORDER BY search.rowid DESC LIMIT \(Self.rankedMatches)"
        return try connection.rows(sql, values) { row in
            (row.integer(0) ?? 0, row.real(1) ?? 0)
        }
    }
}

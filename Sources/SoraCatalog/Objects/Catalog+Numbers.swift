import SoraModel
import SoraSQLite

extension Catalog {
    /// The numbers of the objects of a selection, in its order: for who reads the objects later, a few at a time.
    ///
    /// - Throws: `SoraError` when the query cannot be answered.
    /// - Complexity: 8 bytes an object are held.
    package func numbers(of selection: ObjectSelection) throws -> [Int64] {
        if let numbers = selection.numbers { return numbers }
        let query = selection.query ?? Query(kind: selection.kind)
        guard selection.order == .bestFirst,
            let ranked = try database.read({ try ranked(query, on: $0) })
        else { return try numbers(matching: query, order: selection.order, limit: selection.limit) }
        let all = try numbers(matching: query, order: .newestFirst, limit: nil)
        let best = Set(ranked.numbers)
        let shown = Set(all.lazy.filter(best.contains))
        let ordered = ranked.numbers.filter(shown.contains) + all.filter { !best.contains($0) }
        return selection.limit.map { Array(ordered.prefix($0)) } ?? ordered
    }
}

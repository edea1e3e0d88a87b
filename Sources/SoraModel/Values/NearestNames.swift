/// Finds what somebody may have meant.
package enum NearestNames {
    /// The names that differ from a name in few letters, the nearest first.
    ///
    /// - Parameters:
    ///   - name: what was written.
    ///   - names: what there is.
    ///   - limit: the most names.
    /// - Returns: at most `limit` names.
    package static func to(_ name: String, in names: [String], limit: Int = 3) -> [String] {
        guard name.utf8.count <= 200 else { return [] }
        let wanted = Array(name.lowercased().unicodeScalars)
        let near = names.compactMap { candidate -> (name: String, distance: Int)? in
            let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars))
            return distance <= max(2, wanted.count / 3) ? (candidate, distance) : nil
        }
        return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }
            .prefix(limit).map(\.name)
    }

    /// The number of letters to insert, remove or replace (Levenshtein's distance).
    private static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var row = Array(0...right.count)
        for (i, letter) in left.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in right.enumerated() {
                let cost = min(diagonal + (letter == other ? 0 : 1), row[j] + 1, row[j + 1] + 1)
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[right.count]
    }
}

import SoraSQLite

/// Looks for videos that are their own ancestors: the triggers refuse them, but a file of records and a damaged
/// catalogue may have them.
enum LineageCircles {
    /// Each circle, every video before the one that it came from.
    ///
    /// - Complexity: one walk through an index; each link is followed once.
    static func find(on connection: borrowing Connection) throws -> [[Int64]] {
        // Where each parent has a lower number than its children, there is none.
        let mayBe = try connection.integer("SELECT 1 FROM video WHERE remixed_from >= id LIMIT 1")
        guard mayBe != nil else { return [] }
        var parents: [Int64: Int64] = [:]
        try connection.forEachRow(
            "SELECT id, remixed_from FROM video WHERE remixed_from IS NOT NULL"
        ) { row in
            parents[row.integer(0) ?? 0] = row.integer(1)
            return true
        }
        var circles: [[Int64]] = []
        // In which walk a video was passed.
        var walks: [Int64: Int64] = [:]
        for start in parents.keys.sorted() {
            var way: [Int64] = []
            var next: Int64? = start
            while let video = next, walks[video] == nil {
                walks[video] = start
                way.append(video)
                next = parents[video]
            }
            // Only a way that meets itself is a circle, from where it does.
            if let video = next, walks[video] == start, let first = way.firstIndex(of: video) {
                circles.append(Array(way[first...]))
            }
        }
        return circles
    }
}

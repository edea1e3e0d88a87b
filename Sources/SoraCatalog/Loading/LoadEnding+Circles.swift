import SoraModel
import SoraSQLite

extension LoadEnding {
    /// Refuses videos that are their own ancestors, or takes one of each circle from its parent.
    func refuseCircles(
        on connection: borrowing Connection, _ summary: inout LoadSummary
    ) throws {
        let circles = try LineageCircles.find(on: connection)
        guard !circles.isEmpty else { return }
        if options.isLenient {
            for circle in circles {
                guard let first = circle.min() else { continue }
                try connection.execute(
                    "UPDATE video SET remixed_from = NULL WHERE id = ?", [.integer(first)])
                summary.leftOut.append(
                    "v\(first) is its own ancestor: it was loaded without its parent")
            }
            return
        }
        let places = try places(of: Array(circles.joined()), on: connection)
        let problems = circles.prefix(50).map { circle in
            // From the first line of the circle on.
            let told = circle.map { ($0, places[$0]) }
            let start =
                told.indices.min { told[$0].1?.line ?? .max < told[$1].1?.line ?? .max } ?? 0
            let names = (told[start...] + told[..<start]).map { "v\($0.1?.theirs ?? $0.0)" }
            let place = told[start].1.map { "line \($0.line): " } ?? ""
            return "\(place)\(names[0]) is its own ancestor: " + Self.way(names)
        }
        throw SoraError.all(problems, of: "the file", hint: "nothing was loaded")
    }

    /// `v1 came from v4, v4 from v2, v2 from v1`, of a long way the beginning and the end.
    private static func way(_ names: [String]) -> String {
        let steps = zip(names, names.dropFirst() + names.prefix(1)).enumerated().map {
            "\($1.0) \($0 == 0 ? "came from" : "from") \($1.1)"
        }
        guard steps.count > 6 else { return steps.joined(separator: ", ") }
        return (steps.prefix(3) + ["…"] + steps.suffix(2)).joined(separator: ", ")
    }

    /// Where videos stand in the file, and what it calls them.
    private func places(
        of videos: [Int64], on connection: borrowing Connection
    ) throws -> [Int64: (line: Int64, theirs: Int64)] {
        var places: [Int64: (line: Int64, theirs: Int64)] = [:]
        try connection.execute("DELETE FROM temp.load_line")
        _ = try reading.run(path, on: connection, progress: { _ in }) { connection in
            try connection.forEachRow(
                """
                SELECT video.id, l.n, l.theirs FROM json_each(?1) AS wanted
                JOIN video ON video.id = wanted.value
                JOIN temp.load_line AS l ON l.type = 'video' AND l.uid = video.uid
                """, [videos.list]
            ) { row in
                places[row.integer(0) ?? 0] = (row.integer(1) ?? 0, row.integer(2) ?? 0)
                return true
            }
            return []
        }
        return places
    }
}

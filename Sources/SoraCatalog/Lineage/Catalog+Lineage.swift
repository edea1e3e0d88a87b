import SoraModel
import SoraSQLite

extension Catalog {
    /// The family of a video.
    ///
    /// - Parameters:
    ///   - video: its number.
    ///   - direction: which part of it.
    /// - Returns: the family; a video without kin is its own root.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    /// - Complexity: one index look-up a member.
    package func lineage(
        ofVideo video: Int64, _ direction: LineageDirection = .both
    ) throws -> Lineage {
        // UNION drops what was seen, so a loop in a damaged catalogue ends too.
        let up = """
            SELECT ?1 UNION
            SELECT video.remixed_from FROM family JOIN video ON video.id = family.id
            WHERE video.remixed_from IS NOT NULL
            """
        let down = """
            SELECT ?1 UNION
            SELECT video.id FROM family JOIN video ON video.remixed_from = family.id
            """
        return try database.read { connection in
            var members: Set<Int64> = [video]
            for part in direction.parts {
                let sql = """
                    WITH RECURSIVE family (id) AS (\(part == .up ? up : down))
                    SELECT id FROM family
                    """
                members.formUnion(
                    try connection.rows(sql, [.integer(video)]) { $0.integer(0) ?? 0 })
            }
            let numbers = members.sorted()
            let list = numbers.list
            let edges = try connection.rows(
                """
                SELECT remixed_from, id, operation FROM video
                WHERE id IN (SELECT value FROM json_each(?)) AND remixed_from IS NOT NULL
                ORDER BY id
                """, [list]
            ) { row in
                Lineage.Edge(
                    parent: row.integer(0) ?? 0, child: row.integer(1) ?? 0,
                    operation: TaskOperation(rawValue: row.text(2) ?? "") ?? .remix)
            }.filter { members.contains($0.parent) }
            let children = Set(edges.map(\.child))
            return Lineage(
                root: numbers.first { !children.contains($0) } ?? video, members: numbers,
                edges: edges,
                expected: direction == .up ? [] : try expected(from: list, on: connection))
        }
    }

    private func expected(
        from videos: SQLValue, on connection: borrowing Connection
    ) throws -> [Lineage.Expected] {
        let ended = TaskState.allCases.filter(\.isFinal).map { "\"\($0.rawValue)\"" }
        return try connection.rows(
            """
            SELECT remixed_from, id, state, operation, prompt_text FROM task
            WHERE remixed_from IN (SELECT value FROM json_each(?1))
              AND state NOT IN (SELECT value FROM json_each(?2))
              AND NOT EXISTS (SELECT 1 FROM video WHERE video.task_id = task.id)
            ORDER BY id
            """, [videos, .text("[" + ended.joined(separator: ",") + "]")]
        ) { row in
            Lineage.Expected(
                parent: row.integer(0) ?? 0, task: Handle(.task, row.integer(1) ?? 0),
                state: TaskState(rawValue: row.text(2) ?? "") ?? .queued,
                operation: TaskOperation(rawValue: row.text(3) ?? "") ?? .remix,
                prompt: row.text(4) ?? "")
        }
    }

    /// The number of the task that a video came of, or `nil` where no task made it.
    package func taskNumber(ofVideo video: Int64) throws -> Int64? {
        try database.read { connection in
            try connection.integer("SELECT task_id FROM video WHERE id = ?", [.integer(video)])
        }
    }

    /// The number of the video that came of a task, or `nil` while there is none.
    package func videoNumber(ofTask task: Int64) throws -> Int64? {
        try database.read { connection in
            try connection.integer("SELECT id FROM video WHERE task_id = ?", [.integer(task)])
        }
    }
}

extension LineageDirection {
    fileprivate var parts: [LineageDirection] {
        self == .both ? [.up, .down] : [self]
    }
}

package import SoraModel
import SoraSQLite

extension Catalog {
    /// Whether what a task starts from is there.
    package func footing(ofTask number: Int64) throws -> Footing {
        try database.read { try footing(ofTask: number, on: $0) }
    }

    /// The same in the caller's transaction.
    func footing(ofTask number: Int64, on connection: borrowing Connection) throws -> Footing {
        try connection.row(
            Self.footings + " AND task.id = ?", [.integer(number)]
        ) { Self.footing($0) } ?? .ready
    }

    /// Whether what tasks start from is there, of those that were queued before it was.
    ///
    /// - Parameters:
    ///   - states: the states that are looked at.
    ///   - provider: only tasks of this provider.
    /// - Returns: by the task's number.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func footings(
        in states: [TaskState] = [.queued], provider: Int64? = nil
    ) throws -> [Int64: Footing] {
        try database.read { try footings(in: states, provider: provider, on: $0) }
    }

    func footings(
        in states: [TaskState], provider: Int64? = nil, on connection: borrowing Connection
    ) throws -> [Int64: Footing] {
        let words = states.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let found = try connection.rows(
            Self.footings
                + " AND task.state IN (\(words)) AND (?1 IS NULL OR task.provider_id = ?1)",
            [SQLValue(provider)]
        ) { (task: $0.integer(0) ?? 0, footing: Self.footing($0)) }
        return Dictionary(found.map { ($0.task, $0.footing) }) { first, _ in first }
    }

    /// What a service calls the video that a task starts from, as far as its own task is known.
    package func parentRemoteID(ofTask number: Int64) throws -> String? {
        try database.read { connection in
            try connection.text(
                """
                SELECT parent.remote_id FROM task
                JOIN video ON video.id = task.remixed_from JOIN task AS parent ON parent.id = video.task_id
                WHERE task.id = ? AND parent.provider_id = task.provider_id
                """, [.integer(number)])
        }
    }

    /// One row a task that was queued before what it starts from was there.
    ///
    /// Its request has a gap: a frame that is still to be made, or no name of the parent.
    private static let footings = """
        SELECT task.id, lack.what, video.id, video.file_state, parent.id, parent.state
        FROM task CROSS JOIN (SELECT 'file' AS what UNION ALL SELECT 'id') AS lack
        LEFT JOIN video ON video.id = task.remixed_from
        LEFT JOIN task AS parent ON parent.id = video.task_id
        WHERE task.remixed_from IS NOT NULL AND json_valid(task.request)
          AND lack.what = CASE
              WHEN json_extract(task.request, '$.request.frame') IS NOT NULL THEN 'file'
              WHEN json_extract(task.request, '$.request.operation') <> 'create'
               AND json_extract(task.request, '$.request.parent') IS NULL THEN 'id' END
        """

    private static func footing(_ row: borrowing Row) -> Footing {
        let video = Handle(.video, row.integer(2) ?? 0)
        let state = row.text(5).flatMap(TaskState.init)
        let isFile = row.text(1) == "file"
        if isFile, row.text(3) == FileState.present.rawValue { return .ready }
        guard let number = row.integer(4), let state else {
            return .gone(video, reason: "\(video) came of no task that is known here")
        }
        let parent = Handle(.task, number)
        switch state {
        case .completed where !isFile, .downloading where !isFile, .succeeded where !isFile:
            return .ready
        case .succeeded: return .gone(video, reason: "the file of \(video) is not here any more")
        case .failed, .rejected, .cancelled, .expired, .abandoned:
            return .gone(
                parent, reason: "\(parent), whose video it starts from, is \(state.rawValue)")
        case .draft, .queued, .submitting, .uncertain, .submitted, .inProgress, .completed,
            .downloading:
            return .waiting(for: parent)
        }
    }
}

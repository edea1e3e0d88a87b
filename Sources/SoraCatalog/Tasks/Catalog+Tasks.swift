package import SoraModel
import SoraSQLite

extension Catalog {
    /// Queues tasks, all or none, and catalogues their prompts.
    ///
    /// - Returns: their numbers, in order.
    package func queue(_ tasks: [NewTask]) throws -> [Int64] {
        try changing(.queue) { connection, set in
            try tasks.map { task in
                let prompt =
                    try task.promptNumber ?? promptNumber(of: task.prompt, on: connection)
                let state: TaskState = task.isDraft ? .draft : .queued
                let parent =
                    try task.remixedFrom
                    ?? task.remixedFromTask.map { try placeholder(forTask: $0, on: connection) }
                try connection.execute(
                    """
                    INSERT INTO task
                        (uid, state, provider_id, prompt_id, operation, model, prompt_text, seconds,
                         width, height, aspect_ratio, request, cost_micros, cost_currency, created_at,
                         retry_of, remixed_from, tolerance, short_side_from, short_side_to,
                         expects_audio)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    [
                        .text(newUID().text), .text(state.rawValue),
                        .integer(task.provider), .integer(prompt),
                        .text(task.operation.rawValue), .text(task.model), .text(task.prompt),
                        SQLValue(task.seconds), SQLValue(task.size?.width),
                        SQLValue(task.size?.height), SQLValue(task.aspectRatio?.description),
                        .text(task.request), SQLValue(task.estimate?.micros),
                        SQLValue(task.estimate?.currency), .integer(now),
                        SQLValue(task.retryOf), SQLValue(parent),
                        SQLValue(task.expectation.durationTolerance),
                        SQLValue(task.expectation.shortSide?.lowerBound),
                        SQLValue(task.expectation.shortSide?.upperBound),
                        SQLValue(task.expectation.hasAudio),
                    ])
                let number = connection.lastInsertedRow
                for (index, image) in task.images.enumerated() {
                    try connection.execute(
                        "INSERT INTO task_image (task_id, position, image_id) VALUES (?, ?, ?)",
                        [.integer(number), .integer(Int64(index + 1)), .integer(image)])
                }
                try keep(task, for: number, on: connection)
                try record(
                    "queued", of: number, from: nil, to: state, detail: nil, on: connection)
                try Journal(catalog: self).note(task: number, isNew: true, in: set, on: connection)
                return number
            }
        }
    }

    /// The task of that number.
    package func task(number: Int64) throws -> TaskRecord {
        let found = try database.read { connection in
            try connection.row(Self.selectTask + " WHERE id = ?", [.integer(number)], Self.task)
        }
        guard let found else { throw SoraError(.notFound, "there is no task t\(number)") }
        return found
    }

    /// The number of the task that a service knows by that name, or `nil` when there is none.
    package func task(ofProvider provider: Int64, named remoteID: String) throws -> Int64? {
        try database.read { connection in
            try connection.integer(
                "SELECT id FROM task WHERE provider_id = ? AND remote_id = ?",
                [.integer(provider), .text(remoteID)])
        }
    }

    /// The longest time, in seconds, for which a task is left alone.
    package static let longestWait = 6 * 3600.0

    /// Tasks in some states, by the time at which they are to be looked at.
    ///
    /// - Parameters:
    ///   - states: the states.
    ///   - provider: only those of this provider.
    ///   - due: only those whose time has come by then, or is so far away that the clock must have
    ///     been turned back since.
    ///   - limit: the most tasks.
    /// - Returns: the tasks, the earliest expiry first where one is known.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func tasks(
        in states: [TaskState], provider: Int64? = nil, due: Timestamp? = nil, limit: Int? = nil
    ) throws -> [TaskRecord] {
        var sql = Self.selectTask + " WHERE state IN (SELECT value FROM json_each(?))"
        var values: [SQLValue] = [
            .text("[" + states.map { "\"\($0.rawValue)\"" }.joined(separator: ",") + "]")
        ]
        if let provider {
            sql += " AND provider_id = ?"
            values.append(.integer(provider))
        }
        if let due {
            sql += " AND (next_at <= ? OR next_at > ?)"
            values.append(.integer(due.milliseconds))
            values.append(.integer((due + Self.longestWait).milliseconds))
        }
        sql += " ORDER BY expires_at IS NULL, expires_at, next_at, id"
        if let limit {
            sql += " LIMIT ?"
            values.append(SQLValue(limit))
        }
        return try database.read { connection in
            try connection.rows(sql, values, Self.task)
        }
    }

    static let selectTask = """
        SELECT id, state, provider_id, operation, seconds, width, height, aspect_ratio, request,
               prompt_id, remote_id, remote_status, progress, completed_at, expires_at, next_at,
               tries, created_at, submitted_at, remixed_from, error_code, tolerance,
               short_side_from, short_side_to, expects_audio, cost_micros, cost_currency
        FROM task
        """

    static func task(_ row: borrowing Row) throws -> TaskRecord {
        guard let state = TaskState(rawValue: row.text(1) ?? ""),
            let operation = TaskOperation(rawValue: row.text(3) ?? "")
        else {
            throw SoraError(.corrupt, "a task has the unknown state \(row.text(1) ?? "")")
        }
        func time(_ column: Int) -> Timestamp? {
            row.integer(column).map { Timestamp(milliseconds: $0) }
        }
        var size: PixelSize?
        if let width = row.int(5), let height = row.int(6) {
            size = PixelSize(width: width, height: height)
        }
        return TaskRecord(
            id: row.integer(0) ?? 0, state: state, provider: row.integer(2) ?? 0,
            operation: operation,
            requested: RequestedMedia(
                seconds: row.real(4), size: size,
                aspectRatio: row.text(7).flatMap { AspectRatio($0) },
                expectation: expectation(row, from: 21)),
            request: row.text(8) ?? "", prompt: row.integer(9), remoteID: row.text(10),
            remoteStatus: row.text(11), progress: row.int(12) ?? 0, completedAt: time(13),
            expiresAt: time(14), nextAt: time(15) ?? Timestamp(milliseconds: 0),
            tries: row.int(16) ?? 0, createdAt: time(17) ?? Timestamp(milliseconds: 0),
            submittedAt: time(18), remixedFrom: row.integer(19), errorCode: row.text(20),
            cost: row.integer(25).flatMap { micros in
                row.text(26).map { Money(micros: micros, currency: $0) }
            })
    }
}

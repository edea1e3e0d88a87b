package import SoraModel
import SoraSQLite

extension Catalog {
    /// What a person, or proof, says of a task whose outcome was unknown.
    package enum Decision: Hashable, Sendable {
        /// The service has it, under this id.
        case adopt(remoteID: String)
        /// It is to be sent again, though it may have been accepted.
        case resubmit
        /// It is given up; it stays counted as spent.
        case abandon
    }

    /// Commits a decision about an uncertain task, its live attempt and its state together.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - decision: what was decided.
    ///   - reason: who decided, for the history: `a person`, `the service's list`.
    ///   - next: when the service is to be asked after it.
    ///   - isPersons: whether it belongs to the history of what people changed.
    /// - Throws: `SoraError`: `exists` when another task has that remote id, `failed` when the task is
    ///   not uncertain.
    package func resolve(
        _ task: TaskRecord, _ decision: Decision, by reason: String, next: Timestamp,
        isPersons: Bool = false
    ) throws {
        try changing(isPersons ? .final : nil) { connection, _ in
            let change: TaskChange
            switch decision {
            case .adopt(let remoteID):
                let bound = try connection.integer(
                    "SELECT id FROM task WHERE provider_id = ? AND remote_id = ?",
                    [.integer(task.provider), .text(remoteID)])
                if let bound {
                    throw SoraError(
                        .exists, "\(remoteID) is the id of task t\(bound) already",
                        hint: "see `soralib show t\(bound)`")
                }
                change = TaskChange(
                    .adopted, "adopted by \(reason)",
                    detail: JSONText.object(["remote_id": remoteID])
                ).remoteID(remoteID).submitted(at: Timestamp(milliseconds: now))
            case .resubmit:
                change = TaskChange(.resubmitted, "resubmitted by \(reason)")
            case .abandon:
                change = TaskChange(.givenUp, "abandoned by \(reason)")
            }
            try advance(task.id, from: task.state, change.next(at: next, tries: 0), on: connection)
        }
    }

    /// Queues another try at tasks that ended without a result, with the same frozen requests.
    ///
    /// - Returns: the numbers of the new tasks, in order.
    package func retry(_ tasks: [TaskRecord]) throws -> [Int64] {
        let new = try database.read { connection in
            try tasks.map { task in
                try connection.row(
                    "SELECT model, prompt_text, cost_micros, cost_currency FROM task WHERE id = ?",
                    [.integer(task.id)]
                ) { row in
                    var estimate: Money?
                    if let micros = row.integer(2), let currency = row.text(3) {
                        estimate = Money(micros: micros, currency: currency)
                    }
                    var new = NewTask(
                        provider: task.provider, operation: task.operation,
                        model: row.text(0) ?? "", prompt: row.text(1) ?? "",
                        seconds: task.requested.seconds.map { Int($0) },
                        size: task.requested.size, aspectRatio: task.requested.aspectRatio,
                        request: task.request, estimate: estimate, retryOf: task.id)
                    new.remixedFrom = task.remixedFrom
                    new.expectation = task.requested.expectation
                    new.promptNumber = task.prompt
                    (new.tags, new.collections) = try destinations(ofTask: task.id, on: connection)
                    return new
                }
            }
        }
        return try queue(
            zip(tasks, new).compactMap { task, new in
                var new = new
                new?.images = try images(ofTask: task.id)
                return new
            })
    }

    /// Whether a remote id belongs to a task already, of whatever provider.
    package func isBound(_ remoteID: String) throws -> Bool {
        try database.read { connection in
            try connection.integer(
                """
                SELECT 1 FROM task
                WHERE provider_id IN (SELECT id FROM provider) AND remote_id = ?
                """, [.text(remoteID)]) != nil
        }
    }
}

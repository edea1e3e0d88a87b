import SoraModel
import SoraSQLite
import SoraSystem

extension Catalog {
    /// Commits the intent to submit a queued task: from here on it counts as spent until the
    /// outcome is known.
    ///
    /// That there is money for it is checked in the same transaction, so that no two requests can both
    /// have the last of it.
    ///
    /// - Parameters:
    ///   - task: the task.
    ///   - limits: what the run may spend; the provider's budgets hold besides.
    /// - Returns: the right to send the request.
    /// - Throws: `SoraError` with code `failed` when the task is not queued any more, or an attempt
    ///   of it is live; `BudgetRefusal`.
    package func armSubmit(
        of task: TaskRecord, within limits: SpendingLimits = SpendingLimits()
    ) throws -> SubmitPermit {
        let attempt = try database.write { connection in
            // The only gate that every request passes: nothing is asked for that would start from nothing.
            guard try footing(ofTask: task.id, on: connection).isReady else {
                throw SoraError(
                    .failed, "what task \(task.handle) starts from is not there")
            }
            try checkMoney(for: task.id, within: limits, on: connection)
            // The attempt is one of the effects of this step.
            try advance(
                task.id, from: task.state, TaskChange(.intentCommitted, "submitting"),
                on: connection)
            let attempt = try connection.row(
                Self.selectAttempt + " WHERE task_id = ? AND outcome = 'pending'",
                [.integer(task.id)], Self.attempt)
            try system.reach(.intentUncommitted)
            return attempt
        }
        guard let attempt else {
            throw SoraError(.corrupt, "the attempt of task \(task.handle) is not there")
        }
        return SubmitPermit(
            attempt: attempt.id, uid: attempt.uid, task: try self.task(number: task.id))
    }

    /// Commits that the first byte is about to be sent.
    package func beginSending(attempt: Int64) throws {
        try database.write { connection in
            try connection.execute(
                "UPDATE submit_attempt SET phase = 'sending', sent_at = ? WHERE id = ? AND phase = 'armed'",
                [.integer(now), .integer(attempt)])
            guard connection.changes == 1 else {
                throw SoraError(.failed, "attempt \(attempt) is not armed any more")
            }
        }
    }

    /// What came of a request.
    package struct SubmitResult: Sendable {
        /// The step of the task; the attempt's outcome is one of its effects.
        package var change: TaskChange
        /// The HTTP status of the answer.
        package var status: Int?
        /// The service's `x-request-id`.
        package var requestID: String?
        /// What the service, or the network, said.
        package var message: String?

        package init(
            _ change: TaskChange, status: Int? = nil, requestID: String? = nil,
            message: String? = nil
        ) {
            self.change = change
            self.status = status
            self.requestID = requestID
            self.message = message
        }
    }

    /// Commits what came of a request, the attempt and the task together.
    @discardableResult
    package func finishSubmit(
        attempt: Int64, of task: TaskRecord, _ result: SubmitResult
    ) throws -> TaskRecord {
        try database.write { connection in
            try connection.execute(
                """
                UPDATE submit_attempt
                SET phase = 'answered', answered_at = ?, status = ?, request_id = ?, message = ?
                WHERE id = ?
                """,
                [
                    .integer(now), SQLValue(result.status), SQLValue(result.requestID),
                    SQLValue(result.message),
                    .integer(attempt),
                ])
            try advance(task.id, from: task.state, result.change, on: connection)
        }
        return try self.task(number: task.id)
    }

    /// The attempts whose outcome is not in the catalogue yet: of a run that was killed.
    package func pendingAttempts() throws -> [SubmitAttempt] {
        try database.read { connection in
            try connection.rows(
                Self.selectAttempt + " WHERE outcome = 'pending' ORDER BY id", [], Self.attempt)
        }
    }

    /// Every attempt of a task, the first one first.
    package func attempts(ofTask number: Int64) throws -> [SubmitAttempt] {
        try database.read { connection in
            try connection.rows(
                Self.selectAttempt + " WHERE task_id = ? ORDER BY id", [.integer(number)],
                Self.attempt)
        }
    }

    private static let selectAttempt = """
        SELECT id, uid, task_id, phase, outcome, armed_at, sent_at, answered_at, status,
               request_id, message
        FROM submit_attempt
        """

    private static func attempt(_ row: borrowing Row) throws -> SubmitAttempt {
        guard let phase = SubmitAttempt.Phase(rawValue: row.text(3) ?? ""),
            let outcome = AttemptOutcome(rawValue: row.text(4) ?? "")
        else { throw SoraError(.corrupt, "an attempt has an unknown phase or outcome") }
        return SubmitAttempt(
            id: row.integer(0) ?? 0, uid: UID(text: row.text(1) ?? ""), task: row.integer(2) ?? 0,
            phase: phase, outcome: outcome,
            armedAt: Timestamp(milliseconds: row.integer(5) ?? 0),
            sentAt: row.integer(6).map { Timestamp(milliseconds: $0) },
            answeredAt: row.integer(7).map { Timestamp(milliseconds: $0) }, status: row.int(8),
            requestID: row.text(9), message: row.text(10))
    }
}

import SoraModel
import SoraSQLite

extension Catalog {
    /// Takes a task one step on, with the effects that the step has here, and records that.
    ///
    /// - Returns: the task as it is then.
    /// - Throws: `SoraError` with code `failed` when the task is not in that state any more, or that
    ///   cannot happen in it.
    @discardableResult
    package func advance(_ task: TaskRecord, _ change: TaskChange) throws -> TaskRecord {
        try advance(task, through: [change])
    }

    /// Takes a task several steps on, all or none.
    @discardableResult
    package func advance(
        _ task: TaskRecord, through changes: [TaskChange]
    ) throws -> TaskRecord {
        try database.write { connection in
            var state = task.state
            for change in changes {
                state = try advance(task.id, from: state, change, on: connection)
            }
        }
        return try self.task(number: task.id)
    }

    /// Takes tasks one step on, all or none, as a person orders it.
    package func advanceAll(_ tasks: [TaskRecord], _ change: TaskChange) throws {
        try changing(.final) { connection, _ in
            for task in tasks {
                try advance(task.id, from: task.state, change, on: connection)
            }
        }
    }

    /// The same in the caller's transaction.
    @discardableResult
    func advance(
        _ number: Int64, from state: TaskState, _ change: TaskChange,
        on connection: borrowing Connection
    ) throws -> TaskState {
        guard let step = TaskLife.step(from: state, on: change.event) else {
            throw SoraError(
                .failed,
                "task t\(number) is \(state.rawValue): \(change.event.rawValue) cannot happen to it"
            )
        }
        let change = step.effects.contains(.clearError) ? change.clearingError() : change
        let columns = [("state", SQLValue.text(step.state.rawValue))] + change.columns
        try connection.execute(
            "UPDATE task SET \(columns.map { "\($0.0) = ?" }.joined(separator: ", "))"
                + " WHERE id = ? AND state = ?",
            columns.map(\.1) + [.integer(number), .text(state.rawValue)])
        guard connection.changes == 1 else {
            throw SoraError(.failed, "task t\(number) is not \(state.rawValue) any more")
        }
        for effect in step.effects { try perform(effect, of: number, on: connection) }
        if change.isRecorded || state != step.state {
            try record(
                change.what, of: number, from: state, to: step.state, detail: change.detail,
                on: connection)
        }
        return step.state
    }

    /// Carries out an effect that concerns the catalogue; the others are the sync's.
    private func perform(
        _ effect: TaskEffect, of task: Int64, on connection: borrowing Connection
    ) throws {
        switch effect {
        case .openAttempt:
            try connection.execute(
                """
                INSERT INTO submit_attempt
                    (uid, task_id, phase, outcome, armed_at, cost_micros, cost_currency)
                SELECT ?, id, 'armed', 'pending', ?, cost_micros, cost_currency
                FROM task WHERE id = ?
                """, [.text(newUID().text), .integer(now), .integer(task)])
        case .closeAttempt(let outcome):
            try connection.execute(
                """
                UPDATE submit_attempt SET outcome = ?
                WHERE task_id = ? AND outcome IN ('pending', 'unknown')
                """, [.text(outcome.rawValue), .integer(task)])
        case .dropDownload:
            try connection.execute("DELETE FROM download WHERE task_id = ?", [.integer(task)])
        case .dropProposals:
            try connection.execute("DELETE FROM proposal WHERE task_id = ?", [.integer(task)])
        case .clearError, .count: break
        }
    }
}

import SoraCatalog
import SoraModel

/// Takes tasks on: the catalogue does its part of the effects, and this the run's.
struct Steps: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// Commits steps of a task, in one transaction, and counts what they count as.
    ///
    /// - Returns: the task as it is then.
    /// - Throws: `SoraError` when the catalogue cannot be written, or a step is not a legal one.
    @discardableResult
    func take(_ task: TaskRecord, _ changes: TaskChange...) throws -> TaskRecord {
        try take(task, changes)
    }

    /// Commits steps of a task, in one transaction, and counts what they count as.
    ///
    /// - Returns: the task as it is then.
    /// - Throws: `SoraError` when the catalogue cannot be written, or a step is not a legal one.
    @discardableResult
    func take(_ task: TaskRecord, _ changes: [TaskChange]) throws -> TaskRecord {
        let after = try context.catalog.advance(task, through: changes)
        ledger.tally.count(changes.map(\.event), from: task.state)
        return after
    }
}

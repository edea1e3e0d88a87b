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
        let after = try context.catalog.advance(task, through: changes)
        ledger.count(changes.map(\.event), from: task.state)
        return after
    }
}

extension RunLedger {
    /// Counts steps that were committed.
    func count(_ events: [TaskEvent], from first: TaskState) {
        var state = first
        for event in events {
            guard let step = TaskLife.step(from: state, on: event) else { return }
            for case .count(let what) in step.effects {
                count { summary in
                    switch what {
                    case .submitted: summary.submitted += 1
                    case .downloaded: summary.downloaded += 1
                    case .failed: summary.failed += 1
                    case .expired: summary.expired += 1
                    }
                }
            }
            state = step.state
        }
    }
}

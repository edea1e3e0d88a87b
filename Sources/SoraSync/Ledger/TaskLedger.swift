import Synchronization

/// The tasks that a run does not get on with, so that it leaves them for the next.
final class TaskLedger: Sendable {
    private struct State {
        var vainTries: [Int64: Int] = [:]
        var setAside: Set<Int64> = []
    }

    private let state = Mutex(State())

    /// Counts a try to fetch a result that brought nothing.
    func triedInVain(_ task: Int64) {
        state.withLock { $0.vainTries[task, default: 0] += 1 }
    }

    /// How often this run has tried in vain to fetch a result.
    func vainTries(of task: Int64) -> Int { state.withLock { $0.vainTries[task, default: 0] } }

    /// Leaves a task alone in this run, for a reason that lies in the task itself.
    func setAside(_ task: Int64) {
        state.withLock { _ = $0.setAside.insert(task) }
    }

    /// Whether a task is left alone in this run.
    func isSetAside(_ task: Int64) -> Bool { state.withLock { $0.setAside.contains(task) } }
}

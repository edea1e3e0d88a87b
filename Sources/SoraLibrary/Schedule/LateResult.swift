import SoraCatalog
package import SoraModel
import SoraSystem

/// A result that will be gone before the next scheduled run comes.
package struct LateResult: Hashable, Sendable {
    /// The task.
    package var task: Handle
    /// When its result will be gone.
    package var expiresAt: Timestamp
    /// When the next run comes; `nil` where nothing is scheduled.
    package var nextRun: Timestamp?

    /// What a person should know.
    package var words: String {
        let next = nextRun.map { "the next run comes at \($0.iso8601)" } ?? "nothing is scheduled"
        return
            "the result of \(task) is there until \(expiresAt.iso8601), and \(next): `soralib sync`"
    }
}

extension Library {
    /// The results that will be gone before the next scheduled run comes.
    ///
    /// Where none waits to be fetched, the schedule is not looked at.
    package func lateResults() throws -> [LateResult] {
        let expiring = try catalog.expiring()
        guard !expiring.isEmpty else { return [] }
        let now = context.system.time.now()
        // A schedule that cannot be read is one that nobody can rely on.
        let state = (try? schedule()) ?? ScheduleState()
        let next = state.method == nil ? nil : state.latestNextRun(after: now)
        return expiring.compactMap { one in
            guard one.at > now, next.map({ one.at <= $0 }) ?? true else { return nil }
            return LateResult(task: one.task, expiresAt: one.at, nextRun: next)
        }
    }
}

package import SoraModel

/// One line of a task's history.
package struct TaskHistoryLine: Hashable, Sendable {
    /// When.
    package var at: Timestamp
    /// The state before, or `nil` at the start.
    package var from: TaskState?
    /// The state after.
    package var to: TaskState?
    /// What happened.
    package var what: String
    /// More about it, as JSON; untrusted text may be in it.
    package var detail: String?
}

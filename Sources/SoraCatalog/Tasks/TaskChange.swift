package import SoraModel
import SoraSQLite

/// One step of a task: what changes, and why.
package struct TaskChange: Sendable {
    /// The state that follows; the same one for a change without a step.
    package var to: TaskState
    /// What happened, in words of ours: `accepted`, `polled`, `download failed`.
    package var what: String
    /// More about it for people, as JSON.
    package var detail: String?
    /// Whether the task's history has a line for it.
    package private(set) var isRecorded = true
    /// The columns that change with it.
    fileprivate(set) var columns: [(name: String, value: SQLValue)] = []

    package init(to: TaskState, _ what: String, detail: String? = nil) {
        self.to = to
        self.what = what
        self.detail = detail
    }

    /// Without a line in the task's history: what is no step and says nothing new.
    package func unrecorded() -> TaskChange {
        var change = self
        change.isRecorded = false
        return change
    }

    /// The service's id.
    package func remoteID(_ id: String) -> TaskChange { setting("remote_id", .text(id)) }

    /// The service's own word.
    package func remoteStatus(_ word: String?) -> TaskChange {
        setting("remote_status", SQLValue(word))
    }

    /// The progress, 0…100.
    package func progress(_ percent: Int) -> TaskChange { setting("progress", SQLValue(percent)) }

    /// What went wrong, or nothing.
    package func error(_ code: String?, _ message: String?) -> TaskChange {
        setting("error_code", SQLValue(code)).setting("error_message", SQLValue(message))
    }

    /// When the service accepted it.
    package func submitted(at time: Timestamp) -> TaskChange {
        setting("submitted_at", .integer(time.milliseconds))
    }

    /// When the service had finished it, and when its result will be gone.
    package func completed(at time: Timestamp, expiresAt: Timestamp?) -> TaskChange {
        setting("completed_at", .integer(time.milliseconds))
            .setting("expires_at", SQLValue(expiresAt?.milliseconds))
    }

    /// When it is to be looked at again, and how often the step was tried in vain.
    package func next(at time: Timestamp, tries: Int) -> TaskChange {
        setting("next_at", .integer(time.milliseconds)).setting("tries", SQLValue(tries))
    }

    /// What it cost by the service's word.
    package func cost(_ money: Money) -> TaskChange {
        setting("cost_micros", .integer(money.micros))
            .setting("cost_currency", .text(money.currency)).setting("cost_estimated", 0)
    }

    private func setting(_ name: String, _ value: SQLValue) -> TaskChange {
        var change = self
        change.columns.append((name, value))
        return change
    }
}

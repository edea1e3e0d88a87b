package import SoraModel
import SoraSQLite

/// One step of a task: what happened, and what changes with it.
///
/// Which state follows is not said here: `TaskLife` says it.
package struct TaskChange: Sendable {
    /// What happened.
    package var event: TaskEvent
    /// The same in words, for the task's history: `accepted`, `polled: 40%`.
    package var what: String
    /// More about it for people, as JSON.
    package var detail: String?
    /// Whether the task's history has a line for it.
    package private(set) var isRecorded = true
    /// The columns that change with it.
    fileprivate(set) var columns: [(name: String, value: SQLValue)] = []

    package init(_ event: TaskEvent, _ what: String? = nil, detail: String? = nil) {
        self.event = event
        self.what = what ?? String(event.rawValue.map { $0 == "_" ? " " : $0 })
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

    /// What went wrong.
    package func error(_ code: String, _ message: String) -> TaskChange {
        setting("error_code", .text(code)).setting("error_message", .text(message))
    }

    /// That nothing is wrong any more, unless the change itself says what is.
    func clearingError() -> TaskChange {
        var change = self
        if !columns.contains(where: { $0.name == "error_code" }) {
            change.columns += [("error_code", .null), ("error_message", .null)]
        }
        return change
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

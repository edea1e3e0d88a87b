/// Where a task is in its life; `docs/tasks.md` draws the graph.
public enum TaskState: String, Sendable, Codable, CaseIterable {
    case draft
    case queued
    case submitting
    case uncertain
    case submitted
    case inProgress = "in_progress"
    case completed
    case downloading
    case succeeded
    case failed
    case rejected
    case cancelled
    case expired
    case abandoned

    /// Whether nothing can follow.
    public var isFinal: Bool { successors.isEmpty }

    /// Whether money may have been spent: a request for it was sent, or may have been.
    public var isPaid: Bool {
        switch self {
        case .draft, .queued, .rejected: false
        case .cancelled: false
        default: true
        }
    }

    /// The other states that may follow this one, in one step.
    public var successors: Set<TaskState> {
        Set(TaskLife.table.filter { $0.from == self && $0.to != self }.map(\.to))
    }
}

/// Where a task is in its life; `docs/tasks.md` draws the graph.
public enum TaskState: String, Sendable, Codable, CaseIterable {
    /// Waits until it is released.
    case draft
    /// Waits to be submitted.
    case queued
    /// A request for it is on its way, or was when the program ended.
    case submitting
    /// Nobody knows whether the service has it; it counts as paid.
    case uncertain
    /// The service has it.
    case submitted
    /// The service is making the video.
    case inProgress = "in_progress"
    /// The service has the video, which has yet to be fetched.
    case completed
    /// The video is being fetched.
    case downloading
    /// The video is in the library.
    case succeeded
    /// The service could not make it, or has no usable result.
    case failed
    /// The service refused the request.
    case rejected
    /// It was given up before it was submitted, or cancelled by the service.
    case cancelled
    /// The result was paid for, and is gone.
    case expired
    /// A person gave it up while it was uncertain.
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

package import SoraModel

/// Something that happened in a sync, for those who watch.
package enum SyncEvent: Sendable {
    /// A request for a task is on its way.
    case submitting(task: Int64)
    /// The service has the task.
    case submitted(task: Int64, remoteID: String)
    /// The service had the task, and the library had not.
    case adopted(task: Int64, remoteID: String)
    /// The service does not have the task; it stays queued.
    case notAccepted(task: Int64, reason: String)
    /// There was no connection for the result of a task; it waits as it is.
    case offline(task: Int64, reason: String)
    /// The service refused the task for good.
    case rejected(task: Int64, reason: String)
    /// Nobody knows whether the service has the task.
    case uncertain(task: Int64, reason: String)
    /// The service's word on a task.
    case polled(task: Int64, state: TaskState, progress: Int)
    /// The service failed to make the video.
    case failed(task: Int64, reason: String)
    /// Bytes of a result came: so many of so many.
    case downloading(task: Int64, bytes: Int64, total: Int64?)
    /// A download did not succeed; it is tried again later.
    case downloadPostponed(task: Int64, reason: String)
    /// A result is in the library.
    case stored(task: Int64, video: Int64, verdict: Verdict, reasons: [String])
    /// A result is gone for good.
    case expired(task: Int64, reason: String)
    /// Nothing more is sent to a provider until its settings change.
    case paused(provider: String, reason: String)
    /// A provider cannot be reached now.
    case unreachable(provider: String, reason: String)
    /// There is no money for a task now; told of the first one of each provider.
    case overBudget(provider: String, reason: String)
    /// Something that a person should know.
    case notice(String)
}

/// Is told what happens in a sync, from several tasks at once.
package protocol SyncObserver: Sendable {
    /// Takes one event; must not wait.
    func observe(_ event: SyncEvent)
}

/// Watches nothing.
package struct SilentObserver: SyncObserver {
    package init() {}
    package func observe(_ event: SyncEvent) {}
}

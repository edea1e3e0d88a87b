public import SoraModel
import SoraSync

/// Something that happened in a sync; further kinds may come.
#if hasAttribute(nonexhaustive)
    @nonexhaustive
#endif
public enum SyncUpdate: Hashable, Sendable {
    /// The service has the task, under this name of its own.
    case submitted(task: Handle, remoteID: String)
    /// The service's word on a task: its state and how far it is, 0 to 100.
    case polled(task: Handle, state: TaskState, progress: Int)
    /// So many bytes of a result are here, of so many where that is known.
    case downloading(task: Handle, bytes: Int64, total: Int64?)
    /// A result is in the library, and was measured.
    case stored(task: Handle, video: Handle, verdict: Verdict, reasons: [String])
    /// Something did not go now, and is tried again by itself.
    case postponed(task: Handle, reason: String)
    /// The task has ended without a result: `rejected`, `failed` or `expired`.
    case ended(task: Handle, state: TaskState, reason: String)
    /// Nobody knows whether the service has the task: it counts as paid, and a person has to decide.
    case uncertain(task: Handle, reason: String)
    /// Nothing is sent to a provider for now: it is paused, cannot be reached, or is over its budget.
    case providerWaits(name: String, reason: String)
    /// Something that a person should know.
    case notice(String)
}

extension SyncUpdate {
    /// What those outside are told of an event; `nil` for what does not concern them.
    init?(_ event: SyncEvent) {
        func handle(_ task: Int64) -> Handle { Handle(.task, task) }
        switch event {
        case .submitting: return nil
        case .submitted(let task, let id), .adopted(let task, let id):
            self = .submitted(task: handle(task), remoteID: id)
        case .notAccepted(let task, let reason), .offline(let task, let reason),
            .downloadPostponed(let task, let reason):
            self = .postponed(task: handle(task), reason: reason)
        case .rejected(let task, let reason):
            self = .ended(task: handle(task), state: .rejected, reason: reason)
        case .failed(let task, let reason):
            self = .ended(task: handle(task), state: .failed, reason: reason)
        case .expired(let task, let reason):
            self = .ended(task: handle(task), state: .expired, reason: reason)
        case .uncertain(let task, let reason):
            self = .uncertain(task: handle(task), reason: reason)
        case .polled(let task, let state, let progress):
            self = .polled(task: handle(task), state: state, progress: progress)
        case .downloading(let task, let bytes, let total):
            self = .downloading(task: handle(task), bytes: bytes, total: total)
        case .stored(let task, let video, let verdict, let reasons):
            self = .stored(
                task: handle(task), video: Handle(.video, video), verdict: verdict,
                reasons: reasons)
        case .paused(let name, let reason), .unreachable(let name, let reason),
            .overBudget(let name, let reason):
            self = .providerWaits(name: name, reason: reason)
        case .notice(let text): self = .notice(text)
        }
    }
}

/// Hands what happens to a closure.
struct UpdateObserver: SyncObserver {
    let tell: @Sendable (SyncUpdate) -> Void

    func observe(_ event: SyncEvent) {
        if let update = SyncUpdate(event) { tell(update) }
    }
}

/// One accepted request and everything that will come of it.
///
/// Where it stands follows from the clock alone, so a task needs no thread and survives a restart.
struct SimulatedTask: Codable, Sendable {
    let id: String
    /// Counts the tasks of a profile from 1; drawn into the clip.
    let number: Int
    let profile: String
    let model: String
    let prompt: String
    let seconds: String
    let size: PixelSize
    let remixedFrom: String?
    let inputDigest: String?
    let createdAt: Timestamp
    /// When it is completed, or known to have failed.
    let endsAt: Timestamp
    /// When its result is taken away.
    let expiresAt: Timestamp
    /// Why it will fail; nil for one that succeeds.
    let failure: TaskFailure?
    let delivery: Delivery
    /// Whether nobody may start from it, of a service that has such a choice.
    var isPrivate: Bool?
    /// The video that it starts from, of which its answers do not tell.
    var source: String?
    /// How often it was extended.
    var extensions: Int?

    /// Where the task stands at a point in time.
    func phase(at now: Timestamp) -> TaskPhase {
        if now >= endsAt { return failure.map { .failed($0) } ?? .completed }
        let total = max(1, endsAt.milliseconds - createdAt.milliseconds)
        let elapsed = max(0, now.milliseconds - createdAt.milliseconds)
        if elapsed * 10 < total { return .queued }
        return .inProgress(percent: Int(min(99, elapsed * 100 / total)))
    }

    /// What the canonical request of this task hashes to.
    var fingerprint: String {
        Fingerprint(
            model: model, prompt: prompt, seconds: seconds, size: size.description,
            inputDigest: inputDigest, remixedFrom: remixedFrom ?? source
        ).digest
    }
}

/// Where a task stands.
enum TaskPhase: Sendable, Equatable {
    case queued
    case inProgress(percent: Int)
    case completed
    case failed(TaskFailure)
}

/// Why a task failed after it was accepted.
struct TaskFailure: Codable, Sendable, Equatable {
    let code: String
    let message: String
}

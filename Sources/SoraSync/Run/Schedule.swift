import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// When to look at something again.
struct Schedule: Sendable {
    /// The moment now.
    let now: Timestamp
    private let random: any RandomSource
    private let isLoopback: Bool

    /// A schedule of this moment; a service on loopback may be asked more often.
    init(_ system: SystemContext, endpoint: ProviderEndpoint?) {
        now = system.time.now()
        random = system.random
        isLoopback = endpoint?.base.isLoopback ?? false
    }

    /// The shortest time between two requests about one task, in seconds.
    private var shortest: Double { isLoopback ? 0.2 : 2 }

    /// How long a service may take for a task before nobody waits for it any more, in seconds.
    static let budget = 86_400.0
    /// What a task waits that takes longer, in seconds; and no more than that part of the time for
    /// which its result can be fetched, which may begin at any moment.
    private static let overdueWait = (seconds: 3600.0, part: 0.25)
    /// How long a task waits for its next poll: as a part of the time since it was submitted, and in
    /// seconds at the most.
    private static let patience = (part: 0.05, seconds: 300.0)

    /// Whether a task takes longer than its budget.
    func isOverdue(_ task: TaskRecord) -> Bool { age(of: task) >= Self.budget }

    private func age(of task: TaskRecord) -> Double { now - (task.submittedAt ?? task.createdAt) }

    /// When to poll next: what the service asks for, else what its profile advises, or a twentieth
    /// of the time that the task has taken so far where that is longer; with jitter.
    ///
    /// - Parameters:
    ///   - task: the task, or `nil` for one that was just accepted.
    ///   - seconds: what the service asks for, or `nil`.
    ///   - wire: the service's profile.
    /// - Returns: the moment.
    func poll(of task: TaskRecord?, after seconds: Double?, wire: WireProfile) -> Timestamp {
        let age = task.map(age) ?? 0
        let advised = isLoopback ? min(Double(wire.pollSeconds), 1) : Double(wire.pollSeconds)
        let patient = max(advised, min(age * Self.patience.part, Self.patience.seconds))
        var wanted = min(max(seconds ?? patient, shortest), 3600)
        if age >= Self.budget {
            let lifetime = Double(wire.lifetimeSeconds) * Self.overdueWait.part
            wanted = max(wanted, min(Self.overdueWait.seconds, lifetime))
        }
        return now + wanted * (1 + 0.1 * random.fraction())
    }

    /// When to try again after a failure: what the service asks for, from 1 second to 6 hours, else
    /// 2 seconds doubled with each try up to 10 minutes, with jitter.
    func retry(_ advice: RetryAdvice, tries: Int) -> Timestamp {
        var headers = HTTPHeaders()
        headers["Retry-After"] = advice.retryAfter
        headers["retry-after-ms"] = advice.milliseconds
        if let asked = RetryAfter.seconds(in: headers, now: now) {
            return now + min(max(asked, 1), Catalog.longestWait)
        }
        let doubled = shortest * Double(1 << min(max(tries - 1, 0), 12))
        return now + min(doubled, 600) * (1 + 0.25 * random.fraction())
    }
}

import SoraCatalog
import SoraModel
import SoraProviders

/// Turns a service's answer about one task into what the catalogue is told: a pure function.
struct PollDecision {
    /// The step of the task.
    let change: TaskChange
    /// What those who watch are told, or `nil`.
    let event: SyncEvent?
    /// Why the provider is not asked any more, or `nil`.
    let refusal: ProviderProblem?
    /// Until when the service asked to be left alone, or `nil`.
    let rest: Timestamp?

    /// How long a service may not know a task that it has just accepted, in seconds.
    private static let grace = 3600.0
    /// How often it must have said so.
    private static let graceTries = 5
    /// The longest that one answer keeps a service's other tasks from being asked after, in seconds.
    private static let longestRest = 300.0

    /// Decides.
    ///
    /// - Parameters:
    ///   - outcome: what came of asking.
    ///   - task: the task, which the service has.
    ///   - wire: the service's profile.
    ///   - schedule: when to look again.
    init(_ outcome: PollOutcome, of task: TaskRecord, _ wire: WireProfile, _ schedule: Schedule) {
        switch outcome {
        case .status(let status):
            self = Self.heard(status, of: task, wire, schedule)
        case .retryLater(let advice, let problem):
            let tries = task.tries + 1
            let next = schedule.retry(advice, tries: tries)
            self.init(
                Self.unanswered(problem, at: next, tries: tries),
                rest: advice.isEmpty ? nil : min(next, schedule.now + Self.longestRest))
        case .gone(let problem):
            // Only what it said itself counts, and not failures of other kinds in between.
            let tries = task.errorCode == problem.kind.rawValue ? task.tries + 1 : 1
            let since = schedule.now - (task.submittedAt ?? task.createdAt)
            if since > Self.grace, tries >= Self.graceTries {
                self.init(
                    TaskChange(.forgotten, "failed", detail: problem.detail)
                        .error("not_found", problem.message),
                    .failed(task: task.id, reason: problem.message))
            } else {
                let next = schedule.retry(RetryAdvice(), tries: tries)
                self.init(Self.unanswered(problem, at: next, tries: tries))
            }
        case .refused(let problem):
            let tries = task.tries + 1
            let next = schedule.retry(RetryAdvice(), tries: tries)
            self.init(Self.unanswered(problem, at: next, tries: tries), refusal: problem)
        }
    }

    private init(
        _ change: TaskChange, _ event: SyncEvent? = nil, refusal: ProviderProblem? = nil,
        rest: Timestamp? = nil
    ) {
        self.change = change
        self.event = event
        self.refusal = refusal
        self.rest = rest
    }

    private static func unanswered(
        _ problem: ProviderProblem, at next: Timestamp, tries: Int
    ) -> TaskChange {
        TaskChange(.notAnswered, detail: problem.detail)
            .error(problem.kind.rawValue, problem.message)
            .next(at: next, tries: tries)
    }

    /// What the service's word on a task leads to.
    private static func heard(
        _ status: RemoteStatus, of task: TaskRecord, _ wire: WireProfile, _ schedule: Schedule
    ) -> PollDecision {
        let progress = max(task.progress, status.progress ?? 0)
        let detail = JSONText.object(["body": status.body])
        var change: TaskChange
        var state = task.state
        switch status.status {
        case .failed:
            let fault = status.fault
            let code = fault?.isModeration == true ? "moderation" : fault?.code ?? "failed"
            let message = fault?.message ?? "the service says \(status.word ?? "failed")"
            return PollDecision(
                TaskChange(.failedThere, "failed", detail: detail).error(code, message)
                    .remoteStatus(status.word).charged(status.cost),
                .failed(task: task.id, reason: message))
        case .completed:
            let completed = status.completedAt ?? schedule.now
            state = .completed
            change = TaskChange(.finished, "polled", detail: detail)
                .completed(
                    at: completed,
                    expiresAt: status.expiresAt ?? completed + Double(wire.lifetimeSeconds)
                ).next(at: schedule.now, tries: 0)
        case .cancelled:
            state = .cancelled
            change = TaskChange(.cancelledThere, "polled", detail: detail)
        case .inProgress:
            state = .inProgress
            change = TaskChange(.working, "polled: \(progress)%", detail: detail)
        case .queued, .unknown:
            change = TaskChange(.waiting, "polled", detail: detail)
        }
        if state == task.state || state == .inProgress {
            change = change.stillWorking(task, status, wire, schedule)
        }
        // A word that says nothing new is not history.
        let isNewlyOverdue = schedule.isOverdue(task) && task.errorCode != TaskChange.overdue
        if state == task.state, !isNewlyOverdue, progress == task.progress,
            status.word == task.remoteStatus
        {
            change = change.unrecorded()
        }
        return PollDecision(
            change.remoteStatus(status.word).progress(progress).charged(status.cost),
            .polled(task: task.id, state: state, progress: progress))
    }
}

extension TaskChange {
    /// The error of a task that takes longer than its budget.
    fileprivate static let overdue = "overdue"

    /// When a task is asked after again that the service has not finished.
    fileprivate func stillWorking(
        _ task: TaskRecord, _ status: RemoteStatus, _ wire: WireProfile, _ schedule: Schedule
    ) -> TaskChange {
        let next = next(
            at: schedule.poll(of: task, after: status.pollAfterSeconds, wire: wire), tries: 0)
        guard schedule.isOverdue(task) else { return next }
        // It is paid for, so it is never given up; but nobody waits for it any more.
        return next.error(
            TaskChange.overdue,
            "the service has been at it for over \(Int(Schedule.budget / 3600)) hours; it is asked "
                + "once an hour")
    }

    /// What the service says that it costs, if it does.
    fileprivate func charged(_ cost: Money?) -> TaskChange { cost.map(self.cost) ?? self }
}

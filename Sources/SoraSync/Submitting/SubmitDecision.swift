import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders

/// Turns what came of a request into what the catalogue is told: a pure function, so that a receipt
/// found later leads to the same result as the answer did.
struct SubmitDecision {
    /// The outcome of the attempt and the step of the task.
    let result: Catalog.SubmitResult
    /// What those who watch are told.
    let event: SyncEvent
    /// Why nothing more is sent to the provider, or `nil`.
    let pause: ProviderProblem?
    /// Whether there was no connection.
    let isUnreachable: Bool

    /// Decides.
    ///
    /// - Parameters:
    ///   - outcome: what came of the request.
    ///   - task: the task, which is `submitting`.
    ///   - wire: the service's words.
    ///   - schedule: when to look again.
    init(
        _ outcome: SubmitOutcome, of task: TaskRecord, wire: WireProfile, schedule: Schedule
    ) {
        if case .notAccepted(let problem, _, _) = outcome {
            isUnreachable = problem.kind == .unreachable
        } else {
            isUnreachable = false
        }
        switch outcome {
        case .accepted(let remote):
            var change = TaskChange(to: .submitted, "accepted")
                .remoteID(remote.remoteID)
                .remoteStatus(remote.status.word)
                .submitted(at: schedule.now)
                .error(nil, nil)
                .next(
                    at: schedule.poll(after: remote.status.pollAfterSeconds, wire: wire), tries: 0)
            if let cost = remote.status.cost { change = change.cost(cost) }
            result = .init(.accepted, change, status: 200, requestID: remote.requestID)
            event = .submitted(task: task.id, remoteID: remote.remoteID)
            pause = nil
        case .notAccepted(let problem, let advice, let pausesProvider):
            let tries = task.tries + 1
            result = .init(
                .notAccepted,
                TaskChange(to: .queued, "not accepted", detail: problem.detail)
                    .error(problem.kind.rawValue, problem.message)
                    .next(at: schedule.retry(advice, tries: tries), tries: tries),
                problem)
            event = .notAccepted(task: task.id, reason: problem.message)
            pause = pausesProvider ? problem : nil
        case .rejected(let problem):
            result = .init(
                .notAccepted,
                TaskChange(to: .rejected, "rejected", detail: problem.detail)
                    .error(problem.kind.rawValue, problem.message), problem)
            event = .rejected(task: task.id, reason: problem.message)
            pause = nil
        case .uncertain(let problem):
            result = .init(
                .unknown,
                TaskChange(to: .uncertain, "outcome unknown", detail: problem.detail)
                    .error("uncertain", problem.message), problem)
            event = .uncertain(task: task.id, reason: problem.message)
            pause = nil
        }
    }
}

extension Catalog.SubmitResult {
    /// A result with the evidence of a problem.
    fileprivate init(
        _ outcome: SubmitAttempt.Outcome, _ change: TaskChange, _ problem: ProviderProblem
    ) {
        self.init(
            outcome, change, status: problem.status, requestID: problem.requestID,
            message: problem.message)
    }
}

extension ProviderProblem {
    /// The evidence as JSON, for a task's history.
    var detail: String {
        JSONText.object([
            "kind": kind.rawValue, "status": status.map(String.init), "code": code,
            "message": message, "request_id": requestID, "body": body,
        ])
    }
}

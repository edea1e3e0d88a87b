import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Turns what came of a request into what the catalogue is told: a pure function, so that a receipt
/// found later leads to the same result as the answer did.
struct SubmitDecision {
    /// The step of the task, and what is kept of the attempt.
    let result: Catalog.SubmitResult
    /// What those who watch are told.
    let event: SyncEvent
    /// Why nothing more is sent to the provider, or `nil`.
    let pause: ProviderProblem?
    /// Whether there was no connection.
    let isUnreachable: Bool
    /// Until when the service asked not to be sent any more, or `nil`.
    let rest: Timestamp?

    /// Decides.
    ///
    /// - Parameters:
    ///   - outcome: what came of the request.
    ///   - task: the task, which is `submitting`.
    ///   - frozen: its request, or `nil` where it cannot be read.
    ///   - system: the time and the randomness of when to look again.
    init(
        _ outcome: SubmitOutcome, of task: TaskRecord, _ frozen: FrozenRequest?,
        _ system: SystemContext
    ) {
        if case .notAccepted(let problem, _, _) = outcome {
            isUnreachable = problem.kind == .unreachable
        } else {
            isUnreachable = false
        }
        let schedule = Schedule(system, endpoint: frozen?.endpoint)
        switch outcome {
        case .accepted(let remote):
            let nextPoll = frozen.map { frozen in
                schedule.poll(
                    of: nil, after: remote.status.pollAfterSeconds, wire: frozen.endpoint.wire)
            }
            var change = TaskChange(.accepted)
                .remoteID(remote.remoteID)
                .remoteStatus(remote.status.word)
                .submitted(at: schedule.now)
                .next(at: nextPoll ?? schedule.now, tries: 0)
            if let cost = remote.status.cost { change = change.cost(cost) }
            result = .init(
                change, status: remote.httpStatus, requestID: remote.requestID)
            event = .submitted(task: task.id, remoteID: remote.remoteID)
            pause = nil
            rest = nil
        case .notAccepted(let problem, let advice, let pausesProvider):
            let tries = task.tries + 1
            let next = schedule.retry(advice, tries: tries)
            result = .init(
                TaskChange(.notAccepted, detail: problem.detail)
                    .error(problem.kind.rawValue, problem.message)
                    .next(at: next, tries: tries),
                problem)
            event = .notAccepted(task: task.id, reason: problem.message)
            pause = pausesProvider ? problem : nil
            rest = problem.status == nil ? nil : next
        case .rejected(let problem):
            result = .init(
                TaskChange(.refused, "rejected", detail: problem.detail)
                    .error(problem.kind.rawValue, problem.message), problem)
            event = .rejected(task: task.id, reason: problem.message)
            pause = nil
            rest = nil
        case .uncertain(let problem):
            result = .init(
                TaskChange(.outcomeUnknown, detail: problem.detail)
                    .error("uncertain", problem.message), problem)
            event = .uncertain(task: task.id, reason: problem.message)
            pause = nil
            rest = nil
        }
    }
}

extension Catalog.SubmitResult {
    /// A result with the evidence of a problem.
    fileprivate init(_ change: TaskChange, _ problem: ProviderProblem) {
        self.init(
            change, status: problem.status, requestID: problem.requestID,
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

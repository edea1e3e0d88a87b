import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Asks services how the tasks are doing that are due.
struct Poller: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// How long a service may not know a task that it has just accepted, in seconds.
    private static let grace = 3600.0
    /// How often it must have said so.
    private static let graceTries = 5

    /// Polls the due tasks of one provider.
    func run(_ line: Line, requestsAtOnce: Int) async throws {
        let due = try context.catalog.tasks(
            in: [.submitted, .inProgress], provider: line.provider.id,
            due: context.system.time.now())
        try await forEachConcurrently(due, limit: requestsAtOnce) { task in
            guard line.mayAsk else { return }
            try await poll(task, line)
        }
    }

    /// What the service says about one task now; `nil` where no answer was had.
    ///
    /// - Throws: `SoraError` when the catalogue cannot be written.
    func ask(_ task: TaskRecord, _ line: Line) async throws -> PollOutcome? {
        let frozen = try FrozenRequest(text: task.request)
        let dialect = try frozen.endpoint.speaker()
        let key: Secret?
        do {
            key = try await line.key(for: frozen)
        } catch {
            line.suspend(error)
            return nil
        }
        guard let remoteID = task.remoteID else { return nil }
        let request = dialect.poll(remoteID, of: frozen, key: key)
        let response: HTTPResponse
        do {
            response = try await context.control.resumable { [line] in try await line.send(request)
            }
        } catch {
            guard let failure = error as? TransportFailure, failure.reason != .cancelled else {
                return nil
            }
            return .retryLater(
                RetryAdvice(), ProviderProblem(.unreachable, message: failure.message))
        }
        return dialect.readPoll(
            key?.scrubbed(response) ?? response, of: frozen, remoteID: remoteID)
    }

    private func poll(_ task: TaskRecord, _ line: Line) async throws {
        guard let outcome = try await ask(task, line) else { return }
        let frozen = try FrozenRequest(text: task.request)
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        switch outcome {
        case .status(let status):
            try apply(status, to: task, frozen, schedule)
        case .retryLater(let advice, let problem):
            try postpone(task, problem, at: schedule.retry(advice, tries: task.tries + 1))
        case .gone(let problem):
            let since = schedule.now - (task.submittedAt ?? task.createdAt)
            if since > Self.grace, task.tries + 1 >= Self.graceTries {
                try fail(task, "not_found", problem.message, detail: problem.detail)
            } else {
                try postpone(
                    task, problem, at: schedule.retry(RetryAdvice(), tries: task.tries + 1))
            }
        case .refused(let problem):
            try line.pause(problem)
        }
    }

    private func apply(
        _ status: RemoteStatus, to task: TaskRecord, _ frozen: FrozenRequest, _ schedule: Schedule
    ) throws {
        let progress = max(task.progress, status.progress ?? 0)
        let state: TaskState
        switch status.status {
        case .failed:
            let fault = status.fault
            let code = fault?.isModeration == true ? "moderation" : fault?.code ?? "failed"
            try fail(
                task, code, fault?.message ?? "the service says \(status.word ?? "failed")",
                detail: JSONText.object(["body": status.body]))
            return
        case .cancelled: state = .cancelled
        case .completed: state = .completed
        case .inProgress: state = .inProgress
        case .queued, .unknown: state = task.state
        }
        let what = state == .inProgress ? "polled: \(progress)%" : "polled"
        var change = TaskChange(to: state, what, detail: JSONText.object(["body": status.body]))
            .remoteStatus(status.word).progress(progress).error(nil, nil)
        if state == .completed {
            let completed = status.completedAt ?? schedule.now
            let lifetime = Double(frozen.endpoint.wire.lifetimeSeconds)
            change = change.completed(
                at: completed, expiresAt: status.expiresAt ?? completed + lifetime
            ).next(at: schedule.now, tries: 0)
        } else {
            change = change.next(
                at: schedule.poll(after: status.pollAfterSeconds, wire: frozen.endpoint.wire),
                tries: 0)
        }
        if let cost = status.cost { change = change.cost(cost) }
        // A word that says nothing new is not history.
        if state == task.state, progress == task.progress, status.word == task.remoteStatus {
            change = change.unrecorded()
        }
        try context.catalog.advance(task, change)
        if state == .cancelled { ledger.count { $0.failed += 1 } }
        context.observer.observe(.polled(task: task.id, state: state, progress: progress))
    }

    private func postpone(_ task: TaskRecord, _ problem: ProviderProblem, at time: Timestamp) throws
    {
        try context.catalog.advance(
            task,
            TaskChange(to: task.state, "not answered", detail: problem.detail)
                .error(problem.kind.rawValue, problem.message)
                .next(at: time, tries: task.tries + 1))
    }

    private func fail(
        _ task: TaskRecord, _ code: String, _ message: String, detail: String
    ) throws {
        try context.catalog.advance(
            task, TaskChange(to: .failed, "failed", detail: detail).error(code, message))
        ledger.count { $0.failed += 1 }
        context.observer.observe(.failed(task: task.id, reason: message))
    }
}

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
            do {
                try await poll(task, line)
            } catch {
                ledger.fail(error)
            }
        }
    }

    /// What the service says about one task now; `nil` where the run ends or has no key.
    ///
    /// - Throws: `SoraError` when this task cannot be asked after.
    func ask(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line
    ) async throws(SoraError) -> PollOutcome? {
        let dialect = try frozen.endpoint.speaker()
        let key: Secret?
        do {
            key = try await line.key(for: frozen)
        } catch {
            guard error.code == .credentials else { throw error }
            line.suspend(error)
            return nil
        }
        guard let remoteID = task.remoteID else { return nil }
        let request = dialect.poll(remoteID, of: frozen, key: key)
        let response: HTTPResponse
        do {
            response = try await context.control.resumable {
                try await line.send(request, key: key)
            }
        } catch {
            guard let failure = error as? TransportFailure, failure.reason != .cancelled else {
                return nil
            }
            return .retryLater(
                RetryAdvice(), ProviderProblem(.unreachable, message: failure.message))
        }
        return dialect.readPoll(response, of: frozen, remoteID: remoteID)
    }

    private func poll(_ task: TaskRecord, _ line: Line) async throws {
        let troubled = Troubled(context: context, ledger: ledger)
        guard let frozen = try troubled.request(of: task) else { return }
        let asked: PollOutcome?
        do {
            asked = try await ask(task, frozen, line)
        } catch {
            try troubled.setAside(task, error)
            return
        }
        guard let outcome = asked else { return }
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        switch outcome {
        case .status(let status):
            try apply(status, to: task, frozen, schedule)
        case .retryLater(let advice, let problem):
            let tries = task.tries + 1
            try postpone(
                task, problem, at: schedule.retry(advice, tries: tries), tries: tries)
        case .gone(let problem):
            // Only what it said itself counts, and not failures of other kinds in between.
            let tries = task.errorCode == problem.kind.rawValue ? task.tries + 1 : 1
            let since = schedule.now - (task.submittedAt ?? task.createdAt)
            if since > Self.grace, tries >= Self.graceTries {
                try fail(task, "not_found", problem.message, detail: problem.detail)
            } else {
                try postpone(
                    task, problem, at: schedule.retry(RetryAdvice(), tries: tries), tries: tries)
            }
        case .refused(let problem):
            try line.pause(problem)
            guard line.mayAsk else { return }
            // Others may be answered; this one is asked after again in the next run.
            ledger.setAside(task.id)
            let tries = task.tries + 1
            try postpone(
                task, problem, at: schedule.retry(RetryAdvice(), tries: tries), tries: tries)
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
        try context.system.reach(.pollAnswered)
        if state == .completed { try context.system.reach(.completionSeen) }
        try context.catalog.advance(task, change)
        if state == .cancelled { ledger.count { $0.failed += 1 } }
        context.observer.observe(.polled(task: task.id, state: state, progress: progress))
    }

    private func postpone(
        _ task: TaskRecord, _ problem: ProviderProblem, at time: Timestamp, tries: Int
    ) throws {
        try context.catalog.advance(
            task,
            TaskChange(to: task.state, "not answered", detail: problem.detail)
                .error(problem.kind.rawValue, problem.message)
                .next(at: time, tries: tries))
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

import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Asks services how the tasks are doing that are due.
struct Poller: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// How many tasks are asked after before results are fetched that came meanwhile.
    static let batch = 100

    /// The tasks of one provider that are due.
    func due(_ line: Line) throws -> [TaskRecord] {
        guard line.mayPoll else { return [] }
        return try context.catalog.tasks(
            in: [.submitted, .inProgress], provider: line.provider.id,
            due: context.system.time.now())
    }

    /// Asks after tasks of one provider, and takes from its list what that knows already.
    func run(
        _ tasks: some Collection<TaskRecord>, _ list: PollList, _ line: Line, requestsAtOnce: Int
    ) async throws {
        try await forEachConcurrently(Array(tasks), limit: requestsAtOnce) { task in
            do {
                try await poll(task, list, line)
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
        guard await line.turn() else { return nil }
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
        let outcome = dialect.readPoll(response, of: frozen, remoteID: remoteID)
        return try isOfAnother(outcome, than: remoteID) ?? outcome
    }

    /// What is left of an answer with the id of another task of this library; `nil` for any other.
    ///
    /// Gateways name ids of their own, so that a strange one proves nothing. One that is another
    /// task's does: its result would be taken for this one's.
    private func isOfAnother(
        _ outcome: PollOutcome, than remoteID: String
    ) throws(SoraError) -> PollOutcome? {
        guard case .status(let status) = outcome, let told = status.remoteID, told != remoteID
        else { return nil }
        do {
            guard try context.catalog.isBound(told) else { return nil }
        } catch {
            throw SoraError(any: error)
        }
        return .retryLater(
            RetryAdvice(),
            ProviderProblem(
                .otherTask, message: "the service answered about another task, \(told)",
                body: status.body))
    }

    private func poll(_ task: TaskRecord, _ list: PollList, _ line: Line) async throws {
        let troubled = Troubled(context: context, ledger: ledger)
        guard let frozen = try troubled.request(of: task) else { return }
        if let status = list.status(of: task, frozen) {
            try commit(.status(status), of: task, frozen, line)
            return
        }
        guard line.mayPoll else { return }
        let asked: PollOutcome?
        do {
            asked = try await ask(task, frozen, line)
        } catch {
            try troubled.setAside(task, error)
            return
        }
        guard let outcome = asked else { return }
        try commit(outcome, of: task, frozen, line)
    }

    /// Commits what the service said.
    private func commit(
        _ outcome: PollOutcome, of task: TaskRecord, _ frozen: FrozenRequest, _ line: Line
    ) throws {
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        let decision = PollDecision(outcome, of: task, frozen.endpoint.wire, schedule)
        if let refusal = decision.refusal {
            try line.pause(refusal)
            // Others would be answered the same; all are asked after again in the next run.
            ledger.providers.closePolls(of: line.provider.id)
        }
        if let rest = decision.rest {
            ledger.providers.restPolls(of: line.provider.id, until: rest)
        }
        try context.system.reach(.pollAnswered)
        if decision.change.event == .finished { try context.system.reach(.completionSeen) }
        try Steps(context: context, ledger: ledger).take(task, decision.change)
        if let event = decision.event { context.observer.observe(event) }
        if case .status(let status) = outcome, let parent = status.remixedFrom,
            task.remixedFrom == nil, task.operation == .create, parent != task.remoteID
        {
            try context.catalog.note(parent: parent, of: task)
        }
    }
}

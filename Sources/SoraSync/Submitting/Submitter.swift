import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Sends queued tasks, each in the order of writes that money needs:
/// intent committed → receipt slot reserved → `sending` committed → request sent → receipt written
/// → answer read → outcome committed → slot removed.
struct Submitter: Sendable {
    let context: SyncContext
    let ledger: RunLedger
    let options: SyncOptions
    let limits: SpendingLimits

    /// Submits the queued tasks of one provider that are due.
    func run(_ line: Line, submitsAtOnce: Int) async throws {
        let waiting = try Parentage(context: context, ledger: ledger)
            .settle(of: line.provider.id)
        let due = try context.catalog.tasks(
            in: [.queued], provider: line.provider.id, due: context.system.time.now()
        ).filter { !waiting.contains($0.id) }
        guard !due.isEmpty, line.maySubmit, !line.isResting else { return }
        try await forEachConcurrently(due, limit: submitsAtOnce) { task in
            let now = context.system.time.now()
            guard !ledger.budgets.refuses(task, of: line.provider, at: now),
                await line.turn(), line.maySubmit, !line.isResting,
                ledger.tally.takeSubmit(of: options.maximumSubmits)
            else { return }
            do {
                let room = ResultRoom(context: context, ledger: ledger)
                let expected = try room.expectedBytes(with: task)
                guard room.isInTime(expected, task, line) else {
                    return ledger.tally.returnSubmit()
                }
                try room.checkDisk(for: expected, keeping: options.reserveBytes)
                try await submit(task, line)
            } catch {
                // The library cannot be written: the others are awaited, and nothing more is sent.
                ledger.fail(error)
            }
        }
    }

    private func submit(_ task: TaskRecord, _ line: Line) async throws {
        // Everything that can fail without the service fails before the intent.
        let prepared: PreparedSubmit
        do {
            prepared = try await PreparedSubmit(task, line, context)
        } catch {
            ledger.tally.returnSubmit()
            if error.code == .credentials {
                line.suspend(error)
            } else if error.code == .invalid,
                (try? FrozenRequest(text: task.request))?.request.frame != nil
            {
                // The clip that it starts from is there, and will not change.
                try Parentage(context: context, ledger: ledger).hold(task, error.message)
            } else {
                try Troubled(context: context, ledger: ledger).setAside(task, error)
            }
            return
        }
        let permit: SubmitPermit
        let early: Result<HTTPResponse, TransportFailure>?
        do {
            try context.system.reach(.beforeIntent)
            early = context.has(.requestBeforeIntent) ? await transmit(prepared, line) : nil
            permit = try context.catalog.armSubmit(of: task, within: limits)
        } catch let refusal as BudgetRefusal {
            ledger.tally.returnSubmit()
            if ledger.budgets.refuse(refusal, of: line.provider) {
                let text = BudgetText(refusal: refusal, task: task, provider: line.provider).text
                context.observer.observe(
                    .overBudget(provider: line.provider.name, reason: text))
            }
            return
        } catch {
            ledger.tally.returnSubmit()
            // Another command may have held or cancelled it meanwhile: that is no failure.
            let state = try context.catalog.task(number: task.id).state
            if state == .draft || state == .cancelled { return }
            if try !context.catalog.footing(ofTask: task.id).isReady { return }
            throw error
        }
        context.observer.observe(.submitting(task: task.id))
        let outcome = try await send(prepared, permit, line, early) {
            prepared.dialect.readSubmission($0, of: prepared.frozen)
        }
        try commit(outcome, permit, prepared.frozen, line)
    }

    /// Sends the request of a permit, with its receipt.
    private func send(
        _ prepared: PreparedSubmit, _ permit: borrowing SubmitPermit, _ line: Line,
        _ early: Result<HTTPResponse, TransportFailure>?, _ read: (HTTPResponse) -> SubmitOutcome
    ) async throws -> SubmitOutcome {
        let slot: ReceiptSlot
        do {
            try context.system.reach(.intentCommitted)
            slot = try ReceiptSlot.reserve(
                for: permit.uid, in: context.catalog.folder, files: context.system.files)
        } catch {
            // Nothing was sent. Without a place for the answer, nothing more will be.
            ledger.fail(error.forPeople)
            return .unsent(error.forPeople.message)
        }
        let catalog = context.catalog
        let attempt = permit.attempt
        let system = context.system
        var ready = prepared
        ready.request.willSend = {
            try system.reach(.slotReserved)
            if !system.has(.sendingUnrecorded) { try catalog.beginSending(attempt: attempt) }
            try system.reach(.sending)
        }
        var sent = if let early { early } else { await transmit(ready, line) }
        if context.has(.submitRepeated), case .failure = sent {
            sent = await transmit(prepared, line)
        }
        let response: HTTPResponse
        switch sent {
        case .success(let whole): response = whole
        case .failure(let failure):
            if let underlying = failure.underlying { ledger.fail(underlying) }
            return SubmitOutcome(failure)
        }
        do {
            try system.reach(.answerRead)
            if !system.has(.answerUnwritten) {
                try slot.store(response) { () throws(SystemError) in
                    try system.reach(.receiptUnsynced)
                }
            }
            try system.reach(.receiptDurable)
        } catch {
            // The answer is still in memory: it goes into the catalogue, and then no more is sent.
            ledger.fail(error.forPeople)
        }
        if context.has(.errorSentAgain), response.status >= 500 { return .unsent("") }
        if context.has(.keyTold) { context.observer.observe(.notice(prepared.key?.reveal() ?? "")) }
        return read(response)
    }

    /// Sends a request that charges, and awaits its answer whatever else ends.
    private func transmit(
        _ prepared: PreparedSubmit, _ line: Line
    ) async -> Result<HTTPResponse, TransportFailure> {
        await context.control.uninterrupted {
            do throws(TransportFailure) {
                return .success(try await line.send(prepared.request, key: prepared.key))
            } catch {
                return .failure(error)
            }
        }
    }

    private func commit(
        _ outcome: SubmitOutcome, _ permit: borrowing SubmitPermit, _ frozen: FrozenRequest,
        _ line: Line
    ) throws {
        let decision = try Settlement(context: context, ledger: ledger).commit(
            outcome, attempt: permit.attempt, uid: permit.uid, of: permit.task, frozen)
        switch decision.event {
        case .notAccepted:
            ledger.tally.returnSubmit()
            ledger.budgets.forget()
        case .rejected: ledger.budgets.forget()
        default: break
        }
        if let rest = decision.rest { ledger.providers.rest(line.provider.id, until: rest) }
        if let problem = decision.pause { try line.pause(problem) }
    }
}

extension SubmitOutcome {
    /// Nothing of a request has left: it may be sent again.
    static func unsent(_ reason: String) -> SubmitOutcome {
        .notAccepted(
            reason: ProviderProblem(.interrupted, message: reason), retry: RetryAdvice(),
            pausesProvider: false)
    }
}

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

    /// Submits the queued tasks of one provider that are due.
    func run(_ line: Line, submitsAtOnce: Int) async throws {
        let due = try context.catalog.tasks(
            in: [.queued], provider: line.provider.id, due: context.system.time.now())
        guard !due.isEmpty, line.maySubmit, !line.isResting else { return }
        try await forEachConcurrently(due, limit: submitsAtOnce) { task in
            guard await line.turn(), line.maySubmit, !line.isResting,
                ledger.takeSubmit(of: options.maximumSubmits)
            else { return }
            do {
                let expected = try expectedBytes(with: task)
                guard isInTime(expected, task, line) else { return ledger.returnSubmit() }
                try checkDisk(for: expected)
                try await submit(task, line)
            } catch {
                // The library cannot be written: the others are awaited, and nothing more is sent.
                ledger.fail(error)
            }
        }
    }

    /// A request that is ready to be sent.
    private struct Prepared {
        var frozen: FrozenRequest
        var dialect: any Dialect
        var key: Secret?
        var request: HTTPRequest
    }

    private func submit(_ task: TaskRecord, _ line: Line) async throws {
        // Everything that can fail without the service fails before the intent.
        let prepared: Prepared
        do {
            prepared = try await prepare(task, line)
        } catch {
            ledger.returnSubmit()
            if error.code == .credentials {
                line.suspend(error)
            } else {
                try Troubled(context: context, ledger: ledger).setAside(task, error)
            }
            return
        }
        let frozen = prepared.frozen
        let dialect = prepared.dialect
        let permit: SubmitPermit
        let early: Result<HTTPResponse, TransportFailure>?
        do {
            try context.system.reach(.beforeIntent)
            early = context.has(.requestBeforeIntent) ? await transmit(prepared, line) : nil
            permit = try context.catalog.armSubmit(of: task)
        } catch {
            ledger.returnSubmit()
            // Another command may have held or cancelled it meanwhile: that is no failure.
            let state = try context.catalog.task(number: task.id).state
            if state == .draft || state == .cancelled { return }
            throw error
        }
        context.observer.observe(.submitting(task: task.id))
        let outcome = try await send(prepared, permit, line, early) {
            dialect.readSubmission($0, of: frozen)
        }
        try commit(outcome, permit, frozen, line)
    }

    private func prepare(_ task: TaskRecord, _ line: Line) async throws(SoraError) -> Prepared {
        let frozen = try FrozenRequest(text: task.request)
        let dialect = try frozen.endpoint.speaker()
        if let retirement = frozen.retirement,
            !retirement.allowsSubmit(at: context.system.time.now())
        {
            throw SoraError(.invalid, retirement.refusal(of: frozen.endpoint.profile))
        }
        let key = try await line.key(for: frozen)
        let copies = UploadCopy(folder: context.catalog.folder, files: context.system.files)
        var files: [[UInt8]] = []
        // A service that takes addresses gets no file, so none has to be there.
        let takesFiles = frozen.endpoint.wire.images?.takes.contains(.file) ?? false
        for image in frozen.request.images where takesFiles {
            if let bytes = try copies.bytes(of: image) { files.append(bytes) }
        }
        let request = try dialect.submission(
            of: frozen, key: key, boundary: boundary(), files: files)
        return Prepared(frozen: frozen, dialect: dialect, key: key, request: request)
    }

    /// Sends the request of a permit, with its receipt.
    private func send(
        _ prepared: Prepared, _ permit: borrowing SubmitPermit, _ line: Line,
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
        _ prepared: Prepared, _ line: Line
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
        if case .notAccepted = decision.event { ledger.returnSubmit() }
        if let rest = decision.rest { ledger.rest(line.provider.id, until: rest) }
        if let problem = decision.pause { try line.pause(problem) }
    }

    /// The bytes of all results that are ordered and not here, the task's own among them.
    private func expectedBytes(with task: TaskRecord) throws -> Int64 {
        let seconds = task.requested.seconds.map { Int($0.rounded(.up)) }
        return try context.catalog.expectedBytes(withOneMoreOf: seconds)
    }

    /// Whether results come fast enough to be fetched before they expire, if they all are ready at once;
    /// else nothing more is ordered for a while.
    private func isInTime(_ expected: Int64, _ task: TaskRecord, _ line: Line) -> Bool {
        guard let rate = ledger.fetchRate, let frozen = try? FrozenRequest(text: task.request)
        else { return true }
        let lifetime = frozen.endpoint.wire.lifetimeSeconds
        guard Double(expected) > rate * Double(lifetime) else { return true }
        ledger.rest(line.provider.id, until: context.system.time.now() + Self.behindSeconds)
        if ledger.tellBehind() {
            context.observer.observe(
                .notice(
                    "results come at \(Int(rate / 1024)) KiB a second: those that are ordered, about "
                        + "\(expected >> 20) MiB, could expire before they are fetched, so nothing more "
                        + "is submitted for now"))
        }
        return false
    }

    /// How long nothing is submitted where results come too slowly, in seconds.
    private static let behindSeconds = 30.0

    /// A result needs room: what cannot be stored beside all that is ordered already is not ordered.
    private func checkDisk(for expected: Int64) throws {
        let (needed, overflow) = options.reserveBytes.addingReportingOverflow(expected)
        let free: Int64
        do {
            free = try context.system.files.freeBytes(at: context.catalog.folder.path)
        } catch {
            throw error.forPeople
        }
        guard free >= needed, !overflow else {
            throw SoraError(
                .diskFull,
                "only \(free >> 20) MiB are free on the disk of \(context.catalog.folder.path): "
                    + "nothing is submitted that would leave less than "
                    + "\(options.reserveBytes >> 20) MiB, and what is paid for may take "
                    + "\(expected >> 20) MiB",
                hint: "free some space, then run `soralib sync` again")
        }
    }

    private func boundary() -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz0123456789")
        return "soralib-"
            + String(context.system.random.bytes(24).map { letters[Int($0) % letters.count] })
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

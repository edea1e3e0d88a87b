import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// Fetches the results that are due, those first that expire first.
struct Downloader: Sendable {
    let context: SyncContext
    let ledger: RunLedger

    /// How often one result is refused in a run before it is left for the next.
    static let refusals = 3

    private var catalog: Catalog { context.catalog }

    /// Downloads the completed tasks of one provider that are due.
    func run(_ line: Line, requestsAtOnce: Int) async throws {
        let due = try catalog.tasks(
            in: [.completed], provider: line.provider.id, due: context.system.time.now())
        try await forEachConcurrently(due, limit: requestsAtOnce) { task in
            guard line.mayAsk, ledger.tasks.vainTries(of: task.id) < Self.refusals else { return }
            do {
                try await download(task, line)
            } catch {
                // The other results may expire: they are fetched all the same.
                ledger.fail(error)
            }
        }
    }

    private func download(_ waiting: TaskRecord, _ line: Line) async throws {
        let troubled = Troubled(context: context, ledger: ledger)
        guard let frozen = try troubled.request(of: waiting) else { return }
        try context.reach(.completed)
        let task = try Steps(context: context, ledger: ledger)
            .take(waiting, TaskChange(.downloadBegun, "downloading"))
        let ending = DownloadEnding(
            context: context, ledger: ledger, task: task, frozen: frozen, line: line)
        let storing = ResultStore(context: context, ledger: ledger)
        if let record = try catalog.download(ofTask: task.id), let stored = record.stored {
            if try await storing.finish(task, record, stored) { return }
            // What was hashed is gone: it is fetched again.
            try catalog.setDownload(DownloadRecord(file: record.file), ofTask: task.id)
        }
        // A run that was killed between the last byte and the digest has it all.
        if let part = try open(task, frozen, secret: nil, ending), part.isWhole {
            try await receive(part, ResultJudge(part: part).outcomeOfWhole(), before: 0, ending)
            return
        }
        let poller = Poller(context: context, ledger: ledger)
        switch try await ResultRequest.make(for: task, frozen, line, asking: poller) {
        case .ready(let ready):
            guard let part = try open(task, frozen, secret: ready.key, ending) else { return }
            let fetch = Fetch(line: line, ready: ready)
            let before = part.record.durableBytes
            ledger.fetching.began(at: context.system.time.uptime())
            let outcome = try await fetch.outcome(context, into: part)
            ledger.fetching.ended(
                bytes: max(0, part.bytes - before), at: context.system.time.uptime())
            try await receive(part, outcome, before: before, ending)
        case .not(let outcome):
            try await ending.commit(outcome)
        }
    }

    /// Commits what came of fetching into a partial file, which had so many bytes before.
    private func receive(
        _ part: PartFile, _ fetched: DownloadOutcome, before: Int64, _ ending: DownloadEnding
    ) async throws {
        var after = before
        var outcome = fetched
        do {
            switch outcome {
            case .complete: after = try part.settle(isWhole: true)
            case .partial, .stopped: after = try part.settle(isWhole: false)
            // What came before the disk was full is as good as ever.
            case .local: _ = try? part.settle(isWhole: false)
            case .another: try part.giveUp(isOther: true)
            case .refused: try part.giveUp(isOther: false)
            default: break
            }
        } catch {
            outcome = .local(SoraError(any: error))
        }
        if case .complete(let start, let isLengthKnown) = outcome {
            let storing = ResultStore(context: context, ledger: ledger)
            if try await storing.accept(
                ending.task, part.record, start: start, isLengthKnown: isLengthKnown)
            {
                part.removeKept()
                return
            }
            try part.giveUp(isOther: false)
            outcome = .another(reason: "the result ends before its end")
        }
        if case .partial = outcome, context.has(.orderedAgain) {
            await orderAgain(ending.frozen, ending.line)
        }
        try await ending.commit(outcome, hasProgress: after > before)
    }

    /// The bug that is planted as `orderedAgain`.
    private func orderAgain(_ frozen: FrozenRequest, _ line: Line) async {
        guard let key = try? await line.key(for: frozen),
            let request = try? frozen.endpoint.speaker()
                .submission(of: frozen, key: key, boundary: "-", files: [])
        else { return }
        _ = try? await line.send(request, key: key)
    }

    /// Opens the partial file of a task; `nil` where that fails, which is committed.
    private func open(
        _ task: TaskRecord, _ frozen: FrozenRequest, secret: Secret?, _ ending: DownloadEnding
    ) throws -> PartFile? {
        do {
            return try PartFile.open(for: task, frozen, secret: secret, context)
        } catch {
            try ending.postpone(.local(SoraError(any: error)))
            return nil
        }
    }
}

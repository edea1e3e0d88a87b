import SoraCatalog
import SoraHTTP
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
    private var steps: Steps { Steps(context: context, ledger: ledger) }
    private var files: FileSystem { context.system.files }

    /// Downloads the completed tasks of one provider that are due.
    func run(_ line: Line, requestsAtOnce: Int) async throws {
        let due = try catalog.tasks(
            in: [.completed], provider: line.provider.id, due: context.system.time.now())
        try await forEachConcurrently(due, limit: requestsAtOnce) { task in
            guard line.mayAsk, ledger.vainTries(of: task.id) < Self.refusals else { return }
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
        let task = try steps.take(waiting, TaskChange(.downloadBegun, "downloading"))
        let storing = ResultStore(context: context, ledger: ledger)
        if let record = try catalog.download(ofTask: task.id), let stored = record.stored {
            if try await storing.finish(task, record, stored) { return }
            // What was hashed is gone: it is fetched again.
            try restart(task)
        }
        // A run that was killed between the last byte and the digest has it all.
        if let part = try open(task, frozen, line, secret: nil), part.isWhole {
            try await receive(
                task, frozen, line, part, ResultJudge(part: part).outcomeOfWhole(), before: 0)
            return
        }
        let poller = Poller(context: context, ledger: ledger)
        switch try await ResultRequest.make(for: task, frozen, line, asking: poller) {
        case .ready(let ready):
            guard let part = try open(task, frozen, line, secret: ready.key) else { return }
            let fetch = Fetch(line: line, ready: ready)
            let before = part.record.durableBytes
            ledger.fetchBegan(now: context.system.time.uptime())
            let outcome = try await fetch.outcome(context, into: part)
            ledger.fetchEnded(
                bytes: max(0, part.bytes - before), now: context.system.time.uptime())
            try await receive(task, frozen, line, part, outcome, before: before)
        case .not(.refused(let code, let reason, let evidence)):
            try refuse(task, frozen, line, code: code, reason: reason, evidence: evidence)
        case .not(.gone(let reason, let answer)):
            try await reissue(task, frozen, line, reason: reason, answer)
        case .not(let outcome):
            try settle(task, frozen, line, outcome)
        }
    }

    /// Commits what came of fetching into a partial file, which had so many bytes before.
    private func receive(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, _ part: PartFile,
        _ fetched: DownloadOutcome, before: Int64
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
        switch outcome {
        case .complete(let start, let isLengthKnown):
            let storing = ResultStore(context: context, ledger: ledger)
            if try await storing.accept(
                task, part.record, start: start, isLengthKnown: isLengthKnown)
            {
                part.removeKept()
                return
            }
            try part.giveUp(isOther: false)
            try refuse(
                task, frozen, line, code: "truncated",
                reason: "the result ends before its end", evidence: [])
        case .partial(let reason, let answered):
            if context.has(.orderedAgain) { await orderAgain(frozen, line) }
            if after > before {
                try postpone(
                    task, frozen, code: "truncated", reason: reason, hasProgress: true)
            } else if answered {
                try refuse(task, frozen, line, code: "truncated", reason: reason, evidence: [])
            } else {
                try postpone(task, frozen, code: "interrupted", reason: reason)
            }
        case .another(let reason):
            try refuse(task, frozen, line, code: "truncated", reason: reason, evidence: [])
        case .refused(let code, let reason, let evidence):
            try refuse(task, frozen, line, code: code, reason: reason, evidence: evidence)
        case .gone(let reason, let answer):
            try await reissue(task, frozen, line, reason: reason, answer)
        default:
            try settle(task, frozen, line, outcome)
        }
    }

    /// The bug that is planted as `orderedAgain`.
    private func orderAgain(_ frozen: FrozenRequest, _ line: Line) async {
        guard let key = try? await line.key(for: frozen),
            let request = try? frozen.endpoint.speaker()
                .submission(of: frozen, key: key, boundary: "-", files: [])
        else { return }
        _ = try? await line.send(request, key: key)
    }

    /// Commits an outcome that leaves the task as it was: it is downloaded later.
    private func settle(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, _ outcome: DownloadOutcome
    ) throws {
        let now = context.system.time.now()
        switch outcome {
        case .later(let advice, let reason):
            try postpone(task, frozen, code: "unavailable", reason: reason, advice)
        case .local(let error):
            ledger.fail(error)
            try postpone(task, frozen, code: error.code.rawValue, reason: error.message)
        case .unusable(let error):
            try Troubled(context: context, ledger: ledger).setAside(task, error)
        case .keyless(let error):
            line.suspend(error)
            try steps.take(
                task,
                TaskChange(.downloadPostponed, "no key")
                    .error(error.code.rawValue, error.message).next(at: now, tries: task.tries))
        default:
            try steps.take(
                task,
                TaskChange(.downloadPostponed, "download was stopped").next(
                    at: now, tries: task.tries))
        }
    }

    /// Opens the partial file of a task; `nil` where that fails, which is committed.
    private func open(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, secret: Secret?
    ) throws -> PartFile? {
        do {
            return try openPart(for: task, frozen, secret: secret)
        } catch {
            try settle(task, frozen, line, .local(SoraError(any: error)))
            return nil
        }
    }

    /// Opens the partial file that is there, or a new one.
    private func openPart(
        for task: TaskRecord, _ frozen: FrozenRequest, secret: Secret?
    ) throws -> PartFile {
        let system = context.system
        let folder = catalog.folder.incoming
        try files.makeFolder(folder)
        let newName: @Sendable () -> String = { "\(task.handle)-\(system.newUID()).part" }
        let record: DownloadRecord
        if let known = try catalog.download(ofTask: task.id) {
            record = known
        } else {
            record = DownloadRecord(file: newName())
            // Known before it is there: a file that nobody knows of would stay for good.
            try catalog.setDownload(record, ofTask: task.id)
        }
        let catalog = catalog
        let observer = context.observer
        return try PartFile(
            in: folder, record: record, system: system,
            limit: frozen.endpoint.wire.resultLimit, secret: secret, newName: newName,
            save: { try catalog.setDownload($0, ofTask: task.id) },
            progress: { observer.observe(.downloading(task: task.id, bytes: $0, total: $1)) })
    }

    /// Asks the service whether the result is still there.
    private func reissue(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, reason: String,
        _ known: PollOutcome?
    ) async throws {
        var answer = known
        if context.has(.expiredUnasked) { answer = .gone(.init(.notFound, message: "")) }
        if answer == nil {
            answer = try await Poller(context: context, ledger: ledger).ask(task, frozen, line)
        }
        var expiry = task.expiresAt
        var isGone = false
        switch answer {
        case .status(let status)?:
            if status.status == .failed || status.status == .cancelled { isGone = true }
            expiry = status.expiresAt ?? expiry
        case .gone?: isGone = true
        case .refused(let problem)?: try line.pause(problem)
        case .retryLater?, nil: break
        }
        // Before its time is over a result that is not there yet may come, and before the service
        // said so nothing is given up.
        guard let expiry, line.earliestNow >= expiry || context.has(.expiredUnasked), answer != nil,
            isGone || answer?.isStatus == true
        else {
            try postpone(task, frozen, code: "not_ready", reason: reason)
            return
        }
        try steps.take(
            task,
            TaskChange(
                .gone, "expired",
                detail: JSONText.object([
                    "reason": reason, "expires_at": expiry.iso8601, "body": answer?.body,
                ])
            ).error("expired", reason))
        context.observer.observe(.expired(task: task.id, reason: reason))
    }

    /// Begins the next try with an empty file.
    private func restart(_ task: TaskRecord) throws {
        guard var record = try catalog.download(ofTask: task.id) else { return }
        record.durableBytes = 0
        record.totalBytes = nil
        record.validator = nil
        record.stored = nil
        try catalog.setDownload(record, ofTask: task.id)
    }

    /// What came is no result: it is asked for again until the result's time is over.
    private func refuse(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, code: String, reason: String,
        evidence: [UInt8]
    ) throws {
        guard let expiry = task.expiresAt, line.earliestNow >= expiry,
            task.tries + 1 >= Self.refusals
        else {
            try postpone(task, frozen, code: code, reason: reason, evidence: evidence)
            return
        }
        // The way from `downloading` to `failed` is by `completed`.
        try steps.take(
            task, TaskChange(.downloadPostponed, "refused"),
            TaskChange(
                .noResult, "no usable result",
                detail: JSONText.object([
                    "reason": reason, "body": evidence.isEmpty ? nil : Redaction.body(evidence),
                ])
            ).error("no_result", reason))
        context.observer.observe(.failed(task: task.id, reason: reason))
    }

    private func postpone(
        _ task: TaskRecord, _ frozen: FrozenRequest, code: String, reason: String,
        _ advice: RetryAdvice = RetryAdvice(), evidence: [UInt8] = [], hasProgress: Bool = false
    ) throws {
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        let tries = hasProgress ? 0 : task.tries + 1
        if !hasProgress { ledger.triedInVain(task.id) }
        try steps.take(
            task,
            TaskChange(
                .downloadPostponed,
                detail: JSONText.object([
                    "reason": reason, "body": evidence.isEmpty ? nil : Redaction.body(evidence),
                ])
            ).error(code, reason).next(at: schedule.retry(advice, tries: tries), tries: tries))
        context.observer.observe(.downloadPostponed(task: task.id, reason: reason))
    }
}

extension PollOutcome {
    fileprivate var isStatus: Bool {
        if case .status = self { true } else { false }
    }

    /// What the service said, as evidence.
    fileprivate var body: String? {
        switch self {
        case .status(let status): status.body
        case .gone(let problem), .refused(let problem), .retryLater(_, let problem): problem.body
        }
    }
}

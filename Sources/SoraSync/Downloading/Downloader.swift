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
        let task = try catalog.advance(
            waiting, TaskChange(to: .downloading, "downloading").unrecorded())
        let storing = ResultStore(context: context, ledger: ledger)
        if let record = try catalog.download(ofTask: task.id), let stored = record.stored {
            if try await storing.finish(task, record, stored) { return }
            // What was hashed is gone: it is fetched again.
            try restart(task)
        }
        let poller = Poller(context: context, ledger: ledger)
        switch try await ResultRequest.make(for: task, frozen, line, asking: poller) {
        case .ready(let ready):
            let part: PartFile
            do {
                part = try openPart(for: task, secret: ready.key)
            } catch {
                try settle(task, frozen, line, .local(SoraError(any: error)))
                return
            }
            try await receive(task, frozen, line, ready, part)
        case .not(.refused(let code, let reason, let evidence)):
            try refuse(task, frozen, code: code, reason: reason, evidence: evidence)
        case .not(.gone(let reason, let answer)):
            try await reissue(task, frozen, line, reason: reason, answer)
        case .not(let outcome):
            try settle(task, frozen, line, outcome)
        }
    }

    /// Fetches into the partial file, and commits what came of it.
    private func receive(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, _ ready: ResultRequest,
        _ part: PartFile
    ) async throws {
        let before = part.record.durableBytes
        var outcome = try await fetch(line, ready, part)
        switch outcome {
        case .complete, .partial, .stopped:
            do {
                try part.settle()
            } catch {
                outcome = .local(SoraError(any: error))
            }
        // What came before the disk was full is as good as ever.
        case .local: _ = try? part.settle()
        default: break
        }
        switch outcome {
        case .complete(let start, let isLengthKnown):
            let storing = ResultStore(context: context, ledger: ledger)
            if try await storing.accept(
                task, part.record, start: start, isLengthKnown: isLengthKnown)
            {
                return
            }
            try restart(task)
            try refuse(
                task, frozen, code: "truncated", reason: "the result ends before its end",
                evidence: [])
        case .partial(let reason, let answered):
            if context.has(.orderedAgain) {
                _ = try? await line.send(
                    frozen.endpoint.speaker()
                        .submission(of: frozen, key: ready.key, boundary: "-", files: []),
                    key: ready.key)
            }
            if part.record.durableBytes > before {
                try postpone(
                    task, frozen, code: "truncated", reason: reason, hasProgress: true)
            } else if answered {
                try refuse(task, frozen, code: "truncated", reason: reason, evidence: [])
            } else {
                try postpone(task, frozen, code: "interrupted", reason: reason)
            }
        case .refused(let code, let reason, let evidence):
            try restart(task)
            try refuse(task, frozen, code: code, reason: reason, evidence: evidence)
        case .gone(let reason, let answer):
            try await reissue(task, frozen, line, reason: reason, answer)
        default:
            try settle(task, frozen, line, outcome)
        }
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
            try Troubled(context: context, ledger: ledger).setAside(task, error, in: .completed)
        case .keyless(let error):
            line.suspend(error)
            try catalog.advance(
                task,
                TaskChange(to: .completed, "no key").unrecorded()
                    .error(error.code.rawValue, error.message).next(at: now, tries: task.tries))
        default:
            try catalog.advance(
                task,
                TaskChange(to: .completed, "download was stopped").next(at: now, tries: task.tries))
        }
    }

    /// Opens the partial file that is there, or a new one.
    private func openPart(for task: TaskRecord, secret: Secret?) throws -> PartFile {
        let folder = catalog.folder
        try files.makeFolder(folder.incoming)
        let record: DownloadRecord
        if let known = try catalog.download(ofTask: task.id) {
            record = known
        } else {
            record = DownloadRecord(file: "\(task.handle)-\(context.system.newUID()).part")
            // Known before it is there: a file that nobody knows of would stay for good.
            try catalog.setDownload(record, ofTask: task.id)
        }
        let catalog = catalog
        let observer = context.observer
        return try PartFile(
            "\(folder.incoming)/\(record.file)", record: record, system: context.system,
            secret: secret,
            save: { try catalog.setDownload($0, ofTask: task.id) },
            progress: { observer.observe(.downloading(task: task.id, bytes: $0, total: $1)) })
    }

    private func fetch(
        _ line: Line, _ ready: ResultRequest, _ part: PartFile
    ) async throws -> DownloadOutcome {
        let known = part.record
        let judge = ResultJudge(part: part)
        do {
            let fetch = Fetch(line: line, ready: ready)
            let response = try await context.control.resumable {
                try await fetch.run(
                    from: known.durableBytes, validator: known.validator, into: part)
            }
            return judge.outcome(of: response)
        } catch let error as TransportFailure {
            return judge.outcome(of: error)
        } catch let error as SoraError {
            return error.code == .urlRefused
                ? .refused(code: error.code.rawValue, reason: error.message, evidence: [])
                : .local(error)
        }
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
        let now = context.system.time.now()
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
        guard let expiry, now >= expiry || context.has(.expiredUnasked), answer != nil,
            isGone || answer?.isStatus == true
        else {
            try postpone(task, frozen, code: "not_ready", reason: reason)
            return
        }
        try catalog.advance(
            task,
            TaskChange(
                to: .expired, "expired",
                detail: JSONText.object(["reason": reason, "expires_at": expiry.iso8601])
            ).error("expired", reason))
        ledger.count { $0.expired += 1 }
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
        _ task: TaskRecord, _ frozen: FrozenRequest, code: String, reason: String,
        evidence: [UInt8]
    ) throws {
        let now = context.system.time.now()
        guard let expiry = task.expiresAt, now >= expiry, task.tries + 1 >= Self.refusals else {
            try postpone(task, frozen, code: code, reason: reason, evidence: evidence)
            return
        }
        // The way from `downloading` to `failed` is by `completed`.
        let waiting = try catalog.advance(
            task, TaskChange(to: .completed, "refused").unrecorded())
        try catalog.advance(
            waiting,
            TaskChange(
                to: .failed, "no usable result",
                detail: JSONText.object([
                    "reason": reason, "body": evidence.isEmpty ? nil : Redaction.body(evidence),
                ])
            ).error("no_result", reason))
        ledger.count { $0.failed += 1 }
        context.observer.observe(.failed(task: task.id, reason: reason))
    }

    private func postpone(
        _ task: TaskRecord, _ frozen: FrozenRequest, code: String, reason: String,
        _ advice: RetryAdvice = RetryAdvice(), evidence: [UInt8] = [], hasProgress: Bool = false
    ) throws {
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        let tries = hasProgress ? 0 : task.tries + 1
        if !hasProgress { ledger.triedInVain(task.id) }
        try catalog.advance(
            task,
            TaskChange(
                to: .completed, "download postponed",
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
}

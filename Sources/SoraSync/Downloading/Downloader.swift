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
            guard line.mayAsk else { return }
            try await download(task, line)
        }
    }

    private func download(_ waiting: TaskRecord, _ line: Line) async throws {
        let frozen = try FrozenRequest(text: waiting.request)
        let task = try catalog.advance(
            waiting, TaskChange(to: .downloading, "downloading").unrecorded())
        let record = try catalog.download(ofTask: task.id)
        let storing = ResultStore(context: context, ledger: ledger)
        if let record, let stored = record.stored,
            try await storing.finish(task, record, stored)
        {
            return
        }
        let part: PartFile
        do {
            part = try openPart(for: task, record)
        } catch let error as SystemError {
            ledger.fail(error.forPeople)
            try postpone(task, frozen, code: "io_error", reason: error.forPeople.message)
            return
        }
        let outcome = try await fetch(task, frozen, line, part)
        switch outcome {
        case .complete(let start, let isLengthKnown):
            let record = try part.settle()
            if try await storing.accept(
                task, record, start: start, isLengthKnown: isLengthKnown)
            {
                return
            }
            try restart(task)
            try postpone(
                task, frozen, code: "truncated", reason: "the result ended before its end")
        case .partial(let reason):
            _ = try part.settle()
            try postpone(task, frozen, code: "interrupted", reason: reason)
        case .refused(let code, let reason, let evidence):
            try restart(task)
            try refuse(task, frozen, code: code, reason: reason, evidence: evidence)
        case .later(let advice, let reason):
            try postpone(task, frozen, code: "unavailable", reason: reason, advice)
        case .gone(_, let reason):
            try await reissue(task, frozen, line, reason: reason)
        case .local(let reason):
            ledger.fail(SoraError(.diskFull, reason, hint: "free some space, then sync again"))
            try postpone(task, frozen, code: "disk_full", reason: reason)
        case .stopped:
            _ = try part.settle()
            try catalog.advance(
                task,
                TaskChange(to: .completed, "download was stopped")
                    .next(at: context.system.time.now(), tries: task.tries))
        }
    }

    /// Opens the partial file that is there, or a new one.
    private func openPart(for task: TaskRecord, _ record: DownloadRecord?) throws -> PartFile {
        let folder = catalog.folder
        try files.makeFolder(folder.incoming)
        let record =
            record ?? DownloadRecord(file: "\(task.handle)-\(context.system.newUID()).part")
        let catalog = catalog
        let observer = context.observer
        return try PartFile(
            "\(folder.incoming)/\(record.file)", record: record, files: files,
            save: { try catalog.setDownload($0, ofTask: task.id) },
            progress: { observer.observe(.downloading(task: task.id, bytes: $0, total: $1)) })
    }

    private func fetch(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, _ part: PartFile
    ) async throws -> DownloadOutcome {
        guard let remoteID = task.remoteID else { return .later(RetryAdvice(), reason: "no id") }
        let request: HTTPRequest
        do {
            let dialect = try frozen.endpoint.speaker()
            let key = try await line.key(for: frozen)
            var poll: RemoteStatus?
            if frozen.endpoint.wire.delivery == .url {
                // The URL may be signed and short-lived: it is asked for when it is needed.
                guard
                    case .status(let status)? = try await Poller(context: context, ledger: ledger)
                        .ask(task, line)
                else { return .later(RetryAdvice(), reason: "the service did not name the result") }
                poll = status
            }
            guard
                let found = try dialect.download(remoteID, poll: poll, of: frozen, key: key)
            else { return .later(RetryAdvice(), reason: "the service names no result yet") }
            request = found
        } catch let error as SoraError {
            if error.code == .credentials { line.suspend(error) }
            return .later(RetryAdvice(), reason: error.message)
        }
        let known = part.record
        var asking = request
        if known.durableBytes > 0, let validator = known.validator {
            asking.headers["Range"] = "bytes=\(known.durableBytes)-"
            asking.headers["If-Range"] = validator
        }
        do {
            let fetch = Fetch(line: line, base: frozen.endpoint.base)
            let ready = asking
            let response = try await context.control.resumable {
                try await fetch.run(ready, into: part)
            }
            return try judge(response, part)
        } catch let error as TransportFailure {
            return judge(error, part)
        } catch let error as SoraError {
            return .refused(code: error.code.rawValue, reason: error.message, evidence: [])
        }
    }

    /// What a whole response means.
    private func judge(_ response: HTTPResponse, _ part: PartFile) throws -> DownloadOutcome {
        switch response.status {
        case 200, 206:
            if let total = part.record.totalBytes, part.bytes != total {
                return part.bytes < total
                    ? .partial(reason: "\(part.bytes) of \(total) bytes came")
                    : .refused(
                        code: "not_media",
                        reason: "\(part.bytes) bytes came, \(total) were declared",
                        evidence: [])
            }
            let start = try readStart(part)
            guard MediaSignature.matches(start) == true else {
                return .refused(
                    code: "not_media", reason: Self.describe(start, response), evidence: start)
            }
            return .complete(start: start, isLengthKnown: part.record.totalBytes != nil)
        case 204, 205, 304:
            return .refused(
                code: "not_media", reason: "the service answers \(response.status), with nothing",
                evidence: [])
        case 416:
            // What is there does not belong to what the service has now.
            return .refused(
                code: "truncated", reason: "the service has another result", evidence: [])
        case 401, 403, 404, 410:
            return .gone(
                status: response.status,
                reason: "the service answers \(response.status) for the result"
                    + Self.words(in: part.evidence))
        default:
            return .later(
                RetryAdvice(response),
                reason: "the service answers \(response.status) for the result"
                    + Self.words(in: part.evidence))
        }
    }

    /// What a failed exchange means.
    private func judge(_ failure: TransportFailure, _ part: PartFile) -> DownloadOutcome {
        switch failure.reason {
        case .cancelled: return .stopped
        case .stopped:
            switch failure.underlying {
            case PartFile.Refusal.notMedia?:
                return .refused(
                    code: "not_media", reason: Self.describe(part.evidence, part.head),
                    evidence: part.evidence)
            case PartFile.Refusal.encoded(let encoding)?:
                return .refused(
                    code: "not_media", reason: "the service compressed the result (\(encoding))",
                    evidence: [])
            case PartFile.Refusal.noRoom(let needed, let free)?:
                return .local(
                    reason: "the result needs \(needed >> 20) MiB and \(free >> 20) MiB are free")
            case let error as SystemError:
                return .local(reason: error.forPeople.message)
            case let error as SoraError:
                return .local(reason: error.message)
            default:
                return .refused(
                    code: "truncated", reason: "the service sent another part than was asked for",
                    evidence: [])
            }
        case .tooLarge:
            return .refused(code: "too_large", reason: failure.message, evidence: [])
        default:
            return .partial(reason: failure.message)
        }
    }

    private func readStart(_ part: PartFile) throws -> [UInt8] {
        do {
            let file = try files.open("\(catalog.folder.incoming)/\(part.record.file)", .read)
            return try files.read(file, at: 0, count: 64)
        } catch {
            throw error.forPeople
        }
    }

    /// Asks the service whether the result is still there.
    private func reissue(
        _ task: TaskRecord, _ frozen: FrozenRequest, _ line: Line, reason: String
    ) async throws {
        let poller = Poller(context: context, ledger: ledger)
        let answer = try await poller.ask(task, line)
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
        guard let expiry, now >= expiry, answer != nil, isGone || answer?.isStatus == true else {
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
        _ advice: RetryAdvice = RetryAdvice(), evidence: [UInt8] = []
    ) throws {
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        let tries = task.tries + 1
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

    /// What a body that is no media file looks like, for people.
    private static func describe(_ start: [UInt8], _ head: HTTPResponse?) -> String {
        if start.isEmpty { return "the service sent an empty result" }
        let type = head?.headers["Content-Type"].map { " (\($0))" } ?? ""
        let text = String(decoding: start.prefix(200), as: UTF8.self)
        let kind =
            switch text.drop(while: \.isWhitespace).first {
            case "<": "a page"
            case "{", "[": "JSON"
            case "#": "a playlist"
            default: "something that is no media file"
            }
        return "the service sent \(kind)\(type) in place of the video"
    }

    private static func words(in evidence: [UInt8]) -> String {
        let text = Redaction.body(Array(evidence.prefix(300)))
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return text.isEmpty ? "" : ": \(text)"
    }
}

extension PollOutcome {
    fileprivate var isStatus: Bool {
        if case .status = self { true } else { false }
    }
}

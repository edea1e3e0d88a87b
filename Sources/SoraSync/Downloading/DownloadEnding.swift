import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// Commits what came of a download that brought no result: later, never, or gone.
struct DownloadEnding {
    let context: SyncContext
    let ledger: RunLedger
    let task: TaskRecord
    let frozen: FrozenRequest
    let line: Line

    /// Commits an outcome.
    ///
    /// - Parameters:
    ///   - outcome: what came of it.
    ///   - hasProgress: whether the next try has more to go on with than this one had.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    func commit(_ outcome: DownloadOutcome, hasProgress: Bool = false) async throws {
        switch outcome {
        case .partial(let reason, _) where hasProgress:
            try postpone(code: "truncated", reason: reason, isVain: false)
        case .partial(let reason, let answered) where !answered:
            try postpone(code: code("interrupted"), reason: reason)
        case .partial(let reason, _), .another(let reason):
            try refuse(code: "truncated", reason: reason)
        case .refused(let code, let reason, let evidence):
            try refuse(code: code, reason: reason, evidence: evidence)
        case .gone(let reason, let answer): try await reissue(reason: reason, answer)
        default: try postpone(outcome)
        }
    }

    /// Commits an outcome for which neither the result nor the service is to blame.
    func postpone(_ outcome: DownloadOutcome) throws {
        let now = context.system.time.now()
        switch outcome {
        case .later(let advice, let reason):
            try postpone(code: code("unavailable"), reason: reason, advice)
        case .local(let error):
            ledger.fail(error)
            try postpone(code: error.code.rawValue, reason: error.message)
        case .unusable(let error):
            try Troubled(context: context, ledger: ledger).setAside(task, error)
        case .keyless(let error):
            line.suspend(error)
            try take(
                TaskChange(.downloadPostponed, "no key")
                    .error(error.code.rawValue, error.message).next(at: now, tries: task.tries))
        default:
            try take(
                TaskChange(.downloadPostponed, "download was stopped")
                    .next(at: now, tries: task.tries))
        }
    }

    /// Asks the service whether the result is still there.
    private func reissue(reason: String, _ known: PollOutcome?) async throws {
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
            try postpone(code: "not_ready", reason: reason)
            return
        }
        try take(
            TaskChange(
                .gone, "expired",
                detail: JSONText.object([
                    "reason": reason, "expires_at": expiry.iso8601, "body": answer?.body,
                ])
            ).error("expired", reason))
        context.observer.observe(.expired(task: task.id, reason: reason))
    }

    /// What came is no result: it is asked for again until the result's time is over.
    private func refuse(code: String, reason: String, evidence: [UInt8] = []) throws {
        guard let expiry = task.expiresAt, line.earliestNow >= expiry,
            task.tries + 1 >= Downloader.refusals
        else {
            try postpone(code: code, reason: reason, evidence: evidence)
            return
        }
        // The way from `downloading` to `failed` is by `completed`.
        try take(
            TaskChange(.downloadPostponed, "refused"),
            TaskChange(.noResult, "no usable result", detail: detail(reason, evidence))
                .error("no_result", reason))
        context.observer.observe(.failed(task: task.id, reason: reason))
    }

    /// What a failure is called: where there is no connection that, so that it is tried at once when there
    /// is one again.
    private func code(_ other: String) -> String {
        ledger.providers.failure(of: line.provider.id) == nil
            ? other : ProviderProblem.Kind.unreachable.rawValue
    }

    private func postpone(
        code: String, reason: String, _ advice: RetryAdvice = RetryAdvice(),
        evidence: [UInt8] = [], isVain: Bool = true
    ) throws {
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        let tries = isVain ? task.tries + 1 : 0
        if isVain { ledger.tasks.triedInVain(task.id) }
        try take(
            TaskChange(.downloadPostponed, detail: detail(reason, evidence))
                .error(code, reason).next(at: schedule.retry(advice, tries: tries), tries: tries))
        context.observer.observe(
            code == ProviderProblem.Kind.unreachable.rawValue
                ? .offline(task: task.id, reason: reason)
                : .downloadPostponed(task: task.id, reason: reason))
    }

    private func detail(_ reason: String, _ evidence: [UInt8]) -> String {
        JSONText.object([
            "reason": reason, "body": evidence.isEmpty ? nil : Redaction.body(evidence),
        ])
    }

    private func take(_ changes: TaskChange...) throws {
        try Steps(context: context, ledger: ledger).take(task, changes)
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

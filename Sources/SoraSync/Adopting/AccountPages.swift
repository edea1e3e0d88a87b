import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// Reads all that a service has, page by page, the newest first.
struct AccountPages: Sendable {
    let context: SyncContext
    let line: Line

    /// How often a page is asked for that does not come.
    private static let tries = 3
    /// The longest that is waited before it is asked for again, in seconds.
    private static let longestWait = 30.0

    /// What came of asking for a page.
    enum Answer: Sendable {
        case page([RemoteStatus], next: String?)
        case trouble(ProviderProblem)
        /// The run ends.
        case stopped
    }

    /// Asks for one page.
    func page(
        after cursor: String?, of frozen: FrozenRequest, key: Secret?
    ) async throws(SoraError) -> Answer {
        let dialect = try frozen.endpoint.speaker()
        let schedule = Schedule(context.system, endpoint: frozen.endpoint)
        var last: ProviderProblem?
        for number in 1...Self.tries {
            guard await line.turn(),
                let request = dialect.list(after: cursor, of: frozen.endpoint, key: key)
            else { return last.map { .trouble($0) } ?? .stopped }
            var advice = RetryAdvice()
            do {
                let response = try await context.control.resumable { [line] in
                    try await line.send(request, key: key)
                }
                switch dialect.readList(response, of: frozen.endpoint) {
                case .page(let entries, let next): return .page(entries, next: next)
                case .refused(let problem): return .trouble(problem)
                case .retryLater(let given, let problem): (advice, last) = (given, problem)
                }
            } catch {
                guard let failure = error as? TransportFailure, failure.reason != .cancelled else {
                    return .stopped
                }
                last = ProviderProblem(.unreachable, message: failure.message)
            }
            guard number < Self.tries, !context.control.isStopping else { break }
            let wait = schedule.retry(advice, tries: number) - schedule.now
            try? await context.system.time.sleep(seconds: min(max(wait, 0), Self.longestWait))
        }
        return last.map { .trouble($0) } ?? .stopped
    }

    /// What the service says of one video, where its list says too little; `nil` where it says nothing.
    func details(
        of id: String, _ frozen: FrozenRequest, key: Secret?
    ) async throws(SoraError) -> RemoteStatus? {
        let dialect = try frozen.endpoint.speaker()
        let request = dialect.poll(id, of: frozen, key: key)
        guard await line.turn(),
            let response = try? await context.control.resumable({ [line] in
                try await line.send(request, key: key)
            }),
            case .status(let status) = dialect.readPoll(response, of: frozen, remoteID: id),
            status.remoteID == nil || status.remoteID == id
        else { return nil }
        return status
    }
}

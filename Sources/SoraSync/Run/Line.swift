import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// The line to one provider for the length of a run: its key, and what becomes of its connections.
struct Line: Sendable {
    /// The provider.
    let provider: ProviderRecord
    private let context: SyncContext
    private let ledger: RunLedger

    init(_ provider: ProviderRecord, context: SyncContext, ledger: RunLedger) {
        self.provider = provider
        self.context = context
        self.ledger = ledger
    }

    /// Whether a bug is planted, to see that it is found.
    func has(_ canary: Canary) -> Bool { context.has(canary) }

    /// Whether requests may go out now that do not charge.
    ///
    /// A pause of an earlier run does not keep what is paid for from being fetched.
    var mayAsk: Bool {
        !context.control.isStopping && ledger.providers.isOpen(provider.id)
    }

    /// Whether tasks may be asked after now.
    var mayPoll: Bool {
        mayAsk && !ledger.providers.polls(of: provider.id).areClosed
            && !isAhead(ledger.providers.polls(of: provider.id).rest)
    }

    /// Whether requests may go out in this run that charge.
    var maySubmit: Bool {
        mayAsk && ledger.fatal == nil && provider.pause == nil && !provider.isRemoved
            && ledger.providers.pause(of: provider.id) == nil
    }

    /// Whether the service asked not to be sent any more requests that charge for now.
    var isResting: Bool { isAhead(ledger.providers.rest(of: provider.id)) }

    private func isAhead(_ rest: Timestamp?) -> Bool {
        guard let rest else { return false }
        let wait = rest - context.system.time.now()
        // A longer rest than there is: the clock was turned back.
        return wait > 0 && wait <= Catalog.longestWait
    }

    /// Waits until one more request may go to the API's origin, which all its providers share; false
    /// when none may go any more.
    ///
    /// A service on loopback is not spared: it is one's own.
    func turn() async -> Bool {
        guard let base = try? BaseURL(provider.baseURL, allowPrivate: provider.allowsPrivate),
            !base.isLoopback
        else { return mayAsk }
        let wait = ledger.turns.wait(at: base.origin, now: context.system.time.uptime())
        if wait > 0 { try? await context.system.time.sleep(seconds: wait) }
        return mayAsk
    }

    /// The moment now, by the earlier one of this machine's clock and the service's: no clock that is
    /// ahead may end what is paid for.
    var earliestNow: Timestamp {
        context.system.time.now() + min(0, ledger.providers.clockOffset(of: provider.id))
    }

    /// The key for requests of a task, if the service wants one.
    ///
    /// A key belongs to the origin that it was given for: a task that was frozen with another origin
    /// gets none of it.
    ///
    /// - Throws: `SoraError`: `credentials` when the key cannot be had, which concerns every task;
    ///   `configuration` when it is not the key for this task.
    func key(for frozen: FrozenRequest) async throws(SoraError) -> Secret? {
        let source = try KeySource(text: provider.keySource)
        if source == .none { return nil }
        let base = try BaseURL(provider.baseURL, allowPrivate: provider.allowsPrivate)
        guard base.origin == frozen.endpoint.base.origin else {
            throw SoraError(
                .configuration,
                "the task was queued for \(frozen.endpoint.base), and provider \(provider.name) "
                    + "has the key of \(base)",
                hint: "add a provider for \(frozen.endpoint.base) with its own key")
        }
        let keys = context.keys
        let name = provider.name
        return try await ledger.keys.key(from: "\(provider.id) \(provider.keySource)") {
            do throws(SoraError) {
                return .success(try await keys.key(from: source, of: name))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Sends a request and keeps count of the connections.
    ///
    /// What comes back is without the key, which some services repeat in an error.
    func send(
        _ request: HTTPRequest, into sink: (any BodySink)? = nil, key: Secret?
    ) async throws(TransportFailure) -> HTTPResponse {
        // Results may lie at another host: neither the certificates nor the connections to it are
        // the provider's.
        let isAPI = isAPI(request.url)
        var request = request
        request.certificateAuthority = isAPI ? provider.certificateAuthority : nil
        do {
            let response = try await context.transport.send(request, into: sink)
            if isAPI {
                ledger.providers.connected(provider.id)
                noteClock(response)
            }
            return key?.scrubbed(response) ?? response
        } catch {
            var error = error
            if let partial = error.partial, let key { error.partial = key.scrubbed(partial) }
            guard isAPI else { throw error }
            switch error.reason {
            case .unavailable, .resolve, .connect, .proxy, .timeout:
                ledger.providers.connectionFailed(provider.id, tries: 1, reason: error.message)
            case .tls, .forbiddenAddress, .badURL, .badRequest:
                // A wrong certificate or address does not get right by asking again.
                ledger.providers.connectionFailed(
                    provider.id, tries: ProviderLedger.connectionTries, reason: error.message)
            case .interrupted, .tooLarge, .protocolError, .stopped, .cancelled: break
            }
            throw error
        }
    }

    private func noteClock(_ response: HTTPResponse) {
        let now = context.system.time.now()
        guard let date = response.headers["Date"].flatMap({ HTTPDate.parse($0, now: now) }) else {
            return
        }
        ledger.providers.noteClock(of: provider.id, offset: date - now)
    }

    /// Sends nothing more to the provider until its settings change.
    func pause(_ problem: ProviderProblem) throws {
        let code =
            switch problem.kind {
            case .wrongAddress: "address"
            case .insufficientFunds: "credit"
            default: "credentials"
            }
        try pause(.init(code: code, reason: problem.message))
    }

    /// Sends nothing more to the provider in this run, for its key cannot be had.
    ///
    /// The next run looks for the key again.
    func suspend(_ error: SoraError) {
        let pause = ProviderRecord.Pause(code: "credentials", reason: error.message)
        guard ledger.providers.pause(provider.id, pause) else { return }
        let reason = [error.message, error.hint].compactMap(\.self).joined(separator: "; ")
        context.observer.observe(.paused(provider: provider.name, reason: reason))
    }

    /// Whether a URL is at the API's own origin.
    func isAPI(_ url: String) -> Bool { origin(url) == origin(provider.baseURL) }

    private func origin(_ url: String) -> HTTPOrigin? { (try? HTTPURL(url))?.origin }

    private func pause(_ pause: ProviderRecord.Pause) throws {
        guard ledger.providers.pause(provider.id, pause) else { return }
        try context.catalog.pauseProvider(number: provider.id, pause)
        context.observer.observe(.paused(provider: provider.name, reason: pause.reason))
    }
}

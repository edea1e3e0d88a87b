import SoraCatalog
import SoraHTTP
import SoraModel
import SoraProviders
import SoraSystem

/// When to look at something again.
struct Schedule: Sendable {
    /// The moment now.
    let now: Timestamp
    private let random: any RandomSource
    private let isLoopback: Bool

    /// A schedule of this moment; a service on loopback may be asked more often.
    init(_ system: SystemContext, endpoint: ProviderEndpoint?) {
        now = system.time.now()
        random = system.random
        isLoopback = endpoint?.base.isLoopback ?? false
    }

    /// The shortest time between two requests about one task, in seconds.
    private var shortest: Double { isLoopback ? 0.2 : 2 }

    /// When to poll next: what the service asks for, else what its profile advises, with jitter.
    func poll(after seconds: Double?, wire: WireProfile) -> Timestamp {
        let advised = isLoopback ? min(Double(wire.pollSeconds), 1) : Double(wire.pollSeconds)
        let wanted = min(max(seconds ?? advised, shortest), 3600)
        return now + wanted * (1 + 0.1 * random.fraction())
    }

    /// When to try again after a failure: what the service asks for, from 1 second to 6 hours, else
    /// 2 seconds doubled with each try up to 10 minutes, with jitter.
    func retry(_ advice: RetryAdvice, tries: Int) -> Timestamp {
        var headers = HTTPHeaders()
        headers["Retry-After"] = advice.retryAfter
        headers["retry-after-ms"] = advice.milliseconds
        if let asked = RetryAfter.seconds(in: headers, now: now) {
            return now + min(max(asked, 1), Catalog.longestWait)
        }
        let doubled = shortest * Double(1 << min(max(tries - 1, 0), 12))
        return now + min(doubled, 600) * (1 + 0.25 * random.fraction())
    }
}

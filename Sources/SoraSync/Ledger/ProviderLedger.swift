import SoraCatalog
import SoraModel
import SoraSystem
import Synchronization

/// How the services behave in a run: which are paused, cannot be reached, or asked for a rest.
final class ProviderLedger: Sendable {
    /// What keeps tasks of a provider from being asked after.
    struct Polls: Sendable {
        /// Whether the service refuses every question.
        var areClosed = false
        /// Until when it asked to be left alone.
        var rest: Timestamp?
    }

    private struct Service {
        var pause: ProviderRecord.Pause?
        var failedConnections = 0
        var failure: String?
        var isUnreachable = false
        var rest: Timestamp?
        var polls = Polls()
        /// How far its clock was ahead when it last told the time, in seconds.
        var clockOffset = 0.0
        /// For how long a watch leaves it alone, after passes that came to nothing.
        var absence: Absence?
    }

    private let services: Mutex<[Int64: Service]>

    init() { services = Mutex([:]) }

    /// What the next pass of a watch knows of the services.
    ///
    /// - Parameters:
    ///   - last: what the last one knew.
    ///   - now: seconds on the clock that is never set.
    ///   - random: for the jitter of when a service is tried again.
    init(after last: ProviderLedger, at now: Double, random: any RandomSource) {
        services = Mutex(
            last.services.withLock { services in
                services.mapValues { Self.next($0, at: now, random) }
            })
    }

    private static func next(
        _ last: Service, at now: Double, _ random: any RandomSource
    ) -> Service {
        var service = Service()
        service.rest = last.rest
        service.polls.rest = last.polls.rest
        service.clockOffset = last.clockOffset
        // What it said of its settings is in the catalogue; a key that cannot be had is not.
        let pause = last.pause.flatMap { $0.code == "credentials" ? $0 : nil }
        guard last.failure != nil || pause != nil else { return service }
        if let absence = last.absence, absence.isOn(at: now) {
            service.absence = absence
        } else {
            service.absence = Absence(after: last.absence, at: now, random: random)
        }
        service.isUnreachable = last.failure != nil
        service.failure = last.failure
        service.pause = pause
        return service
    }

    /// Until when a watch leaves a provider alone, on the clock that is never set; `nil` where it does not.
    func absence(of provider: Int64) -> Double? { self[provider].absence?.until }

    /// Opens the providers to a pass whose time to be tried again has come.
    ///
    /// The first connection that fails closes each of them again.
    ///
    /// - Parameter now: seconds on the clock that is never set; `nil` for all of them, from the start.
    /// - Returns: those that could not be reached until now.
    func readmit(at now: Double?) -> [Int64] {
        services.withLock { services in
            services.keys.filter { provider in
                guard let absence = services[provider]?.absence else { return false }
                if let now, absence.isOn(at: now) { return false }
                let wasUnreachable = services[provider]?.isUnreachable ?? false
                if now == nil { services[provider]?.absence = nil }
                services[provider]?.isUnreachable = false
                services[provider]?.pause = nil
                services[provider]?.failure = nil
                services[provider]?.failedConnections = Self.connectionTries - 1
                return wasUnreachable
            }
        }
    }

    /// How many connections in a row may fail before a provider is left alone in this run.
    static let connectionTries = 3

    private subscript(provider: Int64) -> Service {
        services.withLock { $0[provider] ?? Service() }
    }

    private func change<Result: Sendable>(
        _ provider: Int64, _ body: (inout Service) -> Result
    ) -> Result {
        services.withLock { body(&$0[provider, default: Service()]) }
    }

    /// Leaves a provider alone until its settings change; true the first time.
    func pause(_ provider: Int64, _ pause: ProviderRecord.Pause) -> Bool {
        change(provider) { service in
            defer { service.pause = pause }
            return service.pause == nil
        }
    }

    /// Why this run has paused a provider; `nil` when it has not.
    func pause(of provider: Int64) -> ProviderRecord.Pause? { self[provider].pause }

    /// Whether requests that do not charge may go to a provider: lack of credit is no hindrance.
    func isOpen(_ provider: Int64) -> Bool {
        let service = self[provider]
        return (service.pause.map { $0.code == "credit" } ?? true) && !service.isUnreachable
    }

    /// Counts a failed connection as that many tries.
    func connectionFailed(_ provider: Int64, tries: Int, reason: String) {
        change(provider) { service in
            service.failedConnections += tries
            service.failure = reason
            if service.failedConnections >= Self.connectionTries { service.isUnreachable = true }
        }
    }

    /// A connection succeeded.
    func connected(_ provider: Int64) {
        change(provider) { service in
            service.failedConnections = 0
            service.failure = nil
        }
    }

    /// Why the last connection to a provider failed; `nil` when it did not.
    func failure(of provider: Int64) -> String? { self[provider].failure }

    /// Submits nothing more to a provider before that moment, for it asked to wait.
    func rest(_ provider: Int64, until time: Timestamp) {
        change(provider) { $0.rest = max($0.rest ?? time, time) }
    }

    /// Until when a provider asked not to be sent any more requests that charge.
    func rest(of provider: Int64) -> Timestamp? { self[provider].rest }

    /// Asks after no task of a provider any more, for the service refuses to answer.
    func closePolls(of provider: Int64) {
        change(provider) { $0.polls.areClosed = true }
    }

    /// Asks after no task of a provider before that moment.
    func restPolls(of provider: Int64, until time: Timestamp) {
        change(provider) { $0.polls.rest = max($0.polls.rest ?? time, time) }
    }

    /// What keeps tasks of a provider from being asked after.
    func polls(of provider: Int64) -> Polls { self[provider].polls }

    /// Lets no provider rest any longer.
    func endRests() {
        services.withLock { services in
            for provider in services.keys {
                services[provider]?.rest = nil
                services[provider]?.polls.rest = nil
            }
        }
    }

    /// Notes how far a service's clock is ahead, in seconds.
    func noteClock(of provider: Int64, offset: Double) {
        change(provider) { $0.clockOffset = offset }
    }

    /// How far a service's clock was ahead when it last told the time, in seconds.
    func clockOffset(of provider: Int64) -> Double { self[provider].clockOffset }
}

import SoraCatalog
import SoraModel
import SoraProviders
import Synchronization

/// What this run has counted, and which providers it leaves alone.
final class RunLedger: Sendable {
    private struct State {
        var summary = SyncSummary()
        var submits = 0
        var pauses: [Int64: ProviderRecord.Pause] = [:]
        var failedConnections: [Int64: Int] = [:]
        var failures: [Int64: String] = [:]
        var unreachable: Set<Int64> = []
        var rests: [Int64: Timestamp] = [:]
        var keys: [String: Task<Result<Secret?, SoraError>, Never>] = [:]
        var vainTries: [Int64: Int] = [:]
        var setAside: Set<Int64> = []
        var polls: [Int64: Polls] = [:]
        var buckets: [String: TokenBucket] = [:]
        var clocks: [Int64: Double] = [:]
        var clock: Double?
        var corrupt: Set<Int64> = []
        var fetching = FetchRate()
        var isBehindTold = false
        var fatal: SoraError?
    }

    /// What keeps tasks of a provider from being asked after.
    struct Polls: Sendable {
        /// Whether the service refuses every question.
        var areClosed = false
        /// Until when it asked to be left alone.
        var rest: Timestamp?
    }

    private let state = Mutex(State())

    /// How many connections in a row may fail before a provider is left alone in this run.
    static let connectionTries = 3

    /// The counts so far.
    var summary: SyncSummary { state.withLock { $0.summary } }

    /// Counts something.
    func count(_ change: (inout SyncSummary) -> Void) {
        state.withLock { change(&$0.summary) }
    }

    /// Takes one of the submits that the options allow; false when none is left.
    func takeSubmit(of maximum: Int?) -> Bool {
        state.withLock { state in
            guard state.submits < maximum ?? .max else { return false }
            state.submits += 1
            return true
        }
    }

    /// Gives a submit back that was not sent.
    func returnSubmit() {
        state.withLock { $0.submits -= 1 }
    }

    /// Whether submits are left.
    func hasSubmits(of maximum: Int?) -> Bool {
        state.withLock { $0.submits < maximum ?? .max }
    }

    /// Leaves a provider alone until its settings change; true the first time.
    func pause(_ provider: Int64, _ pause: ProviderRecord.Pause) -> Bool {
        state.withLock { state in
            defer { state.pauses[provider] = pause }
            return state.pauses[provider] == nil
        }
    }

    /// Counts a failed connection as that many tries.
    func connectionFailed(_ provider: Int64, tries: Int, reason: String) {
        state.withLock { state in
            state.failedConnections[provider, default: 0] += tries
            state.failures[provider] = reason
            if state.failedConnections[provider, default: 0] >= Self.connectionTries {
                state.unreachable.insert(provider)
            }
        }
    }

    /// A connection succeeded.
    func connected(_ provider: Int64) {
        state.withLock { state in
            state.failedConnections[provider] = 0
            state.failures[provider] = nil
        }
    }

    /// Why the last connection to a provider failed; `nil` when it did not.
    func failure(_ provider: Int64) -> String? {
        state.withLock { $0.failures[provider] }
    }

    /// Whether requests that do not charge may go to a provider: lack of credit is no hindrance.
    func isOpen(_ provider: Int64) -> Bool {
        state.withLock { state in
            state.pauses[provider].map { $0.code == "credit" } ?? true
                && !state.unreachable.contains(provider)
        }
    }

    /// Submits nothing more to a provider before that moment, for it asked to wait.
    func rest(_ provider: Int64, until time: Timestamp) {
        state.withLock { state in
            state.rests[provider] = max(state.rests[provider] ?? time, time)
        }
    }

    /// Until when a provider asked not to be sent any more requests that charge.
    func rest(of provider: Int64) -> Timestamp? { state.withLock { $0.rests[provider] } }

    /// Asks after no task of a provider any more, for the service refuses to answer.
    func closePolls(of provider: Int64) {
        state.withLock { $0.polls[provider, default: Polls()].areClosed = true }
    }

    /// Asks after no task of a provider before that moment.
    func restPolls(of provider: Int64, until time: Timestamp) {
        state.withLock { state in
            let rest = state.polls[provider]?.rest ?? time
            state.polls[provider, default: Polls()].rest = max(rest, time)
        }
    }

    /// Lets no provider rest any longer.
    func endRests() {
        state.withLock { state in
            state.rests = [:]
            for provider in state.polls.keys { state.polls[provider]?.rest = nil }
        }
    }

    /// What keeps tasks of a provider from being asked after.
    func polls(of provider: Int64) -> Polls { state.withLock { $0.polls[provider] ?? Polls() } }

    /// Notes by how much the wall clock is ahead of the one that never goes back.
    ///
    /// - Returns: what it was before, or the same at the first time.
    func exchangeClock(_ ahead: Double) -> Double {
        state.withLock { state in
            defer { state.clock = ahead }
            return state.clock ?? ahead
        }
    }

    /// Counts a result by its verdict; one that was counted as corrupt in this run counts anew.
    func count(_ verdict: Verdict, of task: Int64) {
        state.withLock { state in
            if state.corrupt.remove(task) != nil { state.summary.corrupt -= 1 }
            switch verdict {
            case .verified: state.summary.verified += 1
            case .mismatch: state.summary.mismatch += 1
            case .corrupt:
                state.summary.corrupt += 1
                state.corrupt.insert(task)
            case .unchecked, .unprobed: break
            }
        }
    }

    /// Notes how far a service's clock is ahead, in seconds.
    func noteClock(of provider: Int64, offset: Double) {
        state.withLock { $0.clocks[provider] = offset }
    }

    /// How far a service's clock was ahead when it last told the time, in seconds.
    func clockOffset(of provider: Int64) -> Double { state.withLock { $0.clocks[provider] ?? 0 } }

    /// Takes a place in the row of requests to an origin.
    ///
    /// - Returns: the seconds to wait for it.
    func turn(at origin: String, now: Double) -> Double {
        state.withLock { $0.buckets[origin, default: TokenBucket()].take(at: now) }
    }

    /// The key of a place, which is read once a run: a command that asks for a password must not be
    /// run for every request.
    func key(
        from place: String, read: @escaping @Sendable () async -> Result<Secret?, SoraError>
    ) async throws(SoraError) -> Secret? {
        let reading = state.withLock { state in
            if let known = state.keys[place] { return known }
            let reading = Task { await read() }
            state.keys[place] = reading
            return reading
        }
        return try await reading.value.get()
    }

    /// A result begins to be fetched.
    func fetchBegan(now: Double) {
        state.withLock { $0.fetching.began(at: now) }
    }

    /// So many bytes of a result came, and no more do.
    func fetchEnded(bytes: Int64, now: Double) {
        state.withLock { $0.fetching.ended(bytes: bytes, at: now) }
    }

    /// The bytes a second at which this run fetches results; `nil` before that can be told.
    var fetchRate: Double? { state.withLock { $0.fetching.bytesPerSecond } }

    /// True the first time: that results come too slowly is told once a run.
    func tellBehind() -> Bool {
        state.withLock { state in
            defer { state.isBehindTold = true }
            return !state.isBehindTold
        }
    }

    /// Counts a try to fetch a result that brought nothing.
    func triedInVain(_ task: Int64) {
        state.withLock { $0.vainTries[task, default: 0] += 1 }
    }

    /// How often this run has tried in vain to fetch a result.
    func vainTries(of task: Int64) -> Int { state.withLock { $0.vainTries[task, default: 0] } }

    /// Leaves a task alone in this run, for a reason that lies in the task itself.
    func setAside(_ task: Int64) {
        state.withLock { _ = $0.setAside.insert(task) }
    }

    /// Whether a task is left alone in this run.
    func isSetAside(_ task: Int64) -> Bool { state.withLock { $0.setAside.contains(task) } }

    /// The providers that this run has paused.
    var pauses: [Int64: ProviderRecord.Pause] { state.withLock { $0.pauses } }

    /// An error after which nothing more may be submitted: the disk or the catalogue fails.
    var fatal: SoraError? { state.withLock { $0.fatal } }

    /// Keeps the first fatal error; work that does not charge goes on.
    func fail(_ error: any Error) {
        fail(SoraError(any: error))
    }

    /// Keeps the first fatal error.
    func fail(_ error: SoraError) {
        state.withLock { state in
            if state.fatal == nil { state.fatal = error }
        }
    }
}

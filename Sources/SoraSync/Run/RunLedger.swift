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
        var fatal: SoraError?
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
                && state.failedConnections[provider, default: 0] < Self.connectionTries
        }
    }

    /// The providers that this run has paused.
    var pauses: [Int64: ProviderRecord.Pause] { state.withLock { $0.pauses } }

    /// An error after which nothing more may be submitted: the disk or the catalogue fails.
    var fatal: SoraError? { state.withLock { $0.fatal } }

    /// Keeps the first fatal error.
    func fail(_ error: SoraError) {
        state.withLock { state in
            if state.fatal == nil { state.fatal = error }
        }
    }
}

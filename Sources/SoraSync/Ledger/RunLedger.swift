import SoraModel
import Synchronization

/// What one run remembers: what it counted, and whom it leaves alone.
///
/// Each part has a lock of its own; none holds it while another is asked.
final class RunLedger: Sendable {
    private struct State {
        var clock: Double?
        var hasBegun = false
        var fatal: SoraError?
    }

    /// What the run did, and may yet do.
    let tally = RunTally()
    /// How the services behave.
    let providers = ProviderLedger()
    /// The tasks that this run does not get on with.
    let tasks = TaskLedger()
    /// The tasks that there is no money for.
    let budgets = BudgetLedger()
    /// How fast results come.
    let fetching = FetchMeter()
    /// The keys that were read.
    let keys = KeyRing()
    /// The rows of requests, one for each origin.
    let turns = RequestTurns()

    private let state = Mutex(State())

    /// Notes by how much the wall clock is ahead of the one that never goes back.
    ///
    /// - Returns: what it was before, or the same at the first time.
    func exchangeClock(_ ahead: Double) -> Double {
        state.withLock { state in
            defer { state.clock = ahead }
            return state.clock ?? ahead
        }
    }

    /// Notes that a pass begins; true for the first one.
    func beginPass() -> Bool {
        state.withLock { state in
            defer { state.hasBegun = true }
            return !state.hasBegun
        }
    }

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

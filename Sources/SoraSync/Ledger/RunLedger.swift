import SoraModel
import SoraSystem
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
    let providers: ProviderLedger
    /// The tasks that this run does not get on with.
    let tasks = TaskLedger()
    /// The tasks that there is no money for.
    let budgets: BudgetLedger
    /// How fast results come.
    let fetching = FetchMeter()
    /// The keys that were read.
    let keys: KeyRing
    /// The rows of requests, one for each origin.
    let turns: RequestTurns
    /// Whether another pass follows, whatever becomes of this one.
    let isWatch: Bool

    private let state: Mutex<State>

    /// The ledger of a run.
    init(isWatch: Bool = false) {
        self.isWatch = isWatch
        providers = ProviderLedger()
        budgets = BudgetLedger()
        keys = KeyRing()
        turns = RequestTurns()
        state = Mutex(State())
    }

    /// The ledger of the next pass of a watch: it counts from nothing, and forgets whom it left alone, but
    /// for what the services asked for and the ways that are closed.
    ///
    /// - Parameters:
    ///   - last: that of the last pass.
    ///   - keepsKeys: whether the keys that were read are still good.
    ///   - system: the clocks and the randomness.
    init(after last: RunLedger, keepsKeys: Bool, _ system: SystemContext) {
        isWatch = true
        providers = ProviderLedger(
            after: last.providers, at: system.time.uptime(), random: system.random)
        budgets = last.budgets
        keys = keepsKeys ? last.keys : KeyRing()
        turns = last.turns
        state = Mutex(State(clock: last.state.withLock { $0.clock }))
    }

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

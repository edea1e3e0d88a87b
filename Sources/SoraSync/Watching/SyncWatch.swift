import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// A sync that stays: a pass whenever something is due, and sleep in between.
///
/// The run lock is held all the time, and everything else only in a pass: between two of them there is
/// neither a connection nor a worker. Each pass begins with a ledger of its own, so that nothing grows.
package struct SyncWatch: Sendable {
    private let means: WatchMeans
    private let options: SyncOptions
    private let listener: any WatchListener

    /// How long it sleeps at most before it looks whether others changed the catalogue, in seconds.
    private let nap: Double
    /// A nap that took so much longer, in seconds, was one of the machine: networks change meanwhile.
    private static let suspension = 15.0
    /// How long keys that were read stay known, in seconds: those that programs hand out may end.
    private static let keyTime = 300.0
    /// How long nothing is tried, in seconds, after passes that found something due and could do nothing.
    private static let vainWaits = (first: 1.0, longest: 60.0)

    /// Makes a watch.
    ///
    /// - Parameters:
    ///   - means: what each pass works with.
    ///   - options: what each pass does; the limits hold for all of them together.
    ///   - listener: is told of each pass.
    ///   - nap: how long it sleeps at most before it looks whether others changed the catalogue, in seconds.
    package init(
        means: WatchMeans, options: SyncOptions, listener: any WatchListener, nap: Double = 1
    ) {
        self.means = means
        self.nap = nap
        var options = options
        options.untilIdle = false
        self.options = options
        self.listener = listener
    }

    /// Runs passes until it is asked to end.
    ///
    /// - Returns: what all of them did, and what was left in the end.
    /// - Throws: `SoraError`: `locked` when another sync runs; `io_error` when the library is gone; what a
    ///   pass ends with.
    package func run() async throws -> SyncSummary {
        var context = try means.make()
        let lock = try SyncEngine.takeRunLock(of: context)
        let place = try LibraryPlace(context.catalog.folder, context.system.files)
        let summary: SyncSummary
        do {
            listener.began()
            summary = try await passes(&context, place)
        } catch {
            await means.close(context)
            // What fails since the library is gone is not what is to be told.
            try place.check()
            throw error
        }
        await means.close(context)
        _ = consume lock
        var ended = summary
        ended.interrupted = context.control.isInterrupted
        return ended
    }

    private func passes(
        _ context: inout SyncContext, _ place: LibraryPlace
    ) async throws -> SyncSummary {
        let attemptsBefore = try context.catalog.lastAttempt()
        let system = context.system
        var options = options
        var ledger = RunLedger(isWatch: true)
        var total = SyncSummary()
        var vainPasses = 0
        var keysRead = system.time.uptime()
        while true {
            let engine = SyncEngine(context: context, options: options, ledger: ledger)
            let seen = try WatchedState(context.catalog)
            let summary = try await engine.runHoldingLock(attemptsBefore: attemptsBefore)
            await means.close(context)
            total = total.followed(by: summary)
            await listener.passed(summary)
            guard !context.control.isStopping else { return total }

            options.adopts = false
            options.maximumSubmits = options.maximumSubmits.map { $0 - ledger.tally.submits }
            vainPasses = ledger.tally.steps == 0 ? vainPasses + 1 : 0
            let keepsKeys =
                summary.paused.isEmpty && system.time.uptime() - keysRead < Self.keyTime
            if !keepsKeys { keysRead = system.time.uptime() }
            ledger = RunLedger(after: ledger, keepsKeys: keepsKeys, system)
            let isDue = try await wait(
                SyncEngine(context: context, options: options, ledger: ledger), context, ledger,
                place, seen, after: summary, vainPasses: vainPasses)
            guard isDue else { return total }
            // Anew: the profiles may have changed, and connections do not outlive a sleep.
            context = try means.make()
        }
    }

    /// Sleeps until something is due; false when the watch is asked to end.
    private func wait(
        _ engine: SyncEngine, _ context: SyncContext, _ ledger: RunLedger, _ place: LibraryPlace,
        _ before: WatchedState, after summary: SyncSummary, vainPasses: Int
    ) async throws -> Bool {
        let time = context.system.time
        var seen = before
        var next = try engine.nextDue()
        var quietUntil = time.uptime() + Self.quiet(after: vainPasses)
        var lastLook = time.uptime()
        while !context.control.isStopping {
            try place.check()
            let uptime = time.uptime()
            var isChanged = try engine.noteClock()
            if uptime - lastLook > nap + Self.suspension {
                try reopen(context, ledger, at: nil)
                isChanged = true
            }
            lastLook = uptime
            if try seen.isOutdated(context.catalog) {
                let now = try WatchedState(context.catalog)
                ledger.budgets.forget()
                if now.providers != seen.providers { try reopen(context, ledger, at: nil) }
                seen = now
                isChanged = true
                quietUntil = uptime
            }
            // So far ahead nothing is due: then the clock is another one.
            if let due = next, due - time.now() > Catalog.longestWait { isChanged = true }
            if isChanged { next = try engine.nextDue() }
            listener.waits(
                WatchStanding(
                    next: next, waiting: summary.waiting, unreachable: summary.unreachable))
            // No longer than any quiet is: on some machines that clock was seen to go back.
            let quiet = min(quietUntil - uptime, Self.vainWaits.longest)
            let wait = max(next.map { $0 - time.now() } ?? nap, quiet)
            if next != nil, wait <= 0 {
                try reopen(context, ledger, at: uptime)
                return true
            }
            do {
                try await time.sleep(seconds: max(0.001, min(wait, nap)))
            } catch {
                return false
            }
        }
        return false
    }

    private static func quiet(after vainPasses: Int) -> Double {
        guard vainPasses > 0 else { return 0 }
        return min(vainWaits.first * Double(1 << min(vainPasses - 1, 10)), vainWaits.longest)
    }

    /// Opens the ways that are to be tried again: what waits for them is due.
    private func reopen(
        _ context: SyncContext, _ ledger: RunLedger, at uptime: Double?
    ) throws {
        let providers = ledger.providers.readmit(at: uptime)
        guard !providers.isEmpty else { return }
        try context.catalog.makeDue(
            waitingFor: ProviderProblem.Kind.unreachable.rawValue, of: providers)
    }
}

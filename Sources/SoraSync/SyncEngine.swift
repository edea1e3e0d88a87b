import SoraCatalog
import SoraModel
import SoraProviders
import SoraSystem

/// Takes every task as far as it can be taken now.
///
/// One pass: finish what a killed run left → poll what is due → download, earliest expiry first, and
/// between polls where there are many → submit. What is paid for goes before what will be.
package struct SyncEngine: Sendable {
    private let context: SyncContext
    private let options: SyncOptions
    private let ledger = RunLedger()

    /// How long the next pass waits for sidecars, in seconds.
    private static let sidecarSeconds = 2.0

    package init(context: SyncContext, options: SyncOptions) {
        self.context = context
        self.options = options
    }

    /// Runs one pass, or as many as `untilIdle` needs.
    ///
    /// - Returns: what was done and what is left.
    /// - Throws: `SoraError`: `locked` when another sync runs; `disk_full`, `io_error` when the
    ///   library cannot be written.
    package func run() async throws -> SyncSummary {
        let lock = try takeRunLock()
        try noteClock()
        try Recovery(context: context, ledger: ledger).run()
        let limits = SpendingLimits(
            maximumCost: options.maximumCost, allowsUnpriced: options.allowsUnpriced,
            attemptsBefore: try context.catalog.lastAttempt())
        repeat {
            try await pass(within: limits)
            // What cannot be written now stays due; no task has to wait for it. Nor is all that waits
            // written anew at each answer of a service: the command does that once, when it ends.
            _ = try? context.catalog.writeSidecars(
                within: Self.sidecarSeconds, isCommonLeft: true)
        } while try await waitForMore()
        // Everything is committed already; the log is only made short here.
        try? context.system.reach(.checkpoint)
        try? context.catalog.checkpoint()
        _ = consume lock
        guard let error = ledger.fatal, !context.has(.errorSwallowed) else {
            return try summarise()
        }
        // That it was interrupted is what the run ends with all the same.
        guard context.control.isInterrupted else { throw error }
        context.observer.observe(.notice(error.description))
        return try summarise()
    }

    /// What a run would take over from services; nothing is changed, here or there.
    ///
    /// - Returns: one account a provider that can be listed.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func adoptable() async throws -> [Adoption] {
        var accounts: [Adoption] = []
        for provider in try providers() {
            let line = Line(provider, context: context, ledger: ledger)
            let adopter = Adopter(context: context, ledger: ledger, isTrial: true)
            if let account = try await adopter.run(line) { accounts.append(account) }
        }
        return accounts
    }

    private func takeRunLock() throws -> FileLock? {
        do {
            let lock = try FileLock.tryTaking(
                context.catalog.folder.runLock, files: context.system.files)
            if lock != nil || context.has(.lockIgnored) { return lock }
        } catch {
            throw error.forPeople
        }
        throw SoraError(
            .locked, "another sync of \(context.catalog.folder.path) is running",
            hint: "`soralib status` shows how far it is")
    }

    private func pass(within limits: SpendingLimits) async throws {
        let lines = try providers().map { Line($0, context: context, ledger: ledger) }
        let isFirst = ledger.beginPass()
        // A slow or dead provider must not hold the others up.
        try await forEachConcurrently(lines, limit: 8) { line in
            do {
                try await pass(line, within: limits, isFirst: isFirst)
            } catch {
                ledger.fail(error)
            }
        }
    }

    private func pass(
        _ line: Line, within limits: SpendingLimits, isFirst: Bool
    ) async throws {
        let profile = try? context.profiles.profile(named: line.provider.profile)
        let requestsAtOnce = profile?.requestsAtOnce ?? 4
        try await Reconciler(context: context, ledger: ledger).run(line)
        if options.adopts, isFirst {
            try await Adopter(context: context, ledger: ledger).run(line)
        }
        let poller = Poller(context: context, ledger: ledger)
        let downloader = Downloader(context: context, ledger: ledger)
        // Results that may expire do not wait until thousands of tasks were asked after.
        var due = try poller.due(line)[...]
        let list = await PollList(of: Array(due), context, line)
        repeat {
            let batch = due.prefix(Poller.batch)
            due = due.dropFirst(Poller.batch)
            try await poller.run(batch, list, line, requestsAtOnce: requestsAtOnce)
            try await downloader.run(line, requestsAtOnce: requestsAtOnce)
        } while !due.isEmpty && line.mayPoll
        try await SecondLook(context: context, ledger: ledger).run(line)
        try await Submitter(context: context, ledger: ledger, options: options, limits: limits)
            .run(line, submitsAtOnce: profile?.submitsAtOnce ?? 4)
    }

    private func providers() throws -> [ProviderRecord] {
        try context.catalog.providers(includingRemoved: true)
            .filter { options.provider == nil || $0.id == options.provider }
    }

    /// Waits until something of the selection is due; false when there is nothing to wait for.
    private func waitForMore() async throws -> Bool {
        guard options.untilIdle, ledger.fatal == nil else { return false }
        while !context.control.isStopping {
            try noteClock()
            guard let next = try nextDue() else { return false }
            // In short naps, so that a stop is seen; after some of them the catalogue is looked at
            // again, for the clock may have been turned and tasks been queued.
            for _ in 0..<20 where !context.control.isStopping {
                let pause = next - context.system.time.now()
                if pause <= 0 { return true }
                do {
                    try await context.system.time.sleep(seconds: min(pause, 0.25))
                } catch {
                    return false
                }
            }
        }
        return false
    }

    /// Makes every task due when the clock was set back: what they wait for would be too late.
    private func noteClock() throws {
        let ahead = context.system.time.now().seconds - context.system.time.uptime()
        let jump = ahead - ledger.exchangeClock(ahead)
        guard jump < -Catalog.clockJump else { return }
        ledger.providers.endRests()
        try context.catalog.makeAllDue()
    }

    /// When the first task is due that this run can still do something about.
    private func nextDue() throws -> Timestamp? {
        let waiting = try Parentage(context: context, ledger: ledger).waiting()
        let open = try providers().map { Line($0, context: context, ledger: ledger) }
        let now = context.system.time.now()
        var earliest: Timestamp?
        for line in open where line.mayAsk {
            let rest = ledger.providers.rest(of: line.provider.id) ?? now
            let polls = ledger.providers.polls(of: line.provider.id)
            let schedule = Schedule(context.system, endpoint: nil)
            var states: [TaskState] = [.submitted, .inProgress, .completed, .downloading]
            if line.maySubmit, ledger.tally.hasSubmits(of: options.maximumSubmits) {
                states.append(.queued)
            }
            for task in try context.catalog.tasks(in: states, provider: line.provider.id) {
                // What it waits for is looked at itself.
                if waiting.contains(task.id) { continue }
                if ledger.tasks.isSetAside(task.id) || isRefused(task, of: line.provider) {
                    continue
                }
                if ledger.tasks.vainTries(of: task.id) >= Downloader.refusals { continue }
                var next = task.nextAt
                switch task.state {
                case .queued: next = max(next, rest)
                case .submitted, .inProgress:
                    if polls.areClosed || schedule.isOverdue(task) { continue }
                    next = max(next, polls.rest ?? next)
                default: break
                }
                if next - now > Catalog.longestWait { next = now }
                earliest = min(earliest ?? next, next)
            }
        }
        return earliest
    }

    /// Whether there is no money for a task now.
    private func isRefused(_ task: TaskRecord, of provider: ProviderRecord) -> Bool {
        task.state == .queued
            && ledger.budgets.refuses(task, of: provider, at: context.system.time.now())
    }

    private func summarise() throws -> SyncSummary {
        var summary = ledger.tally.summary
        let providers = try providers()
        let selected = Set(providers.map(\.id))
        let open = try context.catalog.tasks(
            in: [
                .queued, .submitting, .uncertain, .submitted, .inProgress, .completed, .downloading,
            ]
        ).filter { selected.contains($0.provider) }
        summary.uncertain = open.count { $0.state == .uncertain }
        summary.waiting = open.count - summary.uncertain
        for provider in providers where !provider.isRemoved {
            guard let pause = ledger.providers.pause(of: provider.id) ?? provider.pause else {
                continue
            }
            summary.paused.append(provider.name)
            if pause.code == "address" {
                summary.needsConfiguration = true
            } else {
                summary.needsCredentials = true
            }
        }
        summary.overBudget = providers.filter { provider in
            open.contains { $0.provider == provider.id && isRefused($0, of: provider) }
        }.map(\.name)
        for provider in providers {
            guard let reason = ledger.providers.failure(of: provider.id) else { continue }
            summary.unreachable.append(provider.name)
            context.observer.observe(.unreachable(provider: provider.name, reason: reason))
        }
        summary.interrupted = context.control.isInterrupted
        return summary
    }
}

package import SoraCatalog
import SoraHTTP
import SoraMedia
import SoraModel
import SoraProviders
package import SoraSync
import SoraSystem

extension Library {
    /// Takes every task as far as it can be taken now.
    ///
    /// - Parameters:
    ///   - options: what to do.
    ///   - observer: is told what happens.
    ///   - control: ends the run early.
    ///   - origin: what started it.
    ///   - afterwards: what else is done while no other sync may run.
    /// - Returns: what was done and what is left.
    /// - Throws: `SoraError`: `locked` when another sync runs, `missing_helper`, `disk_full`, `io_error`.
    package func sync(
        _ options: SyncOptions, observer: any SyncObserver, control: RunControl,
        origin: RunRecord.Origin = .command,
        afterwards: (inout RunRecord) async -> Void = { _ in }
    ) async throws -> SyncSummary {
        // A result that cannot be probed would be stored as unprobed: better told before anything is sent.
        let workers = try mediaWorkers()
        let transport = LazyTransport(make: context.makeTransport)
        let stored = StoredVideos(for: observer)
        let engine = SyncEngine(
            context: SyncContext(
                catalog: catalog, transport: transport, prober: workers, frames: workers,
                profiles: try profiles, keys: keyReader,
                observer: stored, control: control),
            options: options)
        let lock: FileLock?
        do {
            lock = try engine.takeRunLock()
        } catch {
            await workers.shutdown()
            throw error
        }
        var log = RunLog(catalog, origin)
        let result: Result<SyncSummary, any Error>
        do {
            if origin.isScheduled { try catalog.makeSoonDue() }
            let summary = try await engine.runHoldingLock()
            log.take(summary, stored.numbers)
            result = .success(summary)
        } catch {
            log.take(error)
            result = .failure(error)
        }
        await workers.shutdown()
        if case .success = result { await afterwards(&log.record) }
        log.end()
        _ = consume lock
        return try result.get()
    }

    /// Stays, and takes every task as far as it can be taken whenever something is due.
    ///
    /// - Parameters:
    ///   - options: what to do.
    ///   - observer: is told what happens.
    ///   - listener: is told of each pass.
    ///   - control: ends the watch.
    /// - Returns: what was done and what is left.
    /// - Throws: `SoraError`: `locked` when another sync runs, `missing_helper`, `disk_full`, `io_error`.
    package func watch(
        _ options: SyncOptions, observer: any SyncObserver, listener: any WatchListener,
        control: RunControl
    ) async throws -> SyncSummary {
        let stored = StoredVideos(for: observer)
        let means = WatchMeans {
            let workers = try self.mediaWorkers()
            return SyncContext(
                catalog: self.catalog, transport: LazyTransport(make: self.context.makeTransport),
                prober: workers, frames: workers, profiles: try self.readProfiles(),
                keys: self.keyReader, observer: stored, control: control)
        } close: { context in
            await (context.prober as? MediaWorkers)?.shutdown()
            (context.transport as? LazyTransport)?.close()
        }
        let recorded = RecordedWatch(listener, catalog)
        let result: Result<SyncSummary, any Error>
        do {
            result = .success(
                try await SyncWatch(means: means, options: options, listener: recorded).run())
        } catch {
            result = .failure(error)
        }
        recorded.end(result, stored: stored.numbers)
        return try result.get()
    }

    /// What a sync would take over from services: nothing is changed, here or there.
    ///
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func adoptable(
        _ options: SyncOptions, observer: any SyncObserver, control: RunControl
    ) async throws -> [Adoption] {
        try await SyncEngine(
            context: SyncContext(
                catalog: catalog, transport: LazyTransport(make: context.makeTransport),
                prober: try mediaWorkers(), profiles: try profiles, keys: keyReader,
                observer: observer, control: control),
            options: options
        ).adoptable()
    }

    /// Refuses to take over an account of which no list can be had.
    ///
    /// - Parameter name: the only provider that is asked, or `nil` for all.
    /// - Throws: `SoraError` of code `invalid`, or `not_found`.
    package func checkListable(provider name: String?) throws {
        let asked = try name.map { [try catalog.provider(named: $0)] } ?? catalog.providers()
        let known = try profiles
        let isListable = asked.contains {
            (try? known.profile(named: $0.profile))?.wire.list != nil
        }
        guard !isListable else { return }
        let names = asked.map { "\($0.name) (\($0.profile))" }.joined(separator: ", ")
        throw SoraError(
            .invalid,
            asked.isEmpty
                ? "there is no provider whose videos could be adopted"
                : "\(names): no such service tells which videos it has",
            hint: asked.isEmpty
                ? "add one: `soralib provider add NAME --profile PROFILE --key-env VAR`"
                : "download them there, and then: `soralib import FOLDER`")
    }

    /// What so many seconds of video usually take, in bytes.
    package func usualBytes(ofSeconds seconds: Int) -> Int64 {
        let with = (try? catalog.expectedBytes(withOneMoreOf: max(seconds, 1))) ?? 0
        let without = (try? catalog.expectedBytes(withOneMoreOf: 0)) ?? 0
        return max(with - without, 0)
    }

    /// How many tasks a sync would take on: those to submit, to ask after, and to download.
    package func waiting(
        _ options: SyncOptions
    ) throws -> (queued: Int, submitted: Int, completed: Int) {
        let tasks = try catalog.tasks(
            in: [.queued, .submitted, .inProgress, .completed, .downloading],
            provider: options.provider)
        let footings = try catalog.footings(provider: options.provider)
        let queued = tasks.count {
            $0.state == .queued && footings[$0.id, default: .ready].isReady
        }
        return (
            min(queued, options.maximumSubmits ?? queued),
            tasks.count { [.submitted, .inProgress].contains($0.state) },
            tasks.count { [.completed, .downloading].contains($0.state) }
        )
    }

    /// The number of a provider, for a sync of it alone.
    package func providerNumber(_ name: String) throws -> Int64 {
        try catalog.provider(named: name).id
    }

    /// Fetches keys from where they are.
    var keyReader: SystemKeyReader {
        SystemKeyReader(
            environment: context.environment, files: context.system.files,
            run: { [context] in try KeyCommand.run($0, context: context) })
    }

    /// The workers that measure files, or also decode them.
    func mediaWorkers(count: Int? = nil, isDeep: Bool = false) throws -> MediaWorkers {
        MediaWorkers(
            helper: try context.helpers.path(of: "soralib-media"), isDeep: isDeep, count: count,
            files: context.system.files)
    }
}

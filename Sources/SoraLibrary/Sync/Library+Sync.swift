import SoraCatalog
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
    /// - Returns: what was done and what is left.
    /// - Throws: `SoraError`: `locked` when another sync runs, `missing_helper`, `disk_full`, `io_error`.
    package func sync(
        _ options: SyncOptions, observer: any SyncObserver, control: RunControl
    ) async throws -> SyncSummary {
        // A result that cannot be probed would be stored as unprobed: better told before anything is sent.
        let workers = try mediaWorkers()
        let transport = LazyTransport(make: context.makeTransport)
        let engine = SyncEngine(
            context: SyncContext(
                catalog: catalog, transport: transport, prober: workers, frames: workers,
                profiles: try profiles, keys: keyReader,
                observer: observer, control: control),
            options: options)
        let summary: SyncSummary
        do {
            summary = try await engine.run()
        } catch {
            await workers.shutdown()
            throw error
        }
        await workers.shutdown()
        return summary
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

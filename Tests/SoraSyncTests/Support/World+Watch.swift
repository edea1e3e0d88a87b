import SoraCatalog
import SoraModel
import SoraProviders
import SoraSync
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

/// Runs a test's code at each pass and each nap of a watch, and ends one that goes on for ever.
final class PassCounter: WatchListener {
    private let counts = Mutex((passes: 0, naps: 0))
    private let control: RunControl
    private let onPass: @Sendable (Int, SyncSummary) throws -> Void
    private let onNap: @Sendable (Int, WatchStanding) throws -> Void
    private let most: Int

    init(
        _ control: RunControl, most: Int = 50_000,
        onPass: @escaping @Sendable (Int, SyncSummary) throws -> Void = { _, _ in },
        onNap: @escaping @Sendable (Int, WatchStanding) throws -> Void = { _, _ in }
    ) {
        self.control = control
        self.most = most
        self.onPass = onPass
        self.onNap = onNap
    }

    /// How many passes there were.
    var passes: Int { counts.withLock { $0.passes } }
    /// How often it was slept.
    var naps: Int { counts.withLock { $0.naps } }

    func began() {}

    func passed(_ summary: SyncSummary) async {
        let number = counts.withLock { counts in
            counts.passes += 1
            return counts.passes
        }
        act { try onPass(number, summary) }
    }

    func waits(_ standing: WatchStanding) {
        let number = counts.withLock { counts in
            counts.naps += 1
            return counts.naps
        }
        act { try onNap(number, standing) }
        if number >= most {
            Issue.record("the watch did not come to what the test waits for")
            control.interrupt()
        }
    }

    private func act(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            Issue.record(error)
            control.interrupt()
        }
    }
}

extension World {
    /// Watches, with a connection to the catalogue of its own, as a process would.
    @discardableResult
    func watch(_ listener: PassCounter, nap: Double = 1) async throws -> SyncSummary {
        let catalog = try Catalog.open(
            folder, for: .writing, system: SystemContext(files: files, time: time))
        let (transport, prober, keys) = (transport, prober, keys)
        let (watcher, control) = (watcher, control)
        let means = WatchMeans {
            SyncContext(
                catalog: catalog, transport: transport, prober: prober,
                profiles: ProfileLibrary(), keys: keys, observer: watcher, control: control)
        }
        return try await SyncWatch(means: means, options: options, listener: listener, nap: nap)
            .run()
    }

    /// Watches until a task has come to a state.
    @discardableResult
    func watch(until state: TaskState, of task: Int64 = 1) async throws -> SyncSummary {
        let (catalog, control) = (catalog, control)
        return try await watch(
            PassCounter(control) { _, _ in
                if try catalog.task(number: task).state == state { control.interrupt() }
            })
    }
}

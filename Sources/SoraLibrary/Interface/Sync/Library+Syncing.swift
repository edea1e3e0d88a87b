public import SoraModel
import SoraSync
import SoraSystem

extension Library {
    /// How long the answer to a request that charges is waited for once the run is cancelled, in seconds.
    private static let patience = 7.0

    /// Takes every task as far as it can be taken now: asks after them, fetches results, submits.
    ///
    /// When the calling task is cancelled, nothing new starts and downloads stop where they are. Requests
    /// that charge are waited for, seven seconds at the most: then their tasks are `uncertain`. The run ends in good
    /// order, and its report says that it was cancelled. Being offline is no error.
    ///
    /// - Parameters:
    ///   - settings: what to do, and how far it may go.
    ///   - onUpdate: is told what happens, on any thread and from several at once; must not wait.
    /// - Returns: what was done, and what is left.
    /// - Throws: `SoraError`: `locked` when another sync runs, `missing_helper` without `soralib-media`,
    ///   `disk_full`, `io_error`, `not_found` for the provider.
    @concurrent
    public func sync(
        _ settings: SyncSettings = SyncSettings(),
        onUpdate: @escaping @Sendable (SyncUpdate) -> Void = { _ in }
    ) async throws(SoraError) -> SyncReport {
        try await SoraError.toldLater {
            var options = SyncOptions()
            options.provider = try settings.provider.map { try providerNumber($0) }
            options.untilIdle = settings.untilIdle
            options.maximumSubmits = settings.maximumSubmits
            options.maximumCost = settings.maximumCost
            options.allowsUnpriced = settings.allowsUnpriced
            return SyncReport(try await run(options, timeout: settings.timeout, onUpdate))
        }
    }

    private func run(
        _ options: SyncOptions, timeout: Double?, _ tell: @escaping @Sendable (SyncUpdate) -> Void
    ) async throws -> SyncSummary {
        let time = context.system.time
        let control = RunControl()
        // Not a child of the calling task: cancelled with it, a request that charges would be cut off.
        let run = Task {
            try await self.sync(options, observer: UpdateObserver(tell: tell), control: control)
        }
        let limit = timeout.map { seconds in
            Task {
                try await time.sleep(seconds: seconds)
                control.timeOut()
            }
        }
        let ending = CancelledRun(control, time: time, patience: Self.patience)
        defer {
            limit?.cancel()
            ending.isOver()
        }
        return try await withTaskCancellationHandler {
            try await run.value
        } onCancel: {
            ending.begin()
        }
    }
}

import SoraCatalog
import SoraLibrary
import SoraModel
import SoraSync
import SoraSystem
import SoraTerminal

/// Runs a sync with its progress on standard error, ended early by a signal or a time limit.
struct SyncRun {
    private let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    /// Runs the sync; `news` keeps what happened for those who are told of it afterwards.
    func run(
        _ library: Library, _ options: SyncOptions, timeout: Double? = nil, news: NewsDesk
    ) async throws -> SyncSummary {
        try await watched(timeout) { progress, control in
            try await library.sync(
                options, observer: ObserverPair(progress, news), control: control)
        }
    }

    /// Stays and syncs whenever something is due; `watch` is what is done beside the passes.
    func watch(
        _ library: Library, _ options: SyncOptions, timeout: Double? = nil, _ watch: WatchDesk
    ) async throws -> SyncSummary {
        try await watched(timeout, isWatch: true) {
            watch.manager?.tell("STOPPING=1")
        } _: { progress, control in
            watch.show(on: progress, control)
            return try await library.watch(
                options, observer: ObserverPair(progress, watch.news), listener: watch,
                control: control)
        }
    }

    /// Does what a scheduled run does; `news` keeps what happened for those who are told of it afterwards.
    func runScheduled(
        _ library: Library, _ work: ScheduledWork, _ options: SyncOptions, timeout: Double?,
        news: NewsDesk, origin: RunRecord.Origin
    ) async throws -> (summary: SyncSummary, status: ExitStatus) {
        try await watched(timeout) { progress, control in
            try await library.runScheduled(
                work, options, observer: ObserverPair(progress, news), control: control,
                origin: origin)
        }
    }

    /// Asks what services have that the library has not.
    func adoptable(
        _ library: Library, _ options: SyncOptions, timeout: Double? = nil
    ) async throws -> [Adoption] {
        try await watched(timeout) { progress, control in
            try await library.adoptable(options, observer: progress, control: control)
        }
    }

    private func watched<Result: Sendable>(
        _ timeout: Double?, isWatch: Bool = false, onStop: @escaping @Sendable () -> Void = {},
        _ body: @escaping @Sendable (SyncProgress, RunControl) async throws -> Result
    ) async throws -> Result {
        let time = context.library.system.time
        let control = RunControl()
        let reporter = ProgressReporter(
            output: context.output.messages, mode: mode, style: context.messageStyle,
            now: { time.uptime() })
        let progress = SyncProgress(reporter, style: context.messageStyle)
        context.interruption.begin()
        let limit = timeout.map { seconds in
            Task {
                // In naps, and by a clock that goes on while the machine sleeps: a time limit is one
                // of the person who set it, who did not sleep with it.
                let end = time.uptime() + seconds
                while end > time.uptime() {
                    try await time.sleep(seconds: min(end - time.uptime(), 1))
                }
                control.timeOut()
            }
        }
        defer { limit?.cancel() }
        let ending = RunEnding(control, time: time) { reporter.clear() }
        defer { ending.isOver() }
        // A watch sleeps nearly all the time, and looks less often whether it is to end.
        let result = try await context.interruption.watching(
            { count in
                ending.signalled(count)
                onStop()
            }, every: isWatch ? 0.5 : 0.05
        ) {
            try await body(progress, control)
        }
        reporter.clear()
        return result
    }

    private var mode: ProgressReporter.Mode {
        if context.options.quiet { return .quiet }
        guard context.output.messages.isTerminal else { return .lines }
        return .bars(
            width: TerminalSize.columns(of: 2, environment: context.library.environment))
    }
}

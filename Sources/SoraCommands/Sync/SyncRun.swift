import SoraLibrary
import SoraSync
import SoraSystem
import SoraTerminal

/// Runs a sync with its progress on standard error, ended early by a signal or a time limit.
struct SyncRun {
    private let context: CommandContext

    init(_ context: CommandContext) {
        self.context = context
    }

    /// Runs the sync.
    func run(
        _ library: Library, _ options: SyncOptions, timeout: Double? = nil
    ) async throws -> SyncSummary {
        let time = context.library.system.time
        let control = RunControl()
        let reporter = ProgressReporter(
            output: context.output.messages, mode: mode, style: context.messageStyle,
            now: { time.uptime() })
        let progress = SyncProgress(reporter, style: context.messageStyle)
        context.interruption.begin()
        let limit = timeout.map { seconds in
            Task {
                try await time.sleep(seconds: seconds)
                control.timeOut()
            }
        }
        defer { limit?.cancel() }
        let summary = try await context.interruption.watching({ control.interrupt() }) {
            try await library.sync(options, observer: progress, control: control)
        }
        reporter.clear()
        return summary
    }

    private var mode: ProgressReporter.Mode {
        if context.options.quiet { return .quiet }
        guard context.output.messages.isTerminal else { return .lines }
        return .bars(
            width: TerminalSize.columns(of: 2, environment: context.library.environment))
    }
}

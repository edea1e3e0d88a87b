import SoraLibrary
import SoraSystem
import SoraTerminal
import Synchronization

/// Shows in a terminal how far an export is.
final class ExportProgress: Sendable {
    private let reporter: ProgressReporter
    private let transfer = Mutex<ProgressReporter.ID?>(nil)

    init(_ context: CommandContext) {
        let time = context.library.system.time
        let isShown = context.output.messages.isTerminal && !context.options.quiet
        reporter = ProgressReporter(
            output: context.output.messages,
            mode: isShown
                ? .bars(
                    width: TerminalSize.columns(of: 2, environment: context.library.environment))
                : .quiet,
            style: context.messageStyle, now: { time.uptime() })
    }

    /// So many bytes of so many are written.
    func update(_ done: Int64, of total: Int64?) {
        let id = transfer.withLock { transfer in
            if let transfer { return transfer }
            let id = reporter.start("export", total: total, resumedWith: 0)
            transfer = id
            return id
        }
        reporter.update(id, bytes: done)
    }

    /// Takes the bar away.
    func end() { reporter.clear() }
}

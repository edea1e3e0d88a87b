import SoraLibrary
import SoraSystem
import SoraTerminal
import Synchronization

/// Shows in a terminal how many bytes a command is through with.
final class BytesProgress: Sendable {
    private let reporter: ProgressReporter
    private let transfer = Mutex<ProgressReporter.ID?>(nil)

    private let title: String
    private let isShown: Bool
    private let output: OutputChannel

    /// - Parameters:
    ///   - title: what stands before the bar.
    ///   - context: the command's.
    init(_ title: String, _ context: CommandContext) {
        self.title = title
        let time = context.library.system.time
        output = context.output.messages
        isShown = context.output.messages.isTerminal && !context.options.quiet
        reporter = ProgressReporter(
            output: context.output.messages,
            mode: isShown
                ? .bars(
                    width: TerminalSize.columns(of: 2, environment: context.library.environment))
                : .quiet,
            style: context.messageStyle, now: { time.uptime() })
    }

    /// So many bytes are done, of so many where that is known.
    func update(_ done: Int64, of total: Int64?) {
        let id = transfer.withLock { transfer in
            if let transfer { return transfer }
            let id = reporter.start(title, total: total, resumedWith: 0)
            transfer = id
            return id
        }
        reporter.update(id, bytes: done)
    }

    /// Writes a line that stays, above the bar; without a bar, to where messages go.
    func note(_ line: String) throws {
        if isShown { reporter.note(line) } else { try output.line(line) }
    }

    /// Takes the bar away.
    func end() { reporter.clear() }
}

import SoraImport
import SoraLibrary
import SoraModel
import SoraSystem
import SoraTerminal
import Synchronization

/// Tells what happens in an import: in a terminal with what was read so far.
final class ImportProgress: Sendable {
    private let context: CommandContext
    private let reporter: ProgressReporter
    private let hasBar: Bool
    private let transfer = Mutex<(id: ProgressReporter.ID?, bytes: Int64)>((nil, 0))

    init(_ context: CommandContext) {
        self.context = context
        let time = context.library.system.time
        hasBar = context.output.messages.isTerminal && !context.options.quiet
        let width = TerminalSize.columns(of: 2, environment: context.library.environment)
        reporter = ProgressReporter(
            output: context.output.messages,
            mode: context.options.quiet ? .quiet : hasBar ? .bars(width: width) : .lines,
            style: context.messageStyle, now: { time.uptime() })
    }

    func take(_ event: ImportEvent) {
        let style = context.messageStyle
        switch event {
        case .read(let bytes):
            guard hasBar else { return }
            let (id, done) = transfer.withLock { transfer in
                let id = transfer.id ?? reporter.start("import", total: nil, resumedWith: 0)
                transfer.id = id
                transfer.bytes += bytes
                return (id, transfer.bytes)
            }
            reporter.update(id, bytes: done)
        case .imported(let path, let video, let verdict):
            let isBad = [.corrupt, .unprobed].contains(verdict)
            if isBad || context.options.verbose {
                let word = isBad ? style.yellow(verdict.rawValue) : verdict.rawValue
                line("\(video)  \(word)  \(Escaping.oneLine(path))")
            }
        case .wouldImport(let path):
            if context.options.verbose { line("would import \(Escaping.oneLine(path))") }
        case .duplicate(let path, let video):
            guard context.options.verbose else { return }
            let whose = video.map { "the same as \($0)" } ?? "the same as another of these"
            line("\(Escaping.oneLine(path)): \(whose)")
        case .failed(let failure):
            line(
                "\(Escaping.oneLine(failure.path)): \(style.red("not imported")): "
                    + Escaping.oneLine(failure.message))
        case .originalKept(let path, let why):
            line("\(Escaping.oneLine(path)): \(style.yellow("stays")): \(Escaping.oneLine(why))")
        case .unreadSidecar(let path, let why):
            line(
                "\(Escaping.oneLine(path)): \(style.yellow("not read")): \(Escaping.oneLine(why))")
        case .notTaken(let path, let what):
            for part in what.prefix(10) {
                line(
                    "\(Escaping.oneLine(path)): \(style.yellow("not taken")): "
                        + Escaping.oneLine(String(part.prefix(300))))
            }
            if what.count > 10 {
                line("\(Escaping.oneLine(path)): not taken: \(what.count - 10) more")
            }
        case .leftOut(let path, let why):
            if context.options.verbose {
                line("\(Escaping.oneLine(path)): left out: \(Escaping.oneLine(why))")
            }
        }
    }

    /// Takes the bar away.
    func end() { reporter.clear() }

    private func line(_ text: String) { reporter.note(text) }
}

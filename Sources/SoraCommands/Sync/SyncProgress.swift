import SoraModel
import SoraSync
import SoraTerminal
import Synchronization

/// Shows what happens in a sync: bars for downloads in a terminal, a line for each step.
final class SyncProgress: SyncObserver {
    private let reporter: ProgressReporter
    private let style: TerminalStyle
    private let transfers = Mutex<[Int64: ProgressReporter.ID]>([:])

    init(_ reporter: ProgressReporter, style: TerminalStyle) {
        self.reporter = reporter
        self.style = style
    }

    func observe(_ event: SyncEvent) {
        switch event {
        case .submitting: break
        case .submitted(let task, let remoteID):
            note(task, style.cyan("submitted"), remoteID)
        case .adopted(let task, let remoteID):
            note(task, style.cyan("adopted"), remoteID)
        case .notAccepted(let task, let reason):
            note(task, style.yellow("stays queued"), reason)
        case .offline(let task, _): drop(task)
        case .rejected(let task, let reason):
            note(task, style.red("rejected"), reason)
        case .uncertain(let task, let reason):
            note(
                task, style.red("uncertain"),
                "\(reason); it is not sent again: `soralib show t\(task)`")
        case .polled(let task, let state, let progress):
            if state == .completed { note(task, style.cyan("completed"), "") }
            if state == .inProgress, progress > 0, progress % 50 == 0 {
                note(task, "in progress", "\(progress)%")
            }
        case .failed(let task, let reason):
            drop(task)
            note(task, style.red("failed"), reason)
        case .downloading(let task, let bytes, let total):
            update(task, bytes, total)
        case .downloadPostponed(let task, let reason):
            drop(task)
            note(task, style.yellow("download postponed"), reason)
        case .stored(let task, let video, let verdict, let reasons):
            drop(task)
            let word =
                verdict == .verified
                ? style.green(verdict.rawValue) : style.yellow(verdict.rawValue)
            note(task, "stored as v\(video)", "", word, reasons.joined(separator: "; "))
        case .expired(let task, let reason):
            drop(task)
            note(task, style.red("expired"), reason)
        case .paused(let provider, let reason):
            line(
                "provider \(Escaping.oneLine(provider)) \(style.yellow("paused")): \(Escaping.oneLine(reason))"
            )
        case .unreachable: break
        case .overBudget(let provider, let reason):
            line(
                "provider \(Escaping.oneLine(provider)) has \(style.yellow("no money left")): "
                    + Escaping.oneLine(reason))
        case .notice(let text):
            line(Escaping.lines(text))
        }
    }

    /// Says how things stand, below what happens.
    func status(_ live: String, plain: String) {
        reporter.status(live, plain: plain)
    }

    /// Writes a line on something beside the tasks.
    ///
    /// - Parameter text: of any origin.
    func tell(_ text: String) {
        line(Escaping.lines(text))
    }

    private func note(_ task: Int64, _ what: String, _ detail: String, _ more: String...) {
        let words =
            [what, Escaping.oneLine(detail)]
            + more.enumerated().map { index, text in
                index == 0 ? text : Escaping.oneLine(text)
            }
        line("t\(task)  " + words.filter { !$0.isEmpty }.joined(separator: "  "))
    }

    private func line(_ text: String) {
        reporter.note(text)
    }

    private func update(_ task: Int64, _ bytes: Int64, _ total: Int64?) {
        let id = transfers.withLock { transfers in
            if let id = transfers[task] { return id }
            let id = reporter.start("t\(task)", total: total, resumedWith: 0)
            transfers[task] = id
            return id
        }
        reporter.update(id, bytes: bytes)
    }

    /// Takes a bar away; the line on how it ended follows.
    private func drop(_ task: Int64) {
        let id = transfers.withLock { $0.removeValue(forKey: task) }
        if let id { reporter.remove(id) }
    }
}

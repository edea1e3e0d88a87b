import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// A schedule in words.
enum ScheduleText {
    static func text(of state: ScheduleState, firstRun: String? = nil) -> String {
        guard let method = state.method else {
            return "nothing is scheduled; see `soralib help schedule install`\n"
        }
        var when = state.every.map { " every \(HumanFormat.duration(seconds: Double($0)))" } ?? ""
        if when.isEmpty, let timing = state.timing { when = " \(timing)" }
        var lines = [
            "a sync\(when), by \(method.rawValue): \(Escaping.oneLine(state.entry ?? ""))"
        ]
        if let firstRun { lines.append("first run: \(Escaping.oneLine(firstRun))") }
        if let next = state.nextRun { lines.append("next run: \(next.iso8601)") }
        if firstRun == nil, let last = state.lastRun {
            let status =
                state.lastStatus.map { ", ended with \(Library.words(ofStatus: $0))" } ?? ""
            lines.append("last run: \(last.iso8601)\(status)")
        }
        if firstRun == nil, let idle = state.lastIdleRun, !state.runs.isEmpty {
            lines.append("looked last: \(idle.iso8601), nothing was due")
        }
        if !state.runs.isEmpty, firstRun == nil {
            lines.append("runs that did something:")
            lines += state.runs.map { entry in
                "  \(entry.run.startedAt.iso8601)  \(Escaping.oneLine(entry.words))"
            }
        }
        lines += state.notes.map { "note: \(Escaping.oneLine($0))" }
        lines += state.problems.map { "problem: \(Escaping.oneLine($0))" }
        return lines.joined(separator: "\n") + "\n"
    }
}

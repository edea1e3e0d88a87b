import SoraLibrary
import SoraModel
import SoraTerminal

/// A schedule in words.
enum ScheduleText {
    static func text(of state: ScheduleState) -> String {
        guard let method = state.method else {
            return "nothing is scheduled; see `soralib help schedule install`\n"
        }
        let every = state.every.map { " every \(HumanFormat.duration(seconds: Double($0)))" } ?? ""
        var lines = [
            "a sync\(every), by \(method.rawValue): \(Escaping.oneLine(state.entry ?? ""))"
        ]
        if let next = state.nextRun { lines.append("next run: \(next.iso8601)") }
        if let last = state.lastRun {
            let status = state.lastStatus.map { ", ended with status \($0)" } ?? ""
            lines.append("last run: \(last.iso8601)\(status)")
        }
        lines += state.problems.map { "problem: \(Escaping.oneLine($0))" }
        return lines.joined(separator: "\n") + "\n"
    }
}

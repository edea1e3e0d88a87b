import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The status of a library as a person reads it.
struct StatusText {
    private let status: LibraryStatus
    private let now: Timestamp
    private let style: TerminalStyle

    init(_ status: LibraryStatus, at now: Timestamp, style: TerminalStyle) {
        self.status = status
        self.now = now
        self.style = style
    }

    /// The whole page.
    func text(_ path: String) -> String {
        var lines = ["\(style.bold("Library"))    \(Escaping.oneLine(path))"]
        lines.append(row("Tasks", tasks))
        lines.append(row("Videos", videos))
        if !status.catalog.toDecide.isEmpty {
            let handles = status.catalog.toDecide.prefix(8).map(\.description)
            lines.append(
                style.yellow(
                    row(
                        "To decide",
                        "\(handles.joined(separator: ", ")): `soralib show \(handles[0])`"))
            )
        }
        lines += waiting
        lines += failures
        for expiring in status.catalog.expiring.prefix(5) {
            let left = expiring.at - now
            let when =
                left > 0 ? "in \(HumanFormat.duration(seconds: left))" : "its time is over"
            let late = status.late.contains { $0.task == expiring.task }
            let next = late ? ", before the next run comes" : ""
            lines.append(
                style.yellow(row("Expiring", "\(expiring.task) \(when)\(next): run `soralib sync`"))
            )
        }
        if !status.catalog.spent.isEmpty {
            let spent = status.catalog.spent.map(\.description).joined(separator: ", ")
            lines.append(row("Spent", "\(spent) (by the profiles' prices)"))
        }
        for provider in status.providers {
            lines.append(row("Provider", describe(provider)))
            lines += provider.spending.map { row("", BudgetRow($0).text) }
        }
        if status.providers.isEmpty {
            lines.append(
                row("Provider", "none: `soralib provider add NAME --profile PROFILE --key-env VAR`")
            )
        }
        lines.append(
            row(
                "Disk",
                "\(HumanFormat.bytes(status.libraryBytes)) in the library, "
                    + "\(HumanFormat.bytes(status.freeBytes)) free"))
        lines += runs
        return lines.joined(separator: "\n") + "\n"
    }

    /// What came to nothing, and why; the same reason once.
    private var failures: [String] {
        let failed = status.catalog.failed
        guard !failed.isEmpty else { return [] }
        var groups: [(reason: String, tasks: [String])] = []
        for one in failed {
            let reason = Escaping.oneLine(one.message ?? one.code ?? one.state.rawValue)
            let words = reason.count > 100 ? "\(reason.prefix(99))…" : reason
            if let place = groups.firstIndex(where: { $0.reason == words }) {
                groups[place].tasks.append("\(one.task)")
            } else {
                groups.append((words, ["\(one.task)"]))
            }
        }
        var rows = groups.prefix(5).enumerated().map { index, group in
            let more = group.tasks.count > 5 ? " and \(group.tasks.count - 5) more" : ""
            let tasks = group.tasks.prefix(5).joined(separator: ", ")
            return style.yellow(
                row(index == 0 ? "Failed" : "", "\(tasks)\(more): \(group.reason)"))
        }
        if groups.count > 5 {
            rows.append(
                row("", "and \(groups.count - 5) other reasons: `soralib list tasks state:failed`"))
        }
        let again =
            failed.count <= 5
            ? failed.map(\.task.description).joined(separator: " ")
            : "--query 'created:-7d.. state:\(failed[0].state.rawValue)'"
        rows.append(
            row(
                "",
                "`soralib task retry \(again)` tries \(failed.count == 1 ? "it" : "them") again, and is charged anew"
            ))
        return rows
    }

    /// The last run of a sync, and the next one.
    private var runs: [String] {
        var rows: [String] = []
        if let last = status.lastRun {
            let when = HumanFormat.relative(secondsAgo: now - last.run.startedAt)
            let text = row("Last run", "\(when): \(Escaping.oneLine(last.words))")
            let isWell = last.state == .running || (last.run.exitStatus ?? 0) == 0
            rows.append(last.state != .killed && isWell ? text : style.yellow(text))
        }
        guard let schedule = status.schedule, schedule.method != nil else {
            rows.append(
                row(
                    "Next run",
                    "by hand: `soralib sync`; `soralib schedule install` lets it run by itself"))
            return rows
        }
        let timing = schedule.timing.map { " (\(Escaping.oneLine($0)))" } ?? ""
        let next =
            schedule.nextRun.map { HumanFormat.relative(secondsAgo: now - $0) } ?? "not known"
        rows.append(row("Next run", next + timing))
        rows += schedule.problems.prefix(3).map {
            style.yellow(row("", "\(Escaping.oneLine($0)): `soralib schedule show`"))
        }
        return rows
    }

    /// What waits for another task, and what waits in vain.
    private var waiting: [String] {
        var (waits, lost): ([String], [String]) = ([], [])
        for one in status.catalog.waiting {
            switch one.footing {
            case .ready: break
            case .waiting(let task): waits.append("\(one.task) for \(task)")
            case .gone(_, let reason): lost.append("\(one.task): \(reason)")
            }
        }
        var rows: [String] = []
        if !waits.isEmpty {
            let more = waits.count > 5 ? " and \(waits.count - 5) more" : ""
            rows.append(row("Waiting", waits.prefix(5).joined(separator: ", ") + more))
        }
        for one in lost.prefix(5) {
            let task = one.prefix { $0 != ":" }
            rows.append(
                style.yellow(row("Held", "\(one): `soralib task cancel \(task)` gives it up")))
        }
        return rows
    }

    private var tasks: String {
        let counts = TaskState.allCases.compactMap { state in
            status.catalog.tasks[state].flatMap { $0 > 0 ? "\($0) \(state.rawValue)" : nil }
        }
        return counts.isEmpty
            ? "none: `soralib queue \"a red fox\"`" : counts.joined(separator: ", ")
    }

    private var videos: String {
        let counts = Verdict.allCases.compactMap { verdict in
            status.catalog.verdicts[verdict].flatMap { $0 > 0 ? "\($0) \(verdict.rawValue)" : nil }
        }
        return counts.isEmpty ? "none yet" : counts.joined(separator: ", ")
    }

    private func describe(_ provider: ProviderDescription) -> String {
        let name = Escaping.oneLine("\(provider.name) (\(provider.profile))")
        switch provider.state {
        case .ready: return "\(name) ready"
        case .retired, .removed, .paused:
            let reason = provider.reason.map { ": \(Escaping.oneLine($0))" } ?? ""
            return style.yellow("\(name) \(provider.state.rawValue)\(reason)")
        }
    }

    private func row(_ title: String, _ text: String) -> String {
        title + String(repeating: " ", count: max(1, 11 - title.count)) + text
    }
}

import SoraSync
import SoraTerminal

/// What a sync did and what is left, as a person reads it.
struct SyncText {
    private let summary: SyncSummary

    init(_ summary: SyncSummary) {
        self.summary = summary
    }

    /// A sentence on what was done, and one for each thing that is left.
    var text: String {
        let done = [
            (summary.submitted, "submitted"), (summary.downloaded, "downloaded"),
            (summary.verified, "verified"), (summary.mismatch, "not what was asked for"),
            (summary.corrupt, "corrupt"), (summary.failed, "failed"), (summary.expired, "expired"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        var lines = done.isEmpty ? [] : [done.joined(separator: ", ") + "."]
        if done.isEmpty, summary.unreachable.isEmpty, summary.paused.isEmpty {
            lines.append("Nothing was due.")
        }
        if summary.waiting > 0 {
            let count = "\(summary.waiting) task\(summary.waiting == 1 ? "" : "s")"
            lines.append(
                summary.unreachable.isEmpty
                    ? "\(count) not at an end: `soralib sync --until-idle` waits for them."
                    : "\(count) wait\(summary.waiting == 1 ? "s" : "") for a connection.")
        }
        if summary.uncertain > 0 {
            lines.append(
                "\(summary.uncertain) uncertain, which you decide about: see `soralib status`.")
        }
        for name in summary.paused {
            lines.append(
                "Provider \(Escaping.oneLine(name)) is paused: see `soralib provider show \(Escaping.oneLine(name))`."
            )
        }
        if summary.interrupted { lines.append("Interrupted; the next sync goes on from here.") }
        return lines.joined(separator: "\n") + "\n"
    }
}

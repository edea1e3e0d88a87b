import SoraSync
import SoraTerminal

/// What a sync did and what is left, as a person reads it.
struct SyncText {
    private let summary: SyncSummary
    private let hasWaited: Bool

    /// The text of a sync, which waited for all that can be waited for if it has `hasWaited`.
    init(_ summary: SyncSummary, afterWaiting hasWaited: Bool) {
        self.summary = summary
        self.hasWaited = hasWaited
    }

    /// A sentence on what was done, and one for each thing that is left.
    var text: String {
        let done = [
            (summary.adopted, "adopted"), (summary.submitted, "submitted"),
            (summary.downloaded, "downloaded"),
            (summary.verified, "verified"), (summary.mismatch, "not what was asked for"),
            (summary.corrupt, "corrupt"), (summary.failed, "failed"), (summary.expired, "expired"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        var lines = done.isEmpty ? [] : [done.joined(separator: ", ") + "."]
        if done.isEmpty, summary.unreachable.isEmpty, summary.paused.isEmpty,
            summary.overBudget.isEmpty
        {
            lines.append("Nothing was due.")
        }
        // Of those that wait for a connection the messages tell.
        if summary.waiting > 0, summary.unreachable.isEmpty { lines.append(waiting) }
        if summary.uncertain > 0 {
            lines.append(
                "\(summary.uncertain) uncertain, which you decide about: see `soralib status`.")
        }
        for name in summary.paused {
            lines.append(
                "Provider \(Escaping.oneLine(name)) is paused: see `soralib provider show \(Escaping.oneLine(name))`."
            )
        }
        for name in summary.unlisted {
            lines.append(
                "Not everything that \(Escaping.oneLine(name)) has could be listed; what was is kept: "
                    + "`soralib sync --adopt` goes on.")
        }
        for name in summary.overBudget {
            lines.append(
                "Tasks of \(Escaping.oneLine(name)) wait for money: `soralib status` shows its budget."
            )
        }
        if summary.interrupted { lines.append("Interrupted; the next sync goes on from here.") }
        return lines.map { $0 + "\n" }.joined()
    }

    private var waiting: String {
        let isOne = summary.waiting == 1
        let count = "\(summary.waiting) task\(isOne ? "" : "s")"
        let start = "\(count) \(isOne ? "is" : "are") not at an end"
        if !summary.paused.isEmpty || !summary.overBudget.isEmpty || summary.interrupted {
            return "\(start)."
        }
        return hasWaited
            ? "\(start): `soralib list tasks` says more, and a later sync tries again."
            : "\(start): `soralib sync --until-idle` waits for \(isOne ? "it" : "them")."
    }
}

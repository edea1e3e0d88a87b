import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// What was queued, as a person reads it.
struct QueueText {
    private let queued: Library.Queued

    init(_ queued: Library.Queued) {
        self.queued = queued
    }

    /// How many tasks, and what they should cost.
    var summary: String {
        let count = queued.tasks.count
        let cost =
            queued.estimates.isEmpty
            ? "no price is known"
            : "about \(queued.estimates.map(\.description).joined(separator: " and "))"
        return "\(count) task\(count == 1 ? "" : "s"), \(cost)"
    }

    /// A line a task, and the summary.
    var text: String {
        var text = ""
        for (handle, task) in zip(queued.handles, queued.tasks).prefix(20) {
            let geometry = task.size?.description ?? task.aspectRatio?.description ?? "-"
            text +=
                "\(handle)  \(task.isDraft ? "draft" : "queued")  \(task.model)  "
                + "\(task.seconds.map { "\($0) s" } ?? "-")  \(geometry)  "
                + DisplayWidth.truncated(Escaping.oneLine(task.prompt), to: 60) + "\n"
        }
        if queued.handles.count > 20 { text += "… and \(queued.handles.count - 20) more\n" }
        return text + "\(summary). Next: soralib sync\n"
    }
}

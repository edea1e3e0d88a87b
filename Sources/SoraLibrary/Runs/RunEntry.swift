package import SoraCatalog
import SoraModel
import SoraSystem

/// A run as people and scripts see it.
package struct RunEntry: Hashable, ResultObject {
    /// How a run stands.
    package enum State: String, Sendable {
        /// It is under way.
        case running
        /// It ended by itself.
        case ended
        /// It did not end: it was killed, or the machine went down.
        case killed
    }

    /// What the catalogue has of it.
    package let run: RunRecord
    /// How it stands.
    package let state: State

    package static let fieldNames = [
        "id", "started_at", "ended_at", "state", "started_by", "repeats", "exit_status",
        "submitted",
        "downloaded", "failed", "expired", "waiting", "bytes", "spent", "checked", "unsound",
        "backup",
        "message",
    ]

    package var values: [ResultValue] {
        let spent = run.spent.map {
            "{\"amount\":\"\($0.decimal)\",\"currency\":\(JSONText.string($0.currency))}"
        }
        return [
            .integer(Int(run.id)), .text(run.startedAt.iso8601), .text(run.endedAt?.iso8601),
            .text(state.rawValue), .text(run.origin.rawValue), .integer(run.repeats),
            .integer(run.exitStatus), .integer(run.submitted), .integer(run.downloaded),
            .integer(run.failed), .integer(run.expired), .integer(run.waiting),
            .integer(Int(run.bytes)), .objects(spent), .integer(run.checked), .integer(run.unsound),
            .text(run.backup), .text(run.message),
        ]
    }

    /// What it did, in a few words.
    package var words: String {
        switch state {
        case .running: return "under way"
        case .killed: return "did not end: killed, or the machine went down"
        case .ended: break
        }
        var parts = [
            (run.submitted, "submitted"), (run.downloaded, "downloaded"), (run.failed, "failed"),
            (run.expired, "expired"),
        ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        if !run.spent.isEmpty {
            parts.append(run.spent.map(\.description).joined(separator: " + "))
        }
        if let checked = run.checked, checked > 0 {
            parts.append("\(checked) checked")
            if let unsound = run.unsound, unsound > 0 { parts.append("\(unsound) unsound") }
        }
        if run.backup != nil { parts.append("backup made") }
        if let message = run.message { parts.append(message) }
        if parts.isEmpty { parts.append("nothing to do") }
        return parts.joined(separator: ", ") + (run.repeats > 1 ? " (\(run.repeats) times)" : "")
    }
}

extension Library {
    /// The runs of syncs, the newest first.
    package func runs(limit: Int? = nil) throws -> [RunEntry] {
        var isNewest = true
        return try catalog.runs(limit: limit).map { run in
            defer { isNewest = false }
            guard run.endedAt == nil else { return RunEntry(run: run, state: .ended) }
            // Runs come one after the other, so that only the newest can be under way.
            return RunEntry(run: run, state: isNewest && isSoralib(run.pid) ? .running : .killed)
        }
    }

    /// Whether a process is there that is soralib; its number may be another's by now.
    private func isSoralib(_ process: Int64) -> Bool {
        let files = context.system.files
        guard let name = try? files.contents(of: "/proc/\(process)/comm", limit: 64) else {
            return false
        }
        return String(decoding: name, as: UTF8.self).hasPrefix("soralib")
    }
}

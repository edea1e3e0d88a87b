import SoraSync
import SoraTerminal

/// The one line on tasks that wait for a connection: that there is none is no error.
struct OfflineText {
    /// The line; `nil` where every provider could be reached.
    let line: String?

    /// - Parameters:
    ///   - summary: what a sync did and what is left.
    ///   - reasons: why providers could not be reached, by their names.
    init(_ summary: SyncSummary, _ reasons: [String: String] = [:]) {
        guard !summary.unreachable.isEmpty else {
            line = nil
            return
        }
        let names = summary.unreachable.map { name in
            let reason = reasons[name].map { " (\(Escaping.oneLine($0)))" } ?? ""
            return Escaping.oneLine(name) + reason
        }.joined(separator: ", ")
        let isOne = summary.waiting == 1
        line =
            summary.waiting == 0
            ? "no connection to \(names)"
            : "\(summary.waiting) task\(isOne ? " waits" : "s wait") for a connection: \(names)"
    }
}

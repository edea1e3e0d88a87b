import SoraModel
import SoraSync
import SoraTerminal

/// What a watch waits for, in words.
struct WatchText {
    /// For a terminal, with the time that is left.
    let live: String
    /// For a log and a service manager, which need not hear of each second.
    let plain: String

    init(_ standing: WatchStanding, now: Timestamp) {
        let count = standing.waiting
        var words = "watching: "
        if count == 0 {
            words += "no task waits"
        } else {
            words += "\(count) task\(count == 1 ? " waits" : "s wait")"
        }
        if !standing.unreachable.isEmpty {
            let names = standing.unreachable.map(Escaping.oneLine).joined(separator: ", ")
            words += ", no connection to \(names)"
        }
        plain = words
        let left = standing.next.map { max(0, $0 - now) }
        live =
            words
            + (left.map { ", next in \(HumanFormat.duration(seconds: $0.rounded(.up)))" } ?? "")
    }
}

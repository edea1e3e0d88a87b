/// One fault at one system call: what is done at the k-th call of a name that a thread makes.
struct TracePoint: Sendable, Hashable, CustomStringConvertible {
    /// What is done.
    enum Action: String, Sendable, CaseIterable {
        case kill
        case inputOutputError = "EIO"
        case noSpace = "ENOSPC"
    }

    let action: Action
    let call: String
    /// Counted for each thread by itself, from 1: strace(1).
    let ordinal: Int
    /// How soralib is traced.
    let mode: Mode

    /// How soralib is traced; the calls of a thread are counted from where that begins.
    enum Mode: String, Sendable, CaseIterable {
        /// From its start, kept on one processor, where its threads share the work in the same way
        /// each time.
        case start
        /// From where it has opened the library: what its first thread does before would otherwise
        /// reach each k-th call before the one that then does all the work.
        case attached
        /// From its start, on all processors, where other threads reach their k-th call first.
        case free
    }

    init(_ action: Action, _ call: String, _ ordinal: Int, _ mode: Mode) {
        self.action = action
        self.call = call
        self.ordinal = ordinal
        self.mode = mode
    }

    /// A point as it is printed: `kill:pwrite64:17:attached`, or without its mode, which is `start`.
    init?(_ text: String) {
        let parts = text.split(separator: ":").map(String.init)
        guard (3...4).contains(parts.count), let action = Action(rawValue: parts[0]),
            let ordinal = Int(parts[2]),
            let mode = parts.count == 4 ? Mode(rawValue: parts[3]) : .start
        else { return nil }
        self.init(action, parts[1], ordinal, mode)
    }

    var description: String { "\(action.rawValue):\(call):\(ordinal):\(mode.rawValue)" }

    /// The words that make strace do it.
    var injection: String {
        let fault = action == .kill ? "signal=SIGKILL" : "error=\(action.rawValue)"
        return "inject=\(call):\(fault):when=\(ordinal)"
    }

    /// The calls at which soralib is killed: all that change something outside the process.
    static let killed = [
        "connect", "fallocate", "fchmod", "fdatasync", "flock", "fsync", "ftruncate", "mkdir",
        "openat", "pwrite64", "rename", "renameat2", "sendmsg", "sendto", "unlink", "write",
    ]
    /// The calls that are made to fail.
    static let failed: Set<String> = [
        "fallocate", "fdatasync", "fsync", "ftruncate", "pwrite64", "rename", "renameat2", "write",
    ]

    /// Every fault at those calls.
    static func all(of calls: [TraceLog.Call], _ mode: Mode) -> [TracePoint] {
        var ordinals: [String: Set<Int>] = [:]
        for call in calls where !call.place.isEmpty {
            ordinals[call.name, default: []].insert(call.ordinal)
        }
        return Action.allCases.flatMap { action in
            killed.filter { action == .kill || failed.contains($0) }.flatMap { call in
                (ordinals[call] ?? []).sorted().map { TracePoint(action, call, $0, mode) }
            }
        }
    }
}

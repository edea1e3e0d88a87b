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
    /// Whether soralib is kept on one processor.
    ///
    /// There its threads share the work in the same way each time; on several, others reach their
    /// k-th call first.
    let isPinned: Bool

    init(_ action: Action, _ call: String, _ ordinal: Int, isPinned: Bool) {
        self.action = action
        self.call = call
        self.ordinal = ordinal
        self.isPinned = isPinned
    }

    /// A point as it is printed: `kill:pwrite64:17`, with `:free` when it is not pinned.
    init?(_ text: String) {
        let parts = text.split(separator: ":").map(String.init)
        guard parts.count == 3 || parts.count == 4 && parts[3] == "free",
            let action = Action(rawValue: parts[0]), let ordinal = Int(parts[2])
        else { return nil }
        self.init(action, parts[1], ordinal, isPinned: parts.count == 3)
    }

    var description: String {
        "\(action.rawValue):\(call):\(ordinal)\(isPinned ? "" : ":free")"
    }

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
}

import SoraSystem

/// What happens to one command at a named moment inside it.
struct PlannedFault: Sendable, Hashable {
    /// What happens there.
    enum Action: Sendable, Hashable {
        /// It dies.
        case kill
        /// It dies, and what it had not synced is lost, as in a power cut.
        case lose
        /// A call fails with EIO.
        case inputOutputError
        /// A call fails with ENOSPC.
        case noSpace
        /// It is held there, and asked to end with `SIGTERM` meanwhile.
        case stop
        /// It is held there for that many milliseconds.
        case delay(Int)
    }

    let point: Failpoint
    let action: Action
    /// At which of the times that it comes there, from 1.
    let time: Int

    init(_ point: Failpoint, _ action: Action, time: Int = 1) {
        self.point = point
        self.action = action
        self.time = time
    }

    /// A fault as it is printed: `FP05:kill@2`.
    init?(_ text: some StringProtocol) {
        let sides = text.split(separator: ":")
        guard sides.count == 2, let point = Failpoint(rawValue: String(sides[0])) else {
            return nil
        }
        let words = sides[1].split(separator: "@")
        guard let time = words.count == 2 ? Int(words[1]) : 1 else { return nil }
        switch words[0] {
        case "kill": self.init(point, .kill, time: time)
        case "lose": self.init(point, .lose, time: time)
        case "eio": self.init(point, .inputOutputError, time: time)
        case "enospc": self.init(point, .noSpace, time: time)
        case "stop": self.init(point, .stop, time: time)
        default:
            guard words[0].hasPrefix("delay="), let length = Int(words[0].dropFirst(6)) else {
                return nil
            }
            self.init(point, .delay(length), time: time)
        }
    }

    /// How long it is held where it is to be stopped, in milliseconds.
    private static let hold = 400

    /// The words of `SORALIB_FAILPOINT`.
    var setting: String {
        let word =
            switch action {
            case .kill, .lose: "kill"
            case .inputOutputError: "eio"
            case .noSpace: "enospc"
            case .stop: "delay=\(Self.hold)"
            case .delay(let length): "delay=\(length)"
            }
        return "\(point.rawValue):\(word)@\(time)"
    }

    /// Whether soralib dies of it.
    var kills: Bool { action == .kill || action == .lose }

    /// Whether a call fails.
    var isError: Bool { action == .inputOutputError || action == .noSpace }
}

extension PlannedFault: CustomStringConvertible {
    var description: String {
        let word =
            switch action {
            case .kill: "kill"
            case .lose: "lose"
            case .inputOutputError: "eio"
            case .noSpace: "enospc"
            case .stop: "stop"
            case .delay(let length): "delay=\(length)"
            }
        return "\(point.rawValue):\(word)" + (time == 1 ? "" : "@\(time)")
    }
}

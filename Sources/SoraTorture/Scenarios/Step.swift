/// One thing that is done to soralib or to the service; times are milliseconds.
enum Step: Sendable, Hashable {
    /// A sync that dies, fails or is held at named moments, and is awaited.
    case fault([PlannedFault])
    /// A sync that is held at a named moment, and killed so much later than it came there.
    case held(PlannedFault, killedAfter: Int)
    /// A sync, killed with `SIGKILL` after a time.
    case kill(after: Int)
    /// A sync, asked to end with `SIGTERM` after a time, and awaited.
    case terminate(after: Int)
    /// Two syncs at once; one or both are killed.
    case pair(gap: Int, killFirst: Int?, killSecond: Int?)
    /// A sync during which the service is killed and, after a pause, started again at its port; the
    /// sync is killed too, or awaited.
    case service(killedAfter: Int, downFor: Int, killSync: Int?)
    /// A sync that nothing is done to.
    case whole
    /// Time passes.
    case wait(Int)
}

extension Step: CustomStringConvertible {
    var description: String {
        switch self {
        case .fault(let faults): return faults.map(\.description).joined(separator: ",")
        case .held(let fault, let after): return "\(fault)+kill@\(after)"
        case .kill(let after): return "kill@\(after)"
        case .terminate(let after): return "term@\(after)"
        case .pair(let gap, let first, let second):
            let times = [first, second].map { $0.map { "kill@\($0)" } ?? "whole" }
            return "pair+\(gap)(\(times[0]),\(times[1]))"
        case .service(let after, let down, let kill):
            return "service-kill@\(after)+\(down)(\(kill.map { "kill@\($0)" } ?? "whole"))"
        case .whole: return "whole"
        case .wait(let time): return "wait\(time)"
        }
    }
}

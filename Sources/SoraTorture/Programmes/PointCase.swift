import SoraSystem

/// One or two faults at named moments: the second while soralib recovers from the first.
struct PointCase: Sendable, Hashable {
    let first: PlannedFault
    let second: PlannedFault?

    init(_ first: PlannedFault, _ second: PlannedFault? = nil) {
        self.first = first
        self.second = second
    }

    /// A case as it is printed: `FP09:kill` or `FP09:kill,FP10:eio`.
    init?(_ text: String) {
        let parts = text.split(separator: ",")
        guard (1...2).contains(parts.count), let first = PlannedFault(parts[0]) else { return nil }
        let second = parts.count == 2 ? PlannedFault(parts[1]) : nil
        guard parts.count == 1 || second != nil else { return nil }
        self.init(first, second)
    }

    /// Every fault alone.
    static var singles: [PointCase] {
        Failpoint.ofSyncs.flatMap { point in
            var actions: [PlannedFault.Action] = [.kill, .inputOutputError, .noSpace, .stop]
            if losing.contains(point) { actions.append(.lose) }
            return actions.map { PointCase(PlannedFault(point, $0)) }
        }
    }

    /// A few of them: each point with a kill and one other.
    static var fewSingles: [PointCase] {
        let others: [PlannedFault.Action] = [.inputOutputError, .noSpace, .stop]
        return Failpoint.ofSyncs.enumerated().flatMap { index, point in
            [.kill, others[index % others.count]].map { PointCase(PlannedFault(point, $0)) }
        }
    }

    /// Every ordered pair of a kill or an error; a library is made before anything else is done.
    static var pairs: [PointCase] {
        let faults = Failpoint.ofSyncs.flatMap { point in
            [PlannedFault.Action.kill, .inputOutputError, .noSpace].map { PlannedFault(point, $0) }
        }
        return faults.flatMap { first in
            faults.filter { $0.point != .libraryBuilt }.map { PointCase(first, $0) }
        }
    }

    /// Where something may be written and not synced.
    private static let losing: Set<Failpoint> = [
        .receiptUnsynced, .bodyPart, .bodyWritten, .hashed, .renamed,
    ]

    /// Whether what became of every request is known at the end, so that no task may have been
    /// `uncertain`.
    var isAlwaysKnown: Bool {
        // A kill while there are two tasks may hit a request of the other one anywhere: the second fault's, or
        // the one that leads to it.
        if let second, second.kills && second.point != .clearing || second.point.before != nil {
            return false
        }
        return [first, second].compactMap { $0 }.allSatisfy { fault in
            if fault.point == .adopting { return false }
            guard fault.kills else { return true }
            return ![.sending, .answerRead].contains(fault.point)
                && !(fault.point == .receiptUnsynced && fault.action == .lose)
        }
    }
}

extension PointCase: CustomStringConvertible {
    var description: String { "\(first)" + (second.map { ",\($0)" } ?? "") }
}

extension Failpoint {
    /// What has to happen in a sync before, so that a later one comes to this moment.
    var before: PlannedFault? {
        switch self {
        case .recovering: PlannedFault(.receiptDurable, .kill)
        case .adopting: PlannedFault(.answerRead, .kill)
        default: nil
        }
    }
}

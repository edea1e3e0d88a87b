import SoraSystem

/// Everything that a run does, drawn from its seed and number alone.
struct Scenario: Sendable {
    /// The tasks that are queued.
    let tasks: [TaskPlan]
    /// What happens to them, in order; after the last one nothing more goes wrong.
    let steps: [Step]
    /// What goes wrong on the way to the service meanwhile: rules of the simulator.
    let rules: [String]
    /// Whether the service speaks HTTPS.
    let isEncrypted: Bool

    /// A random scenario.
    ///
    /// - Parameters:
    ///   - seed: the seed of all runs.
    ///   - run: the number of this one.
    init(seed: UInt64, run: Int) {
        var random = SeededRandom(seed: seed, run: run)
        tasks = (1...random.number(1...4)).map {
            TaskPlan(named: "torture \(seed)/\(run)/\($0)", using: &random)
        }
        isEncrypted = random.chance(50)
        let rules = random.chance(50) ? ConnectionFaults.rules(using: &random) : []
        // That a task is complete which then fails is a lie of another kind: its result is waited for, for
        // an hour, as for any that was promised.
        let mayFail = tasks.contains { $0.delivery == .failure }
        self.rules = rules.filter { !mayFail || !$0.contains("no_result") }
        var steps: [Step] = []
        for _ in 1...random.number(1...5) {
            // Some time, so that results become due and downloads are hit too.
            if random.chance(30) { steps.append(.wait(random.number(30...250))) }
            steps.append(Self.step(using: &random))
        }
        self.steps = steps
    }

    init(
        tasks: [TaskPlan], steps: [Step], rules: [String] = [], isEncrypted: Bool = false
    ) {
        self.tasks = tasks
        self.steps = steps
        self.rules = rules
        self.isEncrypted = isEncrypted
    }

    /// The tasks that are queued before a step: one before each, so that there is something to do, and
    /// all that are left before the first.
    func tasks(before step: Int) -> [TaskPlan] {
        let first = max(1, tasks.count - max(0, steps.count - 1))
        if step == 0 { return Array(tasks.prefix(first)) }
        let number = first + step - 1
        return number < tasks.count ? [tasks[number]] : []
    }

    /// How many kills of soralib and of the service it plans.
    var kills: Int {
        steps.reduce(0) { count, step in
            switch step {
            case .fault(let faults): count + (faults.contains(where: \.kills) ? 1 : 0)
            case .kill, .held: count + 1
            case .pair(_, let first, let second):
                count + [first, second].count { $0 != nil }
            case .service(_, _, let sync): count + (sync == nil ? 1 : 2)
            case .terminate, .whole, .wait: count
            }
        }
    }

    private static func step(using random: inout SeededRandom) -> Step {
        switch random.number(0...99) {
        case 0..<48: .fault([fault(using: &random)])
        case 48..<53: .fault([fault(using: &random), fault(using: &random)])
        case 53..<58:
            .held(
                PlannedFault(point(using: &random), .delay(150)),
                killedAfter: random.number(0...120))
        case 58..<73: .kill(after: moment(&random))
        case 73..<79: .terminate(after: moment(&random))
        case 79..<87:
            .pair(
                gap: random.number(0...30),
                killFirst: random.chance(70) ? moment(&random) : nil,
                killSecond: random.chance(70) ? moment(&random) : nil)
        case 87..<96:
            .service(
                killedAfter: moment(&random), downFor: random.number(0...150),
                killSync: random.chance(50) ? moment(&random) : nil)
        default: .whole
        }
    }

    /// A fault at a named moment: a kill in two of three.
    private static func fault(using random: inout SeededRandom) -> PlannedFault {
        let action: PlannedFault.Action =
            switch random.number(0...99) {
            case 0..<50: .kill
            case 50..<66: .lose
            case 66..<78: .inputOutputError
            case 78..<90: .noSpace
            default: .stop
            }
        return PlannedFault(
            point(using: &random), action, time: random.chance(80) ? 1 : random.number(2...3))
    }

    /// A moment that comes in a sync: those around a request that charges twice as often as others.
    private static func point(using random: inout SeededRandom) -> Failpoint {
        let all = Failpoint.ofSyncs.filter { $0 != .libraryBuilt }
        let submitting: [Failpoint] = [
            .intentUncommitted, .intentCommitted, .slotReserved, .sending, .answerRead,
            .receiptUnsynced, .receiptDurable, .outcomeCommitted,
        ]
        return (all + submitting).randomElement(using: &random) ?? .sending
    }

    /// When to kill: mostly while requests are made, at times when results come.
    private static func moment(_ random: inout SeededRandom) -> Int {
        random.chance(60) ? random.number(0...100) : random.number(0...600)
    }
}

extension Scenario: CustomStringConvertible {
    var description: String {
        let tasks = tasks.map { "  \"\($0.prompt)\"" }.joined(separator: "\n")
        let rules = rules.isEmpty ? "" : "\nrules:\n  " + rules.joined(separator: "\n  ")
        return "tasks:\n\(tasks)\n\(isEncrypted ? "HTTPS" : "HTTP")\(rules)\nsteps: "
            + steps.map(\.description).joined(separator: " ")
    }
}

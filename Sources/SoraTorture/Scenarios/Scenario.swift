/// Everything that a run does, drawn from its seed and number alone.
struct Scenario: Sendable {
    /// The tasks that are queued.
    let tasks: [TaskPlan]
    /// What happens to them, in order; after the last one nothing more goes wrong.
    let steps: [Step]
    /// Words behind the simulator's own, such as `--faults FILE`.
    let serviceOptions: [String]

    /// A random scenario.
    ///
    /// - Parameters:
    ///   - seed: the seed of all runs.
    ///   - run: the number of this one.
    ///   - serviceOptions: words for the simulator.
    init(seed: UInt64, run: Int, serviceOptions: [String] = []) {
        var random = SeededRandom(seed: seed, run: run)
        tasks = (1...random.number(1...4)).map {
            TaskPlan(named: "torture \(seed)/\(run)/\($0)", using: &random)
        }
        var steps: [Step] = []
        for _ in 1...random.number(1...5) {
            // Some time, so that results become due and downloads are hit too.
            if random.chance(30) { steps.append(.wait(random.number(100...900))) }
            steps.append(Self.step(using: &random))
        }
        self.steps = steps
        self.serviceOptions = serviceOptions
    }

    init(tasks: [TaskPlan], steps: [Step]) {
        self.tasks = tasks
        self.steps = steps
        serviceOptions = []
    }

    /// How many kills of soralib and of the service it plans.
    var kills: Int {
        steps.reduce(0) { count, step in
            switch step {
            case .kill: count + 1
            case .pair(_, let first, let second):
                count + [first, second].count { $0 != nil }
            case .service(_, _, let sync): count + (sync == nil ? 1 : 2)
            case .terminate, .whole, .wait: count
            }
        }
    }

    private static func step(using random: inout SeededRandom) -> Step {
        switch random.number(0...99) {
        case 0..<55: .kill(after: moment(&random))
        case 55..<67: .terminate(after: moment(&random))
        case 67..<81:
            .pair(
                gap: random.number(0...30),
                killFirst: random.chance(70) ? moment(&random) : nil,
                killSecond: random.chance(70) ? moment(&random) : nil)
        case 81..<94:
            .service(
                killedAfter: moment(&random), downFor: random.number(0...150),
                killSync: random.chance(50) ? moment(&random) : nil)
        default: .whole
        }
    }

    /// When to kill: mostly while requests are made, at times when results come.
    private static func moment(_ random: inout SeededRandom) -> Int {
        random.chance(75) ? random.number(0...300) : random.number(0...1500)
    }
}

extension Scenario: CustomStringConvertible {
    var description: String {
        let tasks = tasks.map { "  \"\($0.prompt)\"" }.joined(separator: "\n")
        return "tasks:\n\(tasks)\nsteps: \(steps.map(\.description).joined(separator: " "))"
    }
}

import SoraSystem
import Synchronization

/// Every named moment with every fault, alone and in pairs; each must be seen to be reached.
final class PointProgramme: Sendable {
    private let programs: Programs
    private let options: TortureOptions
    let cases: [PointCase]
    private let reached = Mutex<Set<PlannedFault>>([])
    private let unreached = Mutex<[String]>([])

    init(_ programs: Programs, _ options: TortureOptions) {
        self.programs = programs
        self.options = options
        if let only = options.point.flatMap({ PointCase($0) }) {
            cases = [only]
        } else {
            let singles = options.isShort ? PointCase.fewSingles : PointCase.singles
            var random = SeededRandom(seed: options.seed, run: 0)
            let pairs = options.pairs == 0 ? [] : PointCase.pairs.shuffled(using: &random)
            cases = singles + pairs.prefix(options.pairs)
        }
    }

    var numbers: [Int] { Array(cases.indices) }

    /// Makes the run of a number and judges it.
    func run(_ number: Int) throws -> RunResult { try run(cases[number]) }

    /// Makes one run and judges it.
    func run(_ point: PointCase) throws -> RunResult {
        let name = "points-\(point)".map { ":,=".contains($0) ? "-" : String($0) }.joined()
        let folder = try RunFolder.make(name, in: options.folder)
        // Each download is cut once, so that one is resumed too.
        let plans = [TaskPlan("first [[cut 1]]"), TaskPlan("second [[cut 1]]")]
        let isMaking = point.first.point == .libraryBuilt
        let workshop = try Workshop(
            programs, folder: folder, plans: [plans[0]], canary: options.canary,
            fault: isMaking ? point.first : nil)
        if isMaking {
            note(point.first, point, workshop.commands[0], workshop)
        } else {
            try suffer(point.first, of: point, in: workshop)
        }
        if let second = point.second {
            try workshop.queue([plans[1]])
            try suffer(second, of: point, in: workshop)
        }
        let queued = point.second == nil ? [plans[0]] : plans
        _ = try workshop.recover()
        var judgement = try workshop.judge(plans: queued)
        if point.isAlwaysKnown, judgement.wasUncertain {
            judgement.violations.append(
                .init(.paidKept, "a task was uncertain although it is known what became of it"))
        }
        return RunResult(
            judgement: judgement, kills: workshop.kills,
            story: "replay: soralib-torture --only points --point \(point)\(options.canaryWords)",
            folder: folder)
    }

    /// What was reached.
    var notes: [String] {
        let reached = reached.withLock { $0 }
        let points = Set(reached.map(\.point))
        let missing = unreached.withLock { $0.sorted() }
        var lines = [
            "points: \(points.count) of \(Failpoint.ofSyncs.count) points, \(reached.count) faults, "
                + "\(cases.count { $0.second != nil }) of \(PointCase.pairs.count) pairs"
        ]
        if !missing.isEmpty {
            lines.append("points: NOT reached: \(missing.joined(separator: " "))")
        }
        return lines
    }

    /// Lets one fault happen, and before it what leads there.
    private func suffer(
        _ fault: PlannedFault, of point: PointCase, in workshop: Workshop
    ) throws {
        let performance = Performance(workshop: workshop)
        if let before = fault.point.before { _ = try performance.suffer([before]) }
        note(fault, point, try performance.suffer([fault]), workshop)
    }

    private func note(
        _ fault: PlannedFault, _ point: PointCase, _ command: Command, _ workshop: Workshop
    ) {
        guard command.reached(fault.point) else {
            unreached.withLock { $0.append("\(fault) in \(point)") }
            workshop.report(.init(.reach, "\(fault) was not reached"))
            return
        }
        _ = reached.withLock { $0.insert(fault) }
        // What the log has is in the database or will be: that this failed concerns nobody.
        if fault.isError, fault.point != .checkpoint, command.status != Self.ioError {
            workshop.report(.init(.error, "\(fault): the sync ended with \(command.endingWords)"))
        }
    }

    private static let ioError: Int32 = 74
}

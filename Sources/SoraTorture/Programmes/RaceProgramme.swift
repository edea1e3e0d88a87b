import SoraSystem
import Synchronization

/// Two syncs at once: one works, the other says so; the lock of a killed one is free at once.
final class RaceProgramme: Sendable {
    private let programs: Programs
    private let options: TortureOptions
    private let times = Mutex<[Double]>([])

    /// How soon the loser must have ended, in milliseconds, on a machine that has more to do.
    private static let loserLimit = 2000.0
    private static let locked: Int32 = 75

    init(_ programs: Programs, _ options: TortureOptions) {
        self.programs = programs
        self.options = options
    }

    /// Makes one race and judges what is left.
    func run(_ number: Int) throws -> RunResult {
        var random = SeededRandom(seed: options.seed, run: number)
        // Late enough that the winner still waits when the loser is there.
        let plan = TaskPlan("race \(options.seed)/\(number) [[late 3s]]")
        let gap = random.number(0...20)
        let folder = try RunFolder.make("race-\(options.seed)-\(number)", in: options.folder)
        let workshop = try Workshop(programs, folder: folder, plans: [plan], canary: options.canary)
        let first = try workshop.startSync()
        Clock.sleep(milliseconds: Double(gap))
        let second = try workshop.startSync()
        let end = Clock.now + Self.loserLimit
        while Clock.now < end, first.ending == nil, second.ending == nil {
            try first.wait(until: 0)
            try second.wait(until: 0)
            Clock.sleep(milliseconds: 1)
        }
        let loser = first.ending != nil ? first : second
        let winner = first.ending != nil ? second : first
        try loser.wait(until: 0)
        if loser.status == Self.locked {
            times.withLock { $0.append(loser.milliseconds) }
        } else {
            workshop.report(
                .init(.oneSync, "the other sync ended with \(loser.ending.map { "\($0)" } ?? "-")"))
        }
        try winner.wait(until: winner.ending == nil ? Double(random.number(50...400)) : 0)
        if winner.ending != nil {
            workshop.report(.init(.oneSync, "neither of two syncs went on"))
        }
        try workshop.kill(loser)
        try workshop.kill(winner)
        // The kernel has freed the lock by now: the next one starts working.
        let next = try workshop.startSync()
        try workshop.finish(next)
        if next.status == Self.locked {
            workshop.report(.init(.oneSync, "the lock of a killed sync is not free"))
        }
        _ = try workshop.recover()
        return RunResult(
            judgement: try workshop.judge(plans: [plan]), kills: workshop.kills,
            story: "replay: soralib-torture --only sync-race --seed \(options.seed) "
                + "--races \(number + 1)\ngap \(gap) ms",
            folder: folder)
    }

    /// How long the losers took.
    var notes: [String] {
        let sorted = times.withLock { $0.sorted() }
        guard let last = sorted.last else { return [] }
        return [
            "sync-race: \(sorted.count) losers ended with 75 after \(Int(sorted[sorted.count / 2])) ms "
                + "(median), \(Int(last)) ms (longest), start of the process included"
        ]
    }
}

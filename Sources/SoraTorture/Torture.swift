import Dispatch
import SoraSystem
import Synchronization

/// Runs programmes and gathers what they find.
package struct Torture: Sendable {
    private let options: TortureOptions
    private let programs: Programs
    private let tell: @Sendable (String) -> Void

    /// Makes ready to run.
    ///
    /// - Parameters:
    ///   - options: what to run.
    ///   - programs: the folder of the programs; beside the running one unless given.
    ///   - tell: is told of failures and of how far it is.
    /// - Throws: `SoraError` when a program is missing.
    package init(
        _ options: TortureOptions, programs: String? = nil,
        tell: @escaping @Sendable (String) -> Void
    ) throws {
        self.options = options
        self.programs = try Programs(folder: programs)
        self.tell = tell
    }

    /// Runs everything that was asked for.
    package func run() async -> Report {
        // Off the pool of async tasks, for it waits for processes.
        await withCheckedContinuation { continuation in
            DispatchQueue(label: "torture").async { continuation.resume(returning: runAll()) }
        }
    }

    private func runAll() -> Report {
        var report = Report()
        for programme in options.programmes {
            switch programme {
            case .random:
                let random = RandomProgramme(programs: programs, options: options)
                report.add(run(.random, random.numbers) { try random.run($0) })
            case .points:
                let points = PointProgramme(programs, options)
                var outcome = run(.points, points.numbers) { try points.run($0) }
                outcome.tally.notes += points.notes
                report.add(outcome)
            case .canaries:
                report.add(hunt())
            case .race:
                let race = RaceProgramme(programs, options)
                var outcome = run(.race, Array(0..<options.races)) { try race.run($0) }
                outcome.tally.notes += race.notes
                report.add(outcome)
            case .strace:
                guard let strace = programs.strace else {
                    var tally = Tally(.strace)
                    tally.notes.append("strace: NOT run, for strace is not installed")
                    report.add((tally, []))
                    continue
                }
                do {
                    let sweep = try StraceProgramme(programs, strace, options)
                    tell(sweep.plan)
                    var outcome = run(.strace, sweep.numbers) { try sweep.run($0) }
                    outcome.tally.notes += sweep.notes
                    report.add(outcome)
                } catch {
                    report.add((Tally(.strace), ["strace: could not record: \(error)"]))
                }
            }
        }
        return report
    }

    private func hunt() -> Outcome {
        let programme = CanaryProgramme(programs: programs, options: options)
        var tally = Tally(.canaries)
        let start = Clock.now
        let canaries = options.canary.map { [$0] } ?? Canary.allCases
        let found = Mutex<[Int: CanaryProgramme.Outcome]>([:])
        // In the long form each hunt has its runs side by side.
        Parallel.forEach(Array(canaries.indices), jobs: options.isShort ? options.jobs : 1) {
            index in
            let outcome = programme.hunt(canaries[index])
            tell("canaries: \(outcome.canary.rawValue): \(outcome.columns.joined(separator: ", "))")
            found.withLock { $0[index] = outcome }
        }
        let outcomes = found.withLock { found in canaries.indices.compactMap { found[$0] } }
        tally.runs = outcomes.count
        tally.seconds = (Clock.now - start) / 1000
        tally.notes.append(programme.table(outcomes))
        let missed = outcomes.filter { $0.finding == nil }.map {
            "canaries: \($0.canary.rawValue) was not found\n"
                + "replay: soralib-torture --only canaries --canary \($0.canary.rawValue)"
        }
        return (tally, missed)
    }

    private typealias Outcome = (tally: Tally, failures: [String])

    private func run(
        _ programme: TortureOptions.Programme, _ numbers: [Int],
        _ body: @escaping @Sendable (Int) throws -> RunResult
    ) -> Outcome {
        let state = Mutex((tally: Tally(programme), failures: [String]()))
        let start = Clock.now
        Parallel.forEach(numbers, jobs: jobs(for: programme)) { number in
            let start = Clock.now
            do {
                let result = try body(number)
                let seconds = (Clock.now - start) / 1000
                let failure = story(of: result)
                if let failure { tell(failure) } else { clean(result.folder) }
                state.withLock { state in
                    state.tally.count(result.judgement, kills: result.kills)
                    state.tally.planned += result.planned
                    state.tally.reached += result.reached
                    if seconds > state.tally.longest.seconds {
                        state.tally.longest = (number, seconds)
                    }
                    if let failure { state.failures.append(failure) }
                    if state.tally.runs.isMultiple(of: 100) {
                        tell("\(programme.rawValue): \(state.tally.runs) of \(numbers.count) runs")
                    }
                }
            } catch {
                let failure = "\(programme.rawValue) \(number): the harness failed: \(error)"
                tell(failure)
                state.withLock { $0.failures.append(failure) }
            }
        }
        return state.withLock { state in
            state.tally.seconds = (Clock.now - start) / 1000
            let longest = state.tally.longest
            state.tally.notes.append(
                "\(programme.rawValue): the longest run, \(longest.number), took "
                    + "\(Int(longest.seconds.rounded())) s")
            if state.tally.planned > 0 {
                state.tally.notes.append(
                    "\(programme.rawValue): \(state.tally.reached) of \(state.tally.planned) faults "
                        + "that were planned at named moments came to pass")
            }
            return (state.tally, state.failures)
        }
    }

    /// How many runs are under way at once: those that watch the clock, or are traced, need processors.
    private func jobs(for programme: TortureOptions.Programme) -> Int {
        switch programme {
        case .random, .points, .canaries: options.jobs
        case .race, .strace: min(options.jobs, 4)
        }
    }

    private func story(of result: RunResult) -> String? {
        guard !result.judgement.violations.isEmpty else { return nil }
        return "FAILED\n" + result.judgement.violations.map { "  \($0)\n" }.joined()
            + result.story + "\nfolder: \(result.folder.path)"
    }

    private func clean(_ folder: RunFolder) {
        guard !options.keepsAll else { return }
        // A folder that stays is overwritten by the next run of its name.
        try? FileTree.remove(folder.path)
    }
}

extension Report {
    fileprivate mutating func add(_ outcome: (tally: Tally, failures: [String])) {
        tallies.append(outcome.tally)
        failures += outcome.failures
    }
}

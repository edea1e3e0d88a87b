import SoraSystem
import SoraTerminal
import Synchronization

/// Plants each bug, and looks whether the other programmes find it.
struct CanaryProgramme: Sendable {
    let programs: Programs
    let options: TortureOptions

    /// How often a programme was run until it found a bug.
    private struct Catch {
        let runs: Int
        let finding: String
    }

    /// What came of one bug.
    struct Outcome {
        let canary: Canary
        /// After how many runs, of how many, in words; by the programmes in their order.
        let columns: [String]
        let finding: String?
    }

    /// How often the run that is made for a bug is made: some bugs need the luck of a moment.
    private static let tries = 10
    private static let titles = ["directed", "points", "random"]

    /// Hunts one bug with every programme, or with a directed run alone in the short form.
    func hunt(_ canary: Canary) -> Outcome {
        var options = options
        options.canary = canary
        options.folder = "\(options.folder)/\(canary.rawValue)"
        let sweep = PointProgramme(programs, options)
        let random = RandomProgramme(programs: programs, options: options)
        let race = RaceProgramme(programs, options)
        var catches: [(found: Catch?, limit: Int)] = []
        let directed = first(of: Self.tries, jobs: 1) { number in
            switch Hunt.directed(at: canary) {
            case .points(let point): return try sweep.run(point)
            case .scenario(let scenario):
                return try random.run(scenario, "directed-\(number)", replay: "")
            case .race: return try race.run(number)
            }
        }
        catches.append((directed, Self.tries))
        if !options.isShort {
            let singles = PointCase.singles
            let swept = first(of: singles.count) { try sweep.run(singles[$0]) }
            catches.append((swept, singles.count))
            let found = first(of: options.hunts) { try random.run($0) }
            catches.append((found, options.hunts))
        }
        try? FileTree.remove(options.folder)
        return Outcome(
            canary: canary,
            columns: catches.map { found, limit in
                found.map { "\($0.runs)" } ?? "none in \(limit)"
            },
            finding: catches.compactMap(\.found).first?.finding)
    }

    /// The table of what was found.
    func table(_ outcomes: [Outcome]) -> String {
        Table(
            columns: [TableColumn("planted bug")]
                + Self.titles.prefix(options.isShort ? 1 : 3).map {
                    TableColumn("\($0), runs", alignment: .right)
                } + [TableColumn("finding")],
            rows: outcomes.map { [$0.canary.rawValue] + $0.columns + [$0.finding ?? "NOT FOUND"] }
        ).text(fitting: nil)
    }

    /// The first run that finds anything; a few more may be under way meanwhile.
    private func first(
        of limit: Int, jobs: Int? = nil, _ run: @escaping @Sendable (Int) throws -> RunResult
    ) -> Catch? {
        let found = Mutex<Catch?>(nil)
        Parallel.forEach(Array(0..<limit), jobs: jobs ?? options.jobs) { number in
            guard found.withLock({ $0 == nil }), let result = try? run(number) else { return }
            // Which point a planted bug keeps soralib from does not matter.
            let violation = result.judgement.violations.first { $0.invariant != .reach }
            guard let violation else { return }
            found.withLock { found in
                if number + 1 < found?.runs ?? .max {
                    found = Catch(
                        runs: number + 1, finding: String(violation.description.prefix(90)))
                }
            }
        }
        return found.withLock { $0 }
    }
}

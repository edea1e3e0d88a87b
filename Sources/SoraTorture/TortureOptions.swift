package import SoraSystem

/// What a command line of the harness asks for.
package struct TortureOptions: Sendable {
    /// The programmes, in the order in which they run.
    package enum Programme: String, Sendable, CaseIterable {
        case random
        case points
        case canaries
        case race = "sync-race"
        case strace
    }

    /// What every run is drawn from.
    package var seed: UInt64 = 1
    /// How many random runs are made.
    package var runs = 1000
    /// How many races are run.
    package var races = 100
    /// The one random run to make, to replay it.
    package var onlyRun: Int?
    /// What is run.
    package var programmes = Programme.allCases
    /// How many pairs of faults are tried, spread evenly over all.
    package var pairs = 300
    /// How many random runs are made at most to find a planted bug.
    package var hunts = 100
    /// The bug that soralib has in every run.
    package var canary: Canary?
    /// Whether only what takes seconds is done of the faults at named moments and the planted bugs.
    package var isShort = false
    /// How many runs are under way at once; they wait more than they work.
    package var jobs = 12
    /// Where the runs have their folders; those of runs that went well are removed.
    package var folder = ".build/torture/runs"
    /// Whether the folders of all runs are kept.
    package var keepsAll = false
    /// The most system calls of each kind, or `nil` for all.
    package var calls: Int?
    /// The one fault to try, such as `kill:pwrite64:17` or `FP09:kill,FP10:eio`, to replay it.
    package var point: String?

    package init() {}

    static let help = """
        usage: soralib-torture [--only random|points|canaries|sync-race|strace] [--seed S]
                               [--runs N] [--run K] [--pairs N|all] [--hunts N] [--races N]
                               [--calls N] [--point POINT] [--canary NAME] [--jobs N]
                               [--folder DIR] [--keep] [--short]

        Kills the soralib that stands beside it, at random times, at every named moment and at
        every system call that writes, lets it recover, and checks what is left against the
        simulator's ledger. Exit 1 when anything is wrong; what is needed to replay is printed,
        and the folder is kept.

          --only NAME     one programme; may be repeated
          --seed S        what every run is drawn from (1)
          --runs N        random runs (1000); --run K makes run K alone
          --pairs N       pairs of faults at named moments (300), or all
          --hunts N       random runs for each planted bug, at most (100)
          --races N       races of two syncs (100)
          --calls N       system calls of each kind, spread evenly; all unless given
          --point POINT   one fault alone: FP09:kill, FP09:kill,FP10:eio, kill:pwrite64:17
          --canary NAME   plant this bug in every run
          --short         of points and canaries only what takes seconds
          --jobs N        runs at once (12)
          --folder DIR    where the runs have their folders (.build/torture/runs)
          --keep          keep the folders of runs that went well, too

        soralib-torture fill LIBRARY COUNT [SEED] writes so many videos into a new library, to measure
        what a large one costs.

        """

    /// Reads the words behind the name of the program; `nil` when help is asked for.
    ///
    /// - Throws: `TortureError` that names what is wrong.
    static func parsed(_ words: [String]) throws(TortureError) -> TortureOptions? {
        var options = TortureOptions()
        var only: [Programme] = []
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--help" || word == "-h" { return nil }
            switch word {
            case "--keep":
                options.keepsAll = true
                continue
            case "--short":
                options.isShort = true
                options.pairs = min(options.pairs, 10)
                continue
            default: break
            }
            guard let value = rest.popFirst() else { throw TortureError("\(word) needs a value") }
            let number = Int(value).flatMap { $0 >= 0 ? $0 : nil }
            switch (word, number) {
            case ("--seed", let number?): options.seed = UInt64(number)
            case ("--runs", let number?): options.runs = number
            case ("--run", let number?): options.onlyRun = number
            case ("--races", let number?): options.races = number
            case ("--pairs", let number?): options.pairs = number
            case ("--pairs", nil) where value == "all": options.pairs = .max
            case ("--hunts", let number?): options.hunts = number
            case ("--calls", let number?): options.calls = number
            case ("--canary", _):
                guard let canary = Canary(rawValue: value) else {
                    let names = Canary.allCases.map(\.rawValue).joined(separator: ", ")
                    throw TortureError("--canary \(value): the planted bugs are \(names)")
                }
                options.canary = canary
            case ("--jobs", let number?): options.jobs = max(1, number)
            case ("--folder", _): options.folder = value
            case ("--point", _):
                guard TracePoint(value) != nil || PointCase(value) != nil else {
                    throw TortureError(
                        "--point \(value): write it as FP09:kill or as kill:pwrite64:17")
                }
                options.point = value
            case ("--only", _):
                guard let programme = Programme(rawValue: value) else {
                    let names = Programme.allCases.map(\.rawValue).joined(separator: ", ")
                    throw TortureError("--only \(value): the programmes are \(names)")
                }
                only.append(programme)
            default: throw TortureError("\(word) \(value) is not understood; see --help")
            }
        }
        if !only.isEmpty { options.programmes = only }
        if options.onlyRun != nil { options.programmes = [.random] }
        return options
    }

    /// The words that plant the same bug again.
    var canaryWords: String { canary.map { " --canary \($0.rawValue)" } ?? "" }
}

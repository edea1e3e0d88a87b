/// What a command line of the harness asks for.
package struct TortureOptions: Sendable {
    /// The programmes, in the order in which they run.
    package enum Programme: String, Sendable, CaseIterable {
        case random
        case race = "sync-race"
        case strace
    }

    /// What every run is drawn from.
    package var seed: UInt64 = 1
    /// How many random runs are made.
    package var runs = 100
    /// How many races are run.
    package var races = 30
    /// The one random run to make, to replay it.
    package var onlyRun: Int?
    /// What is run.
    package var programmes = Programme.allCases
    /// How many runs are under way at once; they wait more than they work.
    package var jobs = 2
    /// Where the runs have their folders; those of runs that went well are removed.
    package var folder = ".build/torture"
    /// Whether the folders of all runs are kept.
    package var keepsAll = false
    /// The most points of the strace sweep of each kind, or `nil` for all.
    package var points: Int?
    /// The one point of the sweep to try, such as `kill:pwrite64:17`, to replay it.
    package var point: String?
    /// A file of rules for the simulator's `--faults`.
    package var faults: String?

    package init() {}

    static let help = """
        usage: soralib-torture [--seed S] [--runs N] [--run K] [--races N] [--points N]
                               [--only random|sync-race|strace] [--jobs N] [--faults FILE]
                               [--folder DIR] [--keep]

        Kills the soralib that stands beside it, at random times and at every system call that
        writes, lets it recover, and checks what is left against the simulator's ledger. Exit 1
        when anything is wrong; what is needed to replay is printed, and the folder is kept.

          --seed S        what every run is drawn from (1)
          --runs N        random runs (100); --run K makes run K alone
          --races N       races of two syncs (30)
          --points N      points of the strace sweep of each kind, spread evenly; all unless given
          --point POINT   one point alone, such as kill:pwrite64:17 or EIO:fsync:2
          --only NAME     one programme; may be repeated
          --jobs N        runs at once (2)
          --faults FILE   rules for the simulator's --faults, in random runs
          --folder DIR    where the runs have their folders (.build/torture)
          --keep          keep the folders of runs that went well, too

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
            if word == "--keep" {
                options.keepsAll = true
                continue
            }
            guard let value = rest.popFirst() else { throw TortureError("\(word) needs a value") }
            let number = Int(value).flatMap { $0 >= 0 ? $0 : nil }
            switch (word, number) {
            case ("--seed", let number?): options.seed = UInt64(number)
            case ("--runs", let number?): options.runs = number
            case ("--run", let number?): options.onlyRun = number
            case ("--races", let number?): options.races = number
            case ("--points", let number?): options.points = number
            case ("--jobs", let number?): options.jobs = max(1, number)
            case ("--folder", _): options.folder = value
            case ("--faults", _): options.faults = value
            case ("--point", _):
                guard TracePoint(value) != nil else {
                    throw TortureError("--point \(value): write it as kill:pwrite64:17")
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
}

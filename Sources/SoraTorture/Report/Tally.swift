/// What one programme did and found.
package struct Tally: Sendable {
    /// The programme.
    package let programme: TortureOptions.Programme
    package var runs = 0
    package var kills = 0
    package var charges = 0
    package var doubleCharges = 0
    package var lostVideos = 0
    package var integrityErrors = 0
    package var secrets = 0
    package var otherViolations = 0
    package var uncertain = 0
    /// How long it took, in seconds.
    package var seconds = 0.0
    /// How many faults were planned at named moments, and how many came to pass.
    var planned = 0
    var reached = 0
    /// The run that took longest.
    var longest = (number: 0, seconds: 0.0)
    /// How often each thing stands in the histories of all tasks.
    package var history: [String: Int] = [:]
    /// What else is to be told, a line each.
    package var notes: [String] = []

    init(_ programme: TortureOptions.Programme) {
        self.programme = programme
    }

    /// How many violations there were.
    package var violations: Int {
        doubleCharges + lostVideos + integrityErrors + secrets + otherViolations
    }

    /// Counts a judged run.
    mutating func count(_ judgement: Oracle.Judgement, kills: Int) {
        runs += 1
        self.kills += kills
        charges += judgement.charges
        uncertain += judgement.uncertain
        history.merge(judgement.history, uniquingKeysWith: +)
        for violation in judgement.violations {
            switch violation.invariant {
            case .chargedOnce: doubleCharges += 1
            case .paidKept: lostVideos += 1
            case .catalogue, .files: integrityErrors += 1
            case .secret: secrets += 1
            case .leftovers, .liveness, .outside, .oneSync, .error, .reach, .counted:
                otherViolations += 1
            }
        }
    }
}

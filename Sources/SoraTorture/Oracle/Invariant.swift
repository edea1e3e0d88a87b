/// What must be true after every run, whatever happened in it.
package enum Invariant: String, Sendable, CaseIterable {
    case chargedOnce = "I1 no task is charged twice"
    case paidKept = "I2 what was charged is kept, or is for a person to decide"
    case catalogue = "I3 the catalogue is sound, and every step of a task is a legal one"
    case files = "I4 rows and files agree, and nothing else lies about"
    case secret = "I5 the key is nowhere"
    case leftovers = "I6 no process is left, and none crashed"
    case liveness = "I7 a sync without faults brings everything to its end"
    case outside = "I8 nothing is written outside the library"
    case oneSync = "I9 of two syncs one works, and the other says so with status 75"
    case reach = "R  a planned fault comes to pass"
    case counted = "I11 what was charged counts as spent"
    case error = "I10 a failing disk is told with status 74"
}

/// An invariant that does not hold, and how that shows.
package struct Violation: Sendable, Hashable, CustomStringConvertible {
    package let invariant: Invariant
    package let finding: String

    init(_ invariant: Invariant, _ finding: String) {
        self.invariant = invariant
        self.finding = finding
    }

    package var description: String { "\(invariant.rawValue): \(finding)" }
}

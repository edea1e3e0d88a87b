package import SoraModel

/// What came of taking records in.
package struct LoadSummary: Sendable {
    /// How many are new, by kind.
    package var added: [String: Int] = [:]
    /// How many were known, by kind.
    package var known: [String: Int] = [:]
    /// How many of those that were known are not as they were.
    package var changed = 0
    /// What could not be taken from both sides.
    package var conflicts: [LoadConflict] = []
    /// How many new videos have no file here.
    package var missing = 0
    /// What was left out, where that is allowed.
    package var leftOut: [String] = []
    /// The tasks that were queued, and are drafts here: another library may send them.
    package var held: [Handle] = []
    /// The tasks whose request was under way.
    package var uncertain: [Handle] = []

    package init() {}
}

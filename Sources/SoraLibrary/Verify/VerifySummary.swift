package import SoraModel

/// What a verification found.
package struct VerifySummary: Hashable, Sendable {
    /// How many videos were checked.
    package var checked = 0
    /// How many have each verdict now; every verdict is there.
    package var verdicts: [Verdict: Int] = Dictionary(
        uniqueKeysWithValues: Verdict.allCases.map { ($0, 0) })
    /// How many files are missing.
    package var missing = 0
    /// The videos whose verdict or file state is another one than before.
    package var changed: [Handle] = []

    package init() {}

    /// Whether every file is there and is what was asked for, or nothing was asked.
    package var isClean: Bool {
        missing == 0
            && [.mismatch, .corrupt, .unprobed].allSatisfy { (verdicts[$0] ?? 0) == 0 }
    }

    /// The summary as one JSON object.
    package var json: String {
        let counts = Verdict.allCases.map { "\"\($0.rawValue)\":\(verdicts[$0] ?? 0)" }
        return "{\"checked\":\(checked),\"verdicts\":{\(counts.joined(separator: ","))},"
            + "\"changed\":\(JSONText.array(changed.map(\.description)))}"
    }
}

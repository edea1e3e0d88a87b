package import SoraModel

/// What came of decoding one file.
package struct DeepOutcome: Hashable, Sendable {
    /// What its headers tell.
    package var outcome: ProbeOutcome
    /// What its frames tell; `nil` where there was no use in decoding them, or nothing can be said.
    package var report: DeepReport?

    package init(outcome: ProbeOutcome, report: DeepReport? = nil) {
        self.outcome = outcome
        self.report = report
    }
}

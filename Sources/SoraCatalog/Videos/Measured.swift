package import SoraModel

/// The outcome of a probe, ready to be stored.
package struct Measured: Hashable, Sendable {
    /// What was measured, or `nil` when the prober could not say.
    package var probe: MediaProbe?
    /// The verdict and its reasons.
    package var outcome: VerdictRule.Outcome

    /// A file that was probed, compared with what was asked for.
    package init(_ probe: MediaProbe, against requested: RequestedMedia) {
        self.probe = probe
        outcome = VerdictRule().judge(probe, against: requested)
    }

    /// A file that the prober could not say anything about.
    package init(unprobed reason: String) {
        probe = nil
        outcome = VerdictRule.Outcome(.unprobed, reasons: [reason], reasonCodes: ["unprobed"])
    }
}

package import SoraModel

/// The outcome of a probe, ready to be stored.
package struct Measured: Hashable, Sendable {
    /// What was measured, or `nil` when the prober could not say.
    package var probe: MediaProbe?
    /// What was found by decoding it, or `nil` when it was not decoded.
    package var deep: DeepReport?
    /// Whether it was decoded now, and not earlier.
    package var isDeepNew = false
    /// The verdict and its reasons.
    package var outcome: VerdictRule.Outcome

    /// A file that was probed, compared with what was asked for.
    ///
    /// - Parameters:
    ///   - probe: what its headers tell.
    ///   - deep: what was found by decoding these same bytes, now or earlier.
    ///   - requested: what was asked for.
    package init(
        _ probe: MediaProbe, deep: DeepReport? = nil, against requested: RequestedMedia
    ) {
        self.probe = probe
        self.deep = deep
        outcome = VerdictRule().judge(probe, deep: deep, against: requested)
    }

    /// A file that the prober could not say anything about.
    ///
    /// - Parameters:
    ///   - reason: why.
    ///   - deep: what was found earlier by decoding these same bytes.
    package init(unprobed reason: String, deep: DeepReport? = nil) {
        probe = nil
        self.deep = deep
        outcome = VerdictRule.Outcome(.unprobed, reasons: [reason], reasonCodes: ["unprobed"])
    }
}

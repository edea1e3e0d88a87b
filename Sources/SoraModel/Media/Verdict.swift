/// The outcome of comparing the measured file with the request.
public enum Verdict: String, Sendable, Codable, CaseIterable {
    /// What was asked for.
    case verified
    /// Plays, and is not what was asked for.
    case mismatch
    /// Measured: does not read.
    case corrupt
    /// Reads well, and nothing was asked.
    case unchecked
    /// The prober could not say.
    case unprobed
}

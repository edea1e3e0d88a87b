package import SoraModel

/// What came of measuring one file.
package enum ProbeOutcome: Hashable, Sendable {
    /// The file was measured: what is in it, or why it is no media file.
    case measured(MediaProbe)
    /// Nothing can be said of the file: it could not be opened or read, or the prober failed.
    case unprobed(reason: String)
}

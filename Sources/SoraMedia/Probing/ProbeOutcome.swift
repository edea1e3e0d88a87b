package import SoraModel

/// What came of measuring one file.
package enum ProbeOutcome: Hashable, Sendable {
    /// The file was measured: what is in it, or why it is no media file.
    case measured(MediaProbe)
    /// Nothing can be said of the file: it could not be opened or read, or the prober failed.
    case unprobed(reason: String)
    /// No file can be measured on this machine: the prober does not start, cannot confine itself or cannot
    /// measure at all. It says nothing of this one.
    case impossible(reason: String)

    /// That no file can be measured, as a person should see it.
    package static func error(impossible reason: String) -> SoraError {
        SoraError(
            .unfitHelper, "no file can be measured on this machine: \(reason)",
            hint: "`soralib doctor` tells what is wrong")
    }
}

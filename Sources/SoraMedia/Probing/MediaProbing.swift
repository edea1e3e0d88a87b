/// Measures media files.
package protocol MediaProbing: Sendable {
    /// Measures one file.
    func probe(_ path: String) async -> ProbeOutcome
}

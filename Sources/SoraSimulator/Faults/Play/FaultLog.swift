/// The list of the faults that were played: a line of JSON for each, before it can be noticed.
final class FaultLog: Sendable {
    private let file: AppendOnlyFile

    /// Opens or makes the file; one that exists is continued.
    ///
    /// - Throws: `SimulatorError.file` when it cannot be used.
    init(path: String) throws(SimulatorError) {
        file = try AppendOnlyFile.continuing(path).0
    }

    /// Adds a line; a disk that is full must not keep a fault from being played.
    func write(_ record: FaultRecord) {
        try? file.append([JSON.encode(record)])
    }
}

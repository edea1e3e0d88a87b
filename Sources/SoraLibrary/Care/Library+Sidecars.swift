import SoraCatalog

extension Library {
    /// Brings the records in `sidecars/` up to date with the catalogue, where they are kept.
    ///
    /// - Parameter seconds: after how long what is left is left, or `nil` for all.
    /// - Returns: how many are behind still.
    /// - Throws: `SoraError` when they cannot be written; those that could not are written next time.
    package func writeSidecars(within seconds: Double? = nil) throws -> Int {
        try catalog.writeSidecars(within: seconds)
    }
}

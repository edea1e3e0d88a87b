import SoraCatalog

extension Library {
    /// Brings the records in `sidecars/` up to date with the catalogue, where they are kept.
    ///
    /// - Parameter limit: the most of them, or `nil` for all.
    /// - Returns: how many are behind still.
    /// - Throws: `SoraError` when they cannot be written; those that could not are written next time.
    package func writeSidecars(limit: Int? = nil) throws -> Int {
        try catalog.writeSidecars(limit: limit)
    }
}

import SoraCatalog

extension Library {
    /// Brings the records in `sidecars/` up to date with the catalogue, where they are kept.
    ///
    /// - Throws: `SoraError` when they cannot be written; those that could not are written next time.
    package func writeSidecars() throws { try catalog.writeSidecars() }
}

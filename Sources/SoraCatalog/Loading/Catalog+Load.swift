extension Catalog {
    /// Takes in the records of a dump, all or none.
    ///
    /// A record is known here by its uid. Of one that is, each field that a person changes takes the newer
    /// word, and what both sides say differently is told; nothing is removed but a tag that the other
    /// side took away later.
    ///
    /// - Parameters:
    ///   - path: a file of `dump`, one JSON object a line.
    ///   - options: what becomes of the queue, and of what names nothing.
    ///   - progress: is told the bytes that were read.
    /// - Returns: what came of it.
    /// - Throws: one `SoraError` of code `invalid` with every problem by its line, after which nothing is changed;
    ///   `not_found` without the file.
    package func load(
        _ path: String, _ options: LoadOptions, progress: (Int64) -> Void = { _ in }
    ) throws -> LoadSummary {
        try CatalogLoad(catalog: self, options: options).run(path, progress: progress)
    }
}

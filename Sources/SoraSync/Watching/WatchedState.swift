import SoraCatalog

/// What a watch has seen of the catalogue, to notice what other commands change.
struct WatchedState {
    private let version: Int64
    /// The settings of the providers.
    let providers: [ProviderRecord]

    /// - Throws: `SoraError` when the catalogue cannot be read.
    init(_ catalog: Catalog) throws {
        // The version first: what changes between the two is then seen once more, and not missed.
        version = try catalog.changesByOthers()
        providers = try catalog.providers(includingRemoved: true)
    }

    /// Whether others have changed the catalogue since.
    func isOutdated(_ catalog: Catalog) throws -> Bool {
        try catalog.changesByOthers() != version
    }
}

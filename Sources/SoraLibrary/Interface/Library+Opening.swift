import SoraCatalog
public import SoraModel

extension Library {
    /// Opens the library in a folder, for reading and writing.
    ///
    /// - Parameters:
    ///   - path: the folder that holds `soralib.sqlite`; absolute, or seen from the current folder.
    ///   - configuration: the surroundings.
    /// - Returns: the library.
    /// - Throws: `SoraError`: `no_library` where there is none, `schema` when another version made it,
    ///   `corrupt`, `cannot_write`, `configuration` when a profile of it cannot be read.
    @concurrent
    public static func open(
        at path: String, configuration: LibraryConfiguration = LibraryConfiguration()
    ) async throws(SoraError) -> Library {
        try SoraError.told {
            try open(named: path, for: .writing, context: configuration.context)
        }
    }

    /// Makes a new library in a folder that is new or empty.
    ///
    /// - Parameters:
    ///   - path: the folder; absolute, or seen from the current folder.
    ///   - configuration: the surroundings.
    /// - Returns: the library.
    /// - Throws: `SoraError`: `exists` when the folder holds anything, `cannot_write`, `disk_full`.
    @concurrent
    public static func create(
        at path: String, configuration: LibraryConfiguration = LibraryConfiguration()
    ) async throws(SoraError) -> Library {
        try SoraError.told { try create(at: path, context: configuration.context) }
    }
}

package import SoraCatalog
import SoraImport
import SoraModel
import SoraSystem

extension Library {
    /// What a rebuilt library was made of.
    package struct Rebuilding: Sendable {
        /// The library's folder.
        package var path: String
        /// What the sidecars gave.
        package var outcome: CatalogRebuild.Outcome
        /// How many originals without a sidecar were imported.
        package var imported = 0
        /// Those that could not be.
        package var failed: [String] = []
    }

    /// Makes the catalogue of a folder anew, from its sidecars and its originals.
    ///
    /// - Parameters:
    ///   - named: what `--library` said; else the environment and the current folder tell.
    ///   - isDryRun: whether only to tell what would come of it.
    ///   - context: the world around.
    ///   - confirm: is asked before a catalogue that is there is put aside, and throws for a no.
    /// - Returns: what it was made of.
    /// - Throws: `SoraError`: `no_library`; `exists` when the catalogue can be read; `locked`; `not_found`
    ///   without any sidecar.
    package static func rebuild(
        named: String?, isDryRun: Bool, context: LibraryContext, confirm: (String) throws -> Void
    ) async throws -> Rebuilding {
        let files = context.system.files
        let folder: LibraryFolder
        do {
            folder = try LibraryLocator(files: files).locate(
                named: named, environment: context.environment["SORALIB_LIBRARY"],
                current: context.currentFolder, isGone: true)
            if !isDryRun, try files.status(of: folder.database) != nil {
                try confirm(folder.database)
            }
        } catch let error as SystemError {
            throw error.forPeople
        }
        let outcome = try CatalogRebuild(folder, system: context.system).run(isDryRun: isDryRun)
        var rebuilding = Rebuilding(path: folder.path, outcome: outcome)
        if isDryRun { return rebuilding }
        let library = try open(named: folder.path, for: .writing, context: context)
        try library.catalog.writeSidecars()
        let orphans = try LibraryCheck(library.catalog, isRehashing: false, isRepairing: false)
            .run().findings.filter { $0.kind == .orphan }.map { "\(folder.path)/\($0.subject)" }
        guard !orphans.isEmpty else { return rebuilding }
        let summary = try await library.importClips(orphans, options: ImportOptions())
        rebuilding.imported = summary.imported.count
        rebuilding.failed = summary.failed.map(\.path)
        try library.catalog.writeSidecars()
        return rebuilding
    }
}

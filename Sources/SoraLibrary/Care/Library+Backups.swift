package import SoraCatalog
import SoraModel
import SoraSystem

extension Library {
    /// Copies the catalogue to a verified file in `backups/`, and keeps the newest seven.
    ///
    /// - Returns: the copy.
    /// - Throws: `SoraError` with code `corrupt` when the catalogue is damaged.
    package func backUp() throws -> Backup { try catalog.backUp() }

    /// Puts a copy in the place of the catalogue, whether that can be read or not.
    ///
    /// - Parameters:
    ///   - named: what `--library` said.
    ///   - file: the copy; the newest one of the library where none is named.
    ///   - isDryRun: whether only to say what would be done.
    ///   - context: the world around.
    ///   - confirm: is asked with the copy's path before anything is changed, and throws for a no.
    /// - Returns: the copy's path, and what became of the tasks.
    /// - Throws: `SoraError`: `no_library`; `not_found` when there is no copy; `corrupt`, `invalid` when
    ///   it cannot be used; `locked` while a sync runs.
    package static func restore(
        named: String?, from file: String?, isDryRun: Bool, context: LibraryContext,
        confirm: (Backup) throws -> Void
    ) throws -> (path: String, outcome: CatalogRestore.Outcome) {
        do {
            let files = context.system.files
            let folder = try LibraryLocator(files: files).locate(
                named: named, environment: context.environment["SORALIB_LIBRARY"],
                current: context.currentFolder, isGone: true)
            let restoration = CatalogRestore(folder, system: context.system)
            // What was begun is finished before anything else is thought of.
            if !isDryRun, let finished = try restoration.finish(), file == nil {
                return (folder.database, finished)
            }
            let backup: Backup
            if let file {
                let path = context.absolute(file)
                guard let status = try files.status(of: path, followingLinks: true),
                    status.kind == .file
                else {
                    throw SoraError(
                        .notFound, "there is no file \(path)",
                        hint: "`soralib library backup --list` tells the copies that there are")
                }
                backup = Backup(path: path, madeAt: nil, bytes: status.bytes)
            } else {
                guard let newest = try Catalog.backups(of: folder, files).first else {
                    throw SoraError(
                        .notFound, "there is no copy of the catalogue in \(folder.backups)",
                        hint: "name one: `soralib library restore FILE`")
                }
                backup = newest
            }
            if !isDryRun { try confirm(backup) }
            let outcome = try restoration.run(from: backup.path, isDryRun: isDryRun)
            return (backup.path, outcome)
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// The copies of the catalogue, the newest first.
    package func backups() throws -> [Backup] {
        try Catalog.backups(of: catalog.folder, context.system.files)
    }
}

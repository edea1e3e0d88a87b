import SoraCatalog
import SoraSystem

extension Library {
    /// What is waiting, done, and to be decided.
    package func status(areProvidersScored: Bool = false) throws -> LibraryStatus {
        let counted = try catalog.status()
        let files = context.system.files
        do {
            let database =
                try files.status(of: catalog.folder.database)?.bytes ?? 0
                + (files.status(of: catalog.folder.database + "-wal")?.bytes ?? 0)
            return LibraryStatus(
                catalog: counted, late: counted.expiring.isEmpty ? [] : try lateResults(),
                schedule: try? schedule(), lastRun: try runs(limit: 1).first,
                providers: try providers(areScored: areProvidersScored),
                libraryBytes: counted.storedBytes + database,
                freeBytes: try files.freeBytes(at: path))
        } catch let error as SystemError {
            throw error.forPeople
        }
    }
}

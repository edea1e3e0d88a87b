import SoraModel
import SoraSQLite
package import SoraSystem

/// Makes a catalogue anew from the sidecars, where there is none that can be read.
package struct CatalogRebuild {
    /// What a rebuilt catalogue was made of.
    package struct Outcome: Sendable {
        /// How many sidecars were read.
        package var sidecars = 0
        /// Those that could not be, as paths below the library.
        package var unread: [String] = []
        /// What was taken from them.
        package var load = LoadSummary()
        /// Where what was there before is now; `nil` when there was nothing.
        package var kept: String?
    }

    private let folder: LibraryFolder
    private let system: SystemContext
    private var files: FileSystem { system.files }

    package init(_ folder: LibraryFolder, system: SystemContext) {
        self.folder = folder
        self.system = system
    }

    /// Rebuilds.
    ///
    /// What was queued becomes a draft, for it may have been sent since its record was written.
    ///
    /// - Parameter isDryRun: whether only to tell what would come of it.
    /// - Returns: what the catalogue was made of.
    /// - Throws: `SoraError`: `exists` when the catalogue can be read; `locked` while a sync or an import
    ///   runs; `not_found` without any sidecar.
    package func run(isDryRun: Bool) throws -> Outcome {
        do {
            let quiet = try QuietLibrary(
                folder, files: files, hint: "rebuild when it has ended")
            try refuseSound()
            let outcome = try rebuild(isDryRun: isDryRun)
            _ = consume quiet
            return outcome
        } catch let error as SystemError {
            throw error.forPeople
        } catch let error as SQLiteError {
            throw error.forPeople(database: folder.database)
        }
    }

    /// A catalogue that reads knows more than the sidecars do.
    private func refuseSound() throws {
        guard try files.status(of: folder.database) != nil else { return }
        do {
            let catalog = try Catalog.open(folder, for: .reading, system: system)
            _ = try catalog.uid()
            let damaged = try catalog.database.read {
                try CatalogCheck().findings(on: $0).contains { $0.kind == .damaged }
            }
            if damaged { return }
        } catch let error as SoraError where error.code == .corrupt {
            return
        }
        throw SoraError(
            .exists, "the catalogue of \(folder.path) reads: there is nothing to rebuild",
            hint: "`soralib library check` looks for what is wrong; to rebuild all the same, move "
                + "soralib.sqlite to another folder")
    }

    private func rebuild(isDryRun: Bool) throws -> Outcome {
        let restore = CatalogRestore(folder, system: system)
        let draft = folder.database + ".draft"
        try restore.clear(draft)
        _ = try files.open(draft, .createNew)
        defer { try? restore.clear(draft) }
        let gathered = "\(folder.incoming)/rebuild-\(system.newUID()).jsonl"
        try files.makeFolder(folder.incoming)
        defer { try? files.remove(gathered) }
        var outcome = Outcome()
        do {
            let database = try Database(
                draft, lock: folder.writeLock, access: .create, system: system)
            let found = try database.read { connection in
                try SidecarGathering(folder: folder, files: files)
                    .gather(into: gathered, with: connection)
            }
            guard found.sidecars > 0 else {
                throw SoraError(
                    .notFound, "there is no sidecar in \(folder.sidecars) that can be read",
                    hint:
                        "`soralib library restore` puts back a copy; originals in objects/ can be "
                        + "imported into a new library")
            }
            (outcome.sidecars, outcome.unread) = (found.sidecars, found.unread)
            let uid = found.library.map(UID.init(text:)) ?? system.newUID()
            try database.write { connection in
                try Schema.create(on: connection, uid: uid, at: system.time.now())
            }
            let catalog = Catalog(folder: folder, system: system, database: database)
            outcome.load = try catalog.load(gathered, LoadOptions(isLenient: true))
        }
        if isDryRun { return outcome }
        let lock = try FileLock.take(folder.writeLock, within: 10, files: files)
        guard let lock else { throw restore.locked }
        if try files.status(of: folder.database) != nil { outcome.kept = try restore.setAside() }
        for place in folder.folders { try files.makeFolder(place) }
        try restore.put(draft)
        _ = consume lock
        return outcome
    }
}

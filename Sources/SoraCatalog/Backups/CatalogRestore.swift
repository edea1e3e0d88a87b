package import SoraModel
import SoraSQLite
package import SoraSystem

/// Puts a copy in the place of a catalogue, whether that can still be read or not.
///
/// What was sent since the copy was made is not in it. So that nothing is paid for twice, what the copy
/// says is queued becomes a draft, and a request that was under way is uncertain.
package struct CatalogRestore {
    /// What a restoration came to.
    package struct Outcome: Hashable, Sendable {
        /// Where what was there before is now.
        package var kept: String
        /// The tasks that were queued when the copy was made, and are drafts now.
        package var held: [Handle]
        /// The tasks of which nobody knows any more whether they were sent.
        package var uncertain: [Handle]
    }

    private let folder: LibraryFolder
    private let system: SystemContext
    private var files: FileSystem { system.files }

    package init(_ folder: LibraryFolder, system: SystemContext) {
        self.folder = folder
        self.system = system
    }

    /// Restores a copy.
    ///
    /// - Parameters:
    ///   - path: the copy.
    ///   - isDryRun: whether only to check that it could be done.
    /// - Returns: what was done, or would be.
    /// - Throws: `SoraError`: `locked` while a sync or an import runs; `corrupt` when the copy is
    ///   damaged; `invalid` when it is another library's.
    package func run(from path: String, isDryRun: Bool = false) throws -> Outcome {
        do {
            // What an import commits after this would go into the catalogue that is put aside.
            let quiet = try QuietLibrary(
                folder, files: files, hint: "restore when it has ended")
            let outcome = try restore(path, isDryRun: isDryRun)
            _ = consume quiet
            return outcome
        } catch let error as SystemError {
            throw error.forPeople
        } catch let error as SQLiteError {
            throw error.forPeople(database: path)
        }
    }

    /// Finishes a restoration that was cut off when its outcome was settled already.
    ///
    /// - Returns: what came of it; `nil` when there is none to be finished.
    /// - Throws: `SoraError` with code `locked` while another soralib writes.
    package func finish() throws -> Outcome? {
        do {
            guard try files.status(of: folder.restored) != nil else { return nil }
            let lock = try FileLock.take(folder.writeLock, within: 10, files: files)
            guard let lock else { throw locked }
            try replace()
            _ = consume lock
            let catalog = try Catalog.open(folder, for: .reading, system: system)
            func tasks(_ what: String) throws -> [Handle] {
                try catalog.database.read { connection in
                    try connection.rows(
                        """
                        SELECT task_id FROM event WHERE what = ?1
                            AND id = (SELECT max(id) FROM event AS e WHERE e.task_id = event.task_id)
                        ORDER BY task_id
                        """, [.text(what)]
                    ) { Handle(.task, $0.integer(0) ?? 0) }
                }
            }
            return Outcome(
                kept: try Catalog.backups(of: folder, files).first?.path ?? folder.backups,
                held: try tasks(Self.heldWords), uncertain: try tasks(Self.uncertainWords))
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    var locked: SoraError {
        SoraError(.locked, "another soralib is writing to \(folder.path)")
    }

    private static let heldWords =
        "held: the catalogue was restored, and it may have been sent since"
    private static let uncertainWords =
        "the catalogue was restored while the request was under way"

    private func restore(_ path: String, isDryRun: Bool) throws -> Outcome {
        if try files.status(of: folder.restored) != nil, !isDryRun { try replace() }
        let present = try? Catalog.open(folder, for: .writing, system: system)
        try Catalog.verify(path, uid: present.flatMap { try? $0.uid() })
        let draft = folder.database + ".draft"
        try clear(draft)
        _ = try files.open(draft, .createNew)
        defer { try? clear(draft) }
        let (held, uncertain) = try prepare(draft, from: path)
        if isDryRun { return Outcome(kept: "", held: held, uncertain: uncertain) }
        // Held before the copy is made: what is written after it would be lost.
        let lock = try FileLock.take(folder.writeLock, within: 10, files: files)
        guard let lock else { throw locked }
        // What is there is kept, whatever it is.
        let kept = try (try? present?.backUp().path) ?? setAside()
        try put(draft)
        _ = consume lock
        return Outcome(kept: kept, held: held, uncertain: uncertain)
    }

    /// Puts a whole database in the catalogue's place; the write lock is the caller's.
    func put(_ draft: String) throws {
        // From here on the catalogue is the new one; what is cut off is finished by the next.
        try files.rename(draft, to: folder.restored)
        try files.synchronize(folder: folder.path)
        try system.reach(.restoring)
        try replace()
    }

    /// Gives the restored catalogue its name, when the log of the other one is gone: it would be read as
    /// a part of this one.
    private func replace() throws(SystemError) {
        for end in ["-wal", "-shm"] { try files.remove(folder.database + end) }
        try files.synchronize(folder: folder.path)
        try files.rename(folder.restored, to: folder.database)
        try files.synchronize(folder: folder.path)
    }

    func clear(_ draft: String) throws {
        for end in ["", "-journal", "-wal", "-shm"] { try files.remove(draft + end) }
    }

    /// Makes the file that takes the catalogue's place.
    private func prepare(
        _ draft: String, from path: String
    ) throws -> (held: [Handle], uncertain: [Handle]) {
        let source = try Connection.open(path, .immutable)
        let target = try Connection.open(draft, .create)
        try source.copy(into: target)
        try target.execute("BEGIN IMMEDIATE")
        let queue = HeldQueue(heldWords: Self.heldWords, uncertainWords: Self.uncertainWords)
        let tasks = try queue.hold(
            where: "1", at: system.time.now().milliseconds, on: target)
        try target.execute("COMMIT")
        try target.run("PRAGMA journal_mode = DELETE")
        return tasks
    }

    /// Gives a catalogue that cannot be read another place.
    func setAside() throws -> String {
        let time = system.time.now().iso8601.filter { $0 != "-" && $0 != ":" }
        let place = "\(folder.backups)/damaged-\(time)"
        try files.makeFolder(folder.backups)
        try files.makeFolder(place)
        // The database itself is copied, so that there is always one of its name.
        for end in ["-wal", "-shm", ""] {
            let name = "soralib.sqlite\(end)"
            guard try files.status(of: "\(folder.path)/\(name)") != nil else { continue }
            let copy = try files.copy("\(folder.path)/\(name)", to: "\(place)/\(name)")
            try files.synchronize(copy)
        }
        try files.synchronize(folder: place)
        return place
    }
}

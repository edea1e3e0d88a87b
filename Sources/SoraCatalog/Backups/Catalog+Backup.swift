import SoraModel
import SoraSQLite
package import SoraSystem

extension Catalog {
    /// Copies the catalogue to a file of its own in `backups/`, verifies it, and keeps the newest seven.
    ///
    /// Others may write meanwhile: the copy is of one moment. It gets its name last.
    ///
    /// - Returns: the copy.
    /// - Throws: `SoraError` with code `corrupt` when the copy does not read: the catalogue is damaged
    ///   then, and the copies that are there stay.
    package func backUp() throws -> Backup {
        do {
            let files = system.files
            try files.makeFolder(folder.backups)
            let draft = "\(folder.backups)/unfinished.new"
            for end in ["", "-journal", "-wal", "-shm"] { try files.remove(draft + end) }
            // SQLite would make the file readable for everyone that the umask lets.
            _ = try files.open(draft, .createNew)
            try database.read { connection in
                let copy = try Connection.open(draft, .create)
                try connection.copy(into: copy)
                // A copy is one file, and needs no log beside it.
                try copy.run("PRAGMA journal_mode = DELETE")
            }
            try Self.verify(draft, uid: uid())
            let file = try files.open(draft, .readWrite)
            try files.synchronize(file)
            try system.reach(.backupWritten)
            let time = system.time.now()
            let path = try place(draft, at: time)
            try files.synchronize(folder: folder.backups)
            try Self.prune(folder, files)
            return Backup(path: path, madeAt: time.iso8601, bytes: try files.status(of: file).bytes)
        } catch let error as SystemError {
            throw error.forPeople
        } catch let error as SQLiteError {
            throw error.forPeople(database: folder.database)
        }
    }

    /// Gives a copy a name that is free.
    private func place(_ draft: String, at time: Timestamp) throws -> String {
        var number = 1
        while true {
            let path = "\(folder.backups)/\(Backup.name(at: time, number: number))"
            do {
                try system.files.renameWithoutReplacing(draft, to: path)
                return path
            } catch {
                guard error.isExisting, number < 100 else { throw error }
                number += 1
            }
        }
    }

    /// The copies of a library, the newest first.
    package static func backups(of folder: LibraryFolder, _ files: FileSystem) throws -> [Backup] {
        do {
            guard try files.status(of: folder.backups) != nil else { return [] }
            return try files.names(in: folder.backups).compactMap { name in
                guard let moment = Backup.moment(in: name) else { return nil }
                let path = "\(folder.backups)/\(name)"
                return Backup(
                    path: path, madeAt: moment, bytes: try files.status(of: path)?.bytes ?? 0)
            }.sorted { $0.path > $1.path }
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    private static func prune(_ folder: LibraryFolder, _ files: FileSystem) throws {
        for old in try backups(of: folder, files).dropFirst(Backup.kept) {
            try files.remove(old.path)
        }
    }

    /// Checks that a file is a whole catalogue, of the library with that uid if one is given.
    ///
    /// - Returns: the uid of its library.
    /// - Throws: `SoraError` with code `corrupt`, `schema` or `invalid`.
    @discardableResult
    static func verify(_ path: String, uid: String?) throws -> String {
        let copy = try Connection.open(path, .immutable)
        try Schema.check(copy, path: path)
        if let damage = try copy.damages().first {
            throw SoraError(
                .corrupt, "the copy \(path) is damaged: \(damage)",
                hint: "`soralib library check` tells what is wrong with the catalogue itself")
        }
        let found = try copy.text("SELECT uid FROM library") ?? ""
        if let uid, found != uid {
            throw SoraError(
                .invalid, "\(path) is a copy of another library, \(found)",
                hint: "restore it in a folder of that library")
        }
        return found
    }
}

import SoraModel
import SoraSQLite
package import SoraSystem
import Synchronization

/// The catalogue of one library: what is in the database, and nothing of the files.
///
/// Its functions are in one extension for each kind of thing: `Catalog+Tasks.swift` and so on.
package final class Catalog: Sendable {
    /// The library's folder.
    package let folder: LibraryFolder
    /// Time, randomness and files.
    package let system: SystemContext
    let database: Database
    /// The words of the command that changes it, for its journal.
    let command: String
    /// The note of this command that something was changed that cannot be undone.
    let finalNote = Mutex<Int64?>(nil)

    init(
        folder: LibraryFolder, system: SystemContext, database: Database, command: String = ""
    ) {
        self.folder = folder
        self.system = system
        self.database = database
        self.command = command
    }

    /// The version of SQLite.
    package static var databaseVersion: String { Connection.libraryVersion }

    /// What a catalogue is opened for.
    package enum Purpose: Sendable {
        case reading, writing
        /// To be read, but not where a copy has to be made for that.
        case glancing
    }

    /// Opens the catalogue of a library.
    ///
    /// - Parameters:
    ///   - folder: the library's folder.
    ///   - purpose: whether anything will be changed.
    ///   - system: time, randomness and files.
    ///   - command: the words of the command that changes it, for its journal.
    ///   - notice: called with a sentence when the catalogue had to be copied to be read.
    /// - Returns: the catalogue.
    /// - Throws: `SoraError` with code `schema`, `corrupt`, `cannot_write` or `locked`.
    package static func open(
        _ folder: LibraryFolder, for purpose: Purpose, system: SystemContext, command: String = "",
        notice: (String) -> Void = { _ in }
    ) throws -> Catalog {
        try refuseHalfRestored(folder, system.files)
        let place = try CataloguePlace.find(
            folder, for: purpose, files: system.files, notice: notice)
        // By then it is open, with all that reading needs.
        defer { place.forgetCopy() }
        let database = try Database(
            place.path, lock: folder.writeLock, access: place.access, system: system)
        try database.read { connection in
            try Schema.check(connection, path: folder.database)
        }
        if purpose == .writing {
            try database.ensureWriteAheadLog()
        }
        return Catalog(folder: folder, system: system, database: database, command: command)
    }

    /// A catalogue whose log is gone, and whose successor has not its name: reading it would show the past.
    private static func refuseHalfRestored(_ folder: LibraryFolder, _ files: FileSystem) throws {
        do {
            guard try files.status(of: folder.restored) == nil else {
                throw SoraError(
                    .corrupt, "restoring the catalogue of \(folder.path) was cut off",
                    hint: "finish it with `soralib library restore`")
            }
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// Makes a new library in a folder that is new or empty.
    ///
    /// The database gets its name last: a library that was not finished is not taken for one, and
    /// making it again finishes it.
    ///
    /// - Throws: `SoraError` with code `exists` when the folder holds anything else.
    package static func create(_ folder: LibraryFolder, system: SystemContext) throws -> Catalog {
        do {
            let files = system.files
            try files.makeFolder(folder.path)
            try checkRoom(in: folder, system: system)
            for path in folder.folders { try files.makeFolder(path) }
            let unfinished = folder.database + ".new"
            try files.remove(unfinished)
            try files.remove(unfinished + "-journal")
            // SQLite would make the file readable for everyone that the umask lets.
            _ = try files.open(unfinished, .createNew)
            try build(unfinished, lock: folder.writeLock, system: system)
            try system.reach(.libraryBuilt)
            try files.renameWithoutReplacing(unfinished, to: folder.database)
            try files.synchronize(folder: folder.path)
        } catch let error as SystemError {
            throw error.forPeople
        }
        return try open(folder, for: .writing, system: system)
    }

    /// Checks that a new library can be made in a folder that is there.
    ///
    /// - Throws: `SoraError` with code `exists` when the folder holds anything else.
    package static func checkRoom(in folder: LibraryFolder, system: SystemContext) throws {
        let names: [String]
        do {
            names = try system.files.names(in: folder.path)
        } catch {
            throw error.forPeople
        }
        if names.contains("soralib.sqlite") {
            throw SoraError(
                .exists, "there is a library in \(folder.path) already",
                hint: "use it with `soralib --library \(folder.path) status`")
        }
        if let stranger = names.first(where: { !LibraryFolder.leftovers.contains($0) }) {
            throw SoraError(
                .exists,
                "\(folder.path) is not empty: it holds \(stranger)"
                    + (names.count > 1 ? " and \(names.count - 1) more" : ""),
                hint: "choose a folder that is new or empty")
        }
    }

    private static func build(_ path: String, lock: String, system: SystemContext) throws {
        let database = try Database(path, lock: lock, access: .create, system: system)
        try database.write { connection in
            try Schema.create(on: connection, uid: system.newUID(), at: system.time.now())
        }
    }

    /// The moment now, in milliseconds since 1970.
    var now: Int64 { system.time.now().milliseconds }

    /// A new UUID of version 7.
    func newUID() -> UID { system.newUID() }

    /// The library's own uid.
    package func uid() throws -> String {
        try database.read { try $0.text("SELECT uid FROM library") ?? "" }
    }

    /// Moves the write-ahead log into the database, at the end of a run that wrote.
    package func checkpoint() throws {
        try database.checkpoint()
    }
}

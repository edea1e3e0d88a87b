package import SoraCatalog
import SoraModel
package import SoraProviders
import SoraSystem
import Synchronization

/// One library: a folder with clips, the catalogue of them, and the queue of tasks.
///
/// ```swift
/// let library = try await Library.open(at: "/home/me/clips")
/// for try await video in library.videos(matching: "fox rating:>=3") {
///     print(video.id, video.title ?? "")
/// }
/// ```
///
/// Everything that touches the folder is asynchronous, and done off the caller's actor. A library may be used
/// from many tasks, and by many programs, at once: who changes something waits for the others, ten seconds at the most.
public final class Library: Sendable {
    /// What is in the database.
    package let catalog: Catalog
    /// The world around.
    package let context: LibraryContext
    private let knownProfiles = Mutex<ProfileLibrary?>(nil)

    init(catalog: Catalog, context: LibraryContext) {
        self.catalog = catalog
        self.context = context
    }

    /// The profiles that are known here: the built-in ones, and over them this library's own.
    ///
    /// They are read at the first need: `list` and `show` need none.
    package var profiles: ProfileLibrary {
        get throws {
            try knownProfiles.withLock { known in
                if let known { return known }
                let read = try readProfiles()
                known = read
                return read
            }
        }
    }

    /// The profiles as they are in the files now.
    func readProfiles() throws -> ProfileLibrary {
        ProfileLibrary(own: try Self.ownProfiles(catalog.folder, context.system.files))
    }

    /// The absolute path of the folder.
    public var path: String { catalog.folder.path }

    /// The library's own UUID, which copies of it share.
    ///
    /// - Returns: a UUID of version 7 as text.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    public func uid() throws -> String { try catalog.uid() }

    /// Opens the library that a command is about.
    ///
    /// - Parameters:
    ///   - named: what `--library` said; else the environment and the current folder tell.
    ///   - purpose: whether anything will be changed.
    ///   - context: the world around.
    ///   - notice: is told when the catalogue had to be copied to be read.
    /// - Returns: the library.
    /// - Throws: `SoraError`.
    package static func open(
        named: String?, for purpose: Catalog.Purpose, context: LibraryContext,
        notice: (String) -> Void = { _ in }
    ) throws -> Library {
        do {
            let folder = try LibraryLocator(files: context.system.files).locate(
                named: named, environment: context.environment["SORALIB_LIBRARY"],
                current: context.currentFolder, standard: context.standardLibrary)
            let library = Library(
                catalog: try Catalog.open(
                    folder, for: purpose, system: context.system, command: context.command,
                    notice: notice),
                context: context)
            // A profile that cannot be read is told before anything is changed.
            if purpose == .writing { _ = try library.profiles }
            return library
        } catch let error as SystemError {
            throw error.forPeople
        }
    }

    /// Makes a new library.
    package static func create(at path: String, context: LibraryContext) throws -> Library {
        let absolute = context.absolute(path)
        do {
            // Made first, so that the catalogue knows the folder by its path without links.
            try context.system.files.makeFolder(absolute)
        } catch {
            let told = error.forPeople
            // A name on the way that is a file is nothing that was looked for.
            throw told.code == .notFound ? SoraError(.cannotWrite, told.message) : told
        }
        try checkIsFolder(absolute, context.system.files)
        let folder = LibraryFolder(context.system.files.absolutePath(of: absolute) ?? absolute)
        return Library(
            catalog: try Catalog.create(folder, system: context.system), context: context)
    }

    /// Checks that a new library could be made, and changes nothing.
    ///
    /// - Returns: its absolute path.
    /// - Throws: `SoraError` with code `exists` when the folder holds anything.
    package static func checkRoom(at path: String, context: LibraryContext) throws -> String {
        let absolute = context.absolute(path)
        guard let folder = context.system.files.absolutePath(of: absolute) else { return absolute }
        try checkIsFolder(folder, context.system.files)
        try Catalog.checkRoom(in: LibraryFolder(folder), system: context.system)
        return folder
    }

    private static func checkIsFolder(_ path: String, _ files: FileSystem) throws {
        let status: FileStatus?
        do {
            status = try files.status(of: path, followingLinks: true)
        } catch {
            throw error.forPeople
        }
        guard status?.kind == .folder else {
            throw SoraError(
                .cannotWrite, "\(path) is not a folder",
                hint: "choose a folder that is new or empty")
        }
    }

    /// The profiles in the library's folder, by name.
    private static func ownProfiles(
        _ folder: LibraryFolder, _ files: FileSystem
    ) throws -> [String: String] {
        var own: [String: String] = [:]
        do {
            guard try files.status(of: folder.profiles) != nil else { return [:] }
            for name in try files.names(in: folder.profiles) where name.hasSuffix(".json") {
                let bytes = try files.contents(of: "\(folder.profiles)/\(name)", limit: 1 << 20)
                own[String(name.dropLast(5))] = String(decoding: bytes, as: UTF8.self)
            }
        } catch {
            throw error.forPeople
        }
        return own
    }
}

import SoraModel
import SoraSQLite
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Which file a catalogue is read from, and how.
struct CataloguePlace {
    var path: String
    var access: Connection.Access
    /// The private folder with the copy that is read, if it is one.
    var copy: String?

    /// Decides by what the file system allows.
    ///
    /// On a read-only medium SQLite cannot make the WAL's index. Opened as immutable, it would hide
    /// what is committed in a WAL that is not empty, so then both are copied and read there
    /// (https://www.sqlite.org/wal.html#readonly).
    static func find(
        _ folder: LibraryFolder, for purpose: Catalog.Purpose, files: FileSystem,
        notice: (String) -> Void
    ) throws -> CataloguePlace {
        let path = folder.database
        let writable = files.isWritable(folder.path) && files.isWritable(path)
        if purpose == .writing {
            guard writable else {
                throw SoraError(
                    .cannotWrite, "the library \(folder.path) cannot be written",
                    hint: "it can be read: `soralib --library \(folder.path) list`")
            }
            return CataloguePlace(path: path, access: .readWrite)
        }
        if writable { return CataloguePlace(path: path, access: .readOnly) }
        do throws(SystemError) {
            guard let wal = try files.status(of: path + "-wal"), wal.bytes > 0 else {
                return CataloguePlace(path: path, access: .immutable)
            }
            guard purpose != .glancing else {
                throw SystemError(EROFS, "glance at", path)
            }
            let copy = try makePrivateFolder()
            let place = CataloguePlace(
                path: copy + "/soralib.sqlite", access: .readOnly, copy: copy)
            do throws(SystemError) {
                try Self.copy([path, path + "-wal"], to: copy, files: files)
            } catch {
                place.forgetCopy()
                throw error
            }
            notice(
                "the library is read-only and has a write-ahead log: reading a copy of both in "
                    + "\(Self.temporaryFolder)")
            return place
        } catch {
            throw error.forPeople
        }
    }

    /// Takes the names of the copy away, if there is one: the kernel frees what is open when the
    /// process ends, however it ends.
    func forgetCopy() {
        guard let copy else { return }
        for name in ["soralib.sqlite", "soralib.sqlite-wal", "soralib.sqlite-shm"] {
            _ = unsafe unlink("\(copy)/\(name)")
        }
        _ = unsafe rmdir(copy)
    }

    private static var temporaryFolder: String {
        unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
    }

    private static func makePrivateFolder() throws(SystemError) -> String {
        var template = Array((temporaryFolder + "/soralib-XXXXXX").utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw SystemError(errno, "create a folder in", temporaryFolder)
        }
        return String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func copy(
        _ paths: [String], to folder: String, files: FileSystem
    ) throws(SystemError) {
        for path in paths {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            try files.copy(path, to: folder + "/" + name)
        }
    }
}

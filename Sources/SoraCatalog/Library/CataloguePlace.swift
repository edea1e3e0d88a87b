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
        do {
            guard let wal = try files.status(of: path + "-wal"), wal.bytes > 0 else {
                return CataloguePlace(path: path, access: .immutable)
            }
            let copy = try copyToPrivateFolder([path, path + "-wal"], files: files)
            notice("the library is read-only and has a write-ahead log: reading a copy in \(copy)")
            return CataloguePlace(path: copy + "/soralib.sqlite", access: .readOnly)
        } catch {
            throw error.forPeople
        }
    }

    private static func copyToPrivateFolder(
        _ paths: [String], files: FileSystem
    ) throws(SystemError) -> String {
        let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array((base + "/soralib-XXXXXX").utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw SystemError(errno, "create a folder in", base)
        }
        let folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        for path in paths {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            let source = try files.open(path, .read)
            let target = try files.open(folder + "/" + name, .createNew)
            var offset: Int64 = 0
            while true {
                let part = try files.read(source, at: offset, count: 1 << 20)
                if part.isEmpty { break }
                try files.write(part, to: target, at: offset)
                offset += Int64(part.count)
            }
        }
        return folder
    }
}

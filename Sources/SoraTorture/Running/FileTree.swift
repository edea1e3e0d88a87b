import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the harness does with folders.
enum FileTree {
    private static let files = FileSystem()

    /// Every file below a folder, as paths that start with the folder's.
    static func files(below folder: String) throws(SystemError) -> [String] {
        var found: [String] = []
        guard let status = try files.status(of: folder) else { return [] }
        guard status.kind == .folder else { return [folder] }
        for name in try files.names(in: folder) {
            found += try files(below: "\(folder)/\(name)")
        }
        return found
    }

    /// Removes a folder with everything in it.
    static func remove(_ path: String) throws(SystemError) {
        guard let status = try files.status(of: path) else { return }
        guard status.kind == .folder else { return try files.remove(path) }
        for name in try files.names(in: path) { try remove("\(path)/\(name)") }
        guard unsafe rmdir(path) == 0 else { throw SystemError(errno, "remove", path) }
    }

    /// Writes a new file.
    static func write(_ text: String, to path: String) throws(SystemError) {
        try files.remove(path)
        let file = try files.open(path, .createNew)
        try files.write(Array(text.utf8), to: file, at: 0)
    }

    /// The text of a file; none where there is no such file.
    static func text(of path: String) -> String {
        guard let bytes = try? files.contents(of: path, limit: 64 << 20) else { return "" }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Whether a file holds those bytes.
    static func file(_ path: String, contains needle: String) throws(SystemError) -> Bool {
        let bytes = try files.contents(of: path, limit: 256 << 20)
        return Self.bytes(bytes, contain: needle)
    }

    /// Whether bytes hold those of a text.
    static func bytes(_ bytes: [UInt8], contain needle: String) -> Bool {
        let wanted = Array(needle.utf8)
        guard let first = wanted.first else { return true }
        return unsafe bytes.withUnsafeBytes { hay in
            unsafe wanted.withUnsafeBytes { needle in
                guard let start = hay.baseAddress, let sought = needle.baseAddress else {
                    return false
                }
                var offset = 0
                while offset + needle.count <= hay.count {
                    let room = hay.count - needle.count - offset + 1
                    guard let hit = unsafe memchr(start + offset, Int32(first), room) else {
                        return false
                    }
                    if unsafe memcmp(hit, sought, needle.count) == 0 { return true }
                    offset = unsafe UnsafeRawPointer(hit) - start + 1
                }
                return false
            }
        }
    }
}

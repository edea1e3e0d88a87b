#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Looking at files, folders and disks without changing them.
extension FileSystem {
    /// What is known of a name, or `nil` when there is none.
    package func status(
        of path: String, followingLinks: Bool = false
    ) throws(SystemError) -> FileStatus? {
        var info = stat()
        let result = unsafe followingLinks ? stat(path, &info) : lstat(path, &info)
        if result == 0 { return Self.status(info) }
        let error = SystemError.last("look at", path)
        if error.isNotFound { return nil }
        throw error
    }

    /// What is known of an open file.
    package func status(of file: borrowing OpenFile) throws(SystemError) -> FileStatus {
        var info = stat()
        guard unsafe fstat(file.descriptor, &info) == 0 else {
            throw SystemError.last("look at", file.path)
        }
        return Self.status(info)
    }

    /// The names in a folder, sorted, without `.` and `..`.
    package func names(in folder: String) throws(SystemError) -> [String] {
        try check(.read, folder)
        guard let stream = unsafe opendir(folder) else { throw SystemError.last("read", folder) }
        defer { unsafe closedir(stream) }
        return unsafe Self.names(in: stream)
    }

    /// The names that an open folder holds, sorted, without `.` and `..`.
    static func names(in stream: FolderStream) -> [String] {
        var names: [String] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    #if canImport(Glibc)
        typealias FolderStream = OpaquePointer
    #else
        typealias FolderStream = UnsafeMutablePointer<DIR>
    #endif

    /// The bytes that a user without privileges can still write on the disk of a folder.
    package func freeBytes(at path: String) throws(SystemError) -> Int64 {
        var info = statvfs()
        guard unsafe statvfs(path, &info) == 0 else { throw SystemError.last("look at", path) }
        return Int64(clamping: UInt64(info.f_bavail) * UInt64(info.f_frsize))
    }

    /// Whether this process may write a file or in a folder.
    package func isWritable(_ path: String) -> Bool {
        unsafe access(path, W_OK) == 0
    }

    /// The absolute path without links, or `nil` when there is no such file.
    package func absolutePath(of path: String) -> String? {
        guard let resolved = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    static func status(_ info: stat) -> FileStatus {
        let kind: FileStatus.Kind
        switch info.st_mode & S_IFMT {
        case S_IFREG: kind = .file
        case S_IFDIR: kind = .folder
        case S_IFLNK: kind = .link
        default: kind = .other
        }
        #if os(Linux)
            let modified = info.st_mtim
        #else
            let modified = info.st_mtimespec
        #endif
        return FileStatus(
            kind: kind, bytes: Int64(info.st_size), mode: UInt32(info.st_mode & 0o7777),
            owner: info.st_uid, device: UInt64(truncatingIfNeeded: info.st_dev),
            number: UInt64(info.st_ino),
            modifiedNanoseconds: Int64(modified.tv_sec) &* 1_000_000_000 &+ Int64(modified.tv_nsec))
    }
}

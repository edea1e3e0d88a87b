import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The calls that soralib makes on the file system, all in one place.
///
/// Each goes past an interposer first, so that a test can make the n-th write fail.
package struct FileSystem: Sendable {
    /// Sees each call before it is made; what it throws is what the call throws.
    package typealias Interposer = @Sendable (FileOperation, String) throws(SystemError) -> Void

    private let interposer: Interposer?

    package init(interposer: Interposer? = nil) {
        self.interposer = interposer
    }

    /// How a file is opened.
    package enum Access: Sendable {
        /// For reading. A symbolic link is followed.
        case read
        /// For reading and writing; made with mode 0600 where it does not exist. No link is followed.
        case readWrite
        /// For reading and writing, and it must not exist yet; made with mode 0600.
        case createNew
    }

    /// Opens a file; it is closed on exec.
    package func open(_ path: String, _ access: Access) throws(SystemError) -> OpenFile {
        let flags: Int32
        switch access {
        case .read: flags = O_RDONLY | O_NONBLOCK
        case .readWrite: flags = O_RDWR | O_CREAT | O_NOFOLLOW
        case .createNew: flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW
        }
        try check(access == .read ? .open : .create, path)
        let file = unsafe sora_openat(AT_FDCWD, path, flags | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemError.last(access == .read ? "open" : "create", path) }
        return OpenFile(owning: file, path: path)
    }

    /// Reads up to `count` bytes from `offset` on; fewer only at the end of the file.
    package func read(
        _ file: borrowing OpenFile, at offset: Int64, count: Int
    ) throws(SystemError) -> [UInt8] {
        try check(.read, file.path)
        var failed = false
        let descriptor = file.descriptor
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count, let base = buffer.baseAddress {
                let got = unsafe pread(
                    descriptor, base + filled, count - filled, off_t(offset) + off_t(filled))
                if got < 0, errno == EINTR { continue }
                if got < 0 { failed = true }
                if got <= 0 { return }
                filled += got
            }
        }
        if failed { throw SystemError.last("read", file.path) }
        return bytes
    }

    /// Reads a whole file of at most `limit` bytes; a longer one is an error (`EFBIG`).
    package func contents(of path: String, limit: Int) throws(SystemError) -> [UInt8] {
        let file = try open(path, .read)
        let bytes = try read(file, at: 0, count: limit + 1)
        guard bytes.count <= limit else { throw SystemError(EFBIG, "read", path) }
        return bytes
    }

    /// Writes all the bytes at `offset`.
    package func write(
        _ bytes: RawSpan, to file: borrowing OpenFile, at offset: Int64
    ) throws(SystemError) {
        try check(.write, file.path)
        var number: Int32 = 0
        let descriptor = file.descriptor
        unsafe bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count, let base = buffer.baseAddress {
                let put = unsafe pwrite(
                    descriptor, base + done, buffer.count - done, off_t(offset) + off_t(done))
                if put < 0, errno == EINTR { continue }
                guard put > 0 else {
                    number = put < 0 ? errno : ENOSPC
                    return
                }
                done += put
            }
        }
        if number != 0 { throw SystemError(number, "write", file.path) }
    }

    /// Writes all the bytes at `offset`.
    package func write(
        _ bytes: [UInt8], to file: borrowing OpenFile, at offset: Int64
    ) throws(SystemError) {
        try unsafe write(bytes.span.bytes, to: file, at: offset)
    }

    /// Makes the file's bytes durable.
    ///
    /// After a failure the file is not to be trusted or synced again:
    /// the kernel may have dropped the pages ("Can applications recover from fsync failures?", 2020).
    package func synchronize(_ file: borrowing OpenFile) throws(SystemError) {
        try check(.synchronize, file.path)
        #if os(Linux)
            let result = fdatasync(file.descriptor)
        #else
            let result = fcntl(file.descriptor, F_FULLFSYNC)
        #endif
        guard result >= 0 else { throw SystemError.last("sync", file.path) }
    }

    /// Makes the names in a folder durable.
    package func synchronize(folder path: String) throws(SystemError) {
        try check(.synchronize, path)
        let folder = unsafe sora_openat(AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard folder >= 0 else { throw SystemError.last("open", path) }
        let file = OpenFile(owning: folder, path: path)
        guard fsync(file.descriptor) == 0 else { throw SystemError.last("sync", path) }
    }

    /// Cuts or lengthens a file.
    package func truncate(_ file: borrowing OpenFile, to bytes: Int64) throws(SystemError) {
        try check(.truncate, file.path)
        guard ftruncate(file.descriptor, off_t(bytes)) == 0 else {
            throw SystemError.last("truncate", file.path)
        }
    }

    /// Reserves space from the start of the file, so that writing there cannot find the disk full.
    ///
    /// Where the file system cannot reserve, zeros are written.
    package func allocate(_ file: borrowing OpenFile, bytes: Int64) throws(SystemError) {
        try check(.allocate, file.path)
        if sora_allocate(file.descriptor, 0, bytes, 0) == 0 { return }
        guard errno == EOPNOTSUPP || errno == ENOSYS else {
            throw SystemError.last("reserve space for", file.path)
        }
        let zeros = [UInt8](repeating: 0, count: 65_536)
        var offset: Int64 = 0
        while offset < bytes {
            let part = min(Int64(zeros.count), bytes - offset)
            try unsafe write(zeros.span.bytes.extracting(first: Int(part)), to: file, at: offset)
            offset += part
        }
    }

    /// Keeps space for a file that is to grow to that size, which it does not have yet.
    ///
    /// Where the file system cannot do that, nothing is kept.
    package func reserve(_ file: borrowing OpenFile, bytes: Int64) throws(SystemError) {
        try check(.allocate, file.path)
        guard bytes > 0, sora_allocate(file.descriptor, 0, bytes, 1) != 0 else { return }
        guard errno == EOPNOTSUPP || errno == ENOSYS else {
            throw SystemError.last("reserve space for", file.path)
        }
    }

    /// Gives a file another name, in place of what has that name.
    package func rename(_ from: String, to: String) throws(SystemError) {
        try check(.rename, from)
        guard Self.libraryRename(from, to) == 0 else {
            throw SystemError.last("rename", from)
        }
    }

    /// Gives a file another name that is free; a taken name is an error (`EEXIST`).
    package func renameWithoutReplacing(_ from: String, to: String) throws(SystemError) {
        try check(.rename, from)
        if unsafe sora_rename_noreplace(from, to) == 0 { return }
        guard errno == ENOSYS || errno == EINVAL || errno == ENOTSUP else {
            throw SystemError.last("rename", errno == EEXIST ? to : from)
        }
        // The same in two steps: a crash between them leaves both names on one file.
        guard unsafe link(from, to) == 0 else { throw SystemError.last("rename", to) }
        guard unsafe unlink(from) == 0 else { throw SystemError.last("remove", from) }
    }

    /// Removes a file; one that is not there is no error.
    package func remove(_ path: String) throws(SystemError) {
        try check(.remove, path)
        guard unsafe unlink(path) == 0 || errno == ENOENT else {
            throw SystemError.last("remove", path)
        }
    }

    /// Makes a folder of mode 0700, and those above it; one that is there is no error.
    package func makeFolder(_ path: String) throws(SystemError) {
        if try status(of: path, followingLinks: true)?.kind == .folder { return }
        if let slash = path.lastIndex(of: "/"), slash != path.startIndex {
            try makeFolder(String(path[..<slash]))
        }
        try check(.makeFolder, path)
        guard unsafe mkdir(path, 0o700) == 0 || errno == EEXIST else {
            throw SystemError.last("create", path)
        }
    }

    /// Sets the permission bits of an open file.
    package func changeMode(of file: borrowing OpenFile, to mode: UInt32) throws(SystemError) {
        try check(.changeMode, file.path)
        guard fchmod(file.descriptor, mode_t(mode)) == 0 else {
            throw SystemError.last("change the mode of", file.path)
        }
    }

    /// Sets the permission bits of a file or folder; a link is not followed.
    package func changeMode(of path: String, to mode: UInt32) throws(SystemError) {
        try check(.changeMode, path)
        let file = unsafe sora_openat(
            AT_FDCWD, path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0)
        guard file >= 0 else { throw SystemError.last("change the rights of", path) }
        defer { close(file) }
        guard fchmod(file, mode_t(mode)) == 0 else {
            throw SystemError.last("change the rights of", path)
        }
    }

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

    func check(_ operation: FileOperation, _ path: String) throws(SystemError) {
        try interposer?(operation, path)
    }

    private static func libraryRename(_ from: String, _ to: String) -> Int32 {
        #if canImport(Glibc)
            unsafe Glibc.rename(from, to)
        #else
            unsafe Darwin.rename(from, to)
        #endif
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

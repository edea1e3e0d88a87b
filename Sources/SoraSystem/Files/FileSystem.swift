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

    func check(_ operation: FileOperation, _ path: String) throws(SystemError) {
        try interposer?(operation, path)
    }
}

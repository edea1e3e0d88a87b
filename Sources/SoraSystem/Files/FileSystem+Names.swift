import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Giving files their names and taking them away, folders too, and their permission bits.
extension FileSystem {
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

    /// Gives a file a further name; a taken name is an error, and a symbolic link is not followed.
    package func makeHardLink(to path: String, as name: String) throws(SystemError) {
        try check(.link, path)
        guard unsafe link(path, name) == 0 else { throw SystemError.last("link", path) }
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

    private static func libraryRename(_ from: String, _ to: String) -> Int32 {
        #if canImport(Glibc)
            unsafe Glibc.rename(from, to)
        #else
            unsafe Darwin.rename(from, to)
        #endif
    }
}

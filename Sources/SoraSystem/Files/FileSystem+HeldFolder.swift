import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

extension FileSystem {
    /// Opens a folder to work in it; a symbolic link in its place is an error.
    package func hold(_ path: String) throws(SystemError) -> HeldFolder {
        try check(.open, path)
        let folder = unsafe sora_openat(
            AT_FDCWD, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
        guard folder >= 0 else { throw SystemError.last("open", path) }
        return HeldFolder(file: OpenFile(owning: folder, path: path))
    }

    /// Opens a folder in the folder; `nil` when there is none of that name.
    ///
    /// A link is not followed: it is an error, as is a file.
    package func hold(
        _ name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) -> HeldFolder? {
        let path = folder.path(of: name)
        try check(.open, path)
        let file = unsafe sora_openat(
            folder.file.descriptor, name.text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC, 0)
        if file < 0 {
            let error = SystemError.last("open", path)
            if error.number == ENOENT { return nil }
            throw error
        }
        return HeldFolder(file: OpenFile(owning: file, path: path))
    }

    /// Makes a folder of mode 0700 in the folder; one that is there is no error.
    package func makeFolder(
        _ name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) {
        let path = folder.path(of: name)
        try check(.makeFolder, path)
        guard unsafe mkdirat(folder.file.descriptor, name.text, 0o700) == 0 || errno == EEXIST
        else { throw SystemError.last("create", path) }
    }

    /// Removes a folder in the folder where it is empty; else it stays, and false is returned.
    package func removeEmptyFolder(
        _ name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) -> Bool {
        let path = folder.path(of: name)
        try check(.remove, path)
        if unsafe unlinkat(folder.file.descriptor, name.text, AT_REMOVEDIR) == 0 { return true }
        guard [ENOTEMPTY, EEXIST, ENOENT, ENOTDIR, EBUSY].contains(errno) else {
            throw SystemError.last("remove", path)
        }
        return false
    }

    /// Takes the folder for this process as long as it is held; false when another process has it.
    ///
    /// Where the file system has no such locks, it counts as taken.
    package func lock(_ folder: borrowing HeldFolder) -> Bool {
        sora_flock(folder.file.descriptor, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK
    }

    /// The names in the folder, sorted, without `.` and `..`.
    package func names(in folder: borrowing HeldFolder) throws(SystemError) -> [String] {
        try check(.read, folder.path)
        // Opened anew, for a duplicate would share the place that is read up to.
        let again = unsafe sora_openat(
            folder.file.descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        guard again >= 0 else { throw SystemError.last("read", folder.path) }
        guard let stream = unsafe fdopendir(again) else {
            let error = SystemError.last("read", folder.path)
            _ = close(again)
            throw error
        }
        defer { unsafe closedir(stream) }
        return unsafe Self.names(in: stream)
    }

    /// What is known of a name, or `nil` when there is none.
    ///
    /// A link is not followed.
    package func status(
        of name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) -> FileStatus? {
        var info = stat()
        if unsafe fstatat(folder.file.descriptor, name.text, &info, AT_SYMLINK_NOFOLLOW) == 0 {
            return Self.status(info)
        }
        let error = SystemError.last("look at", folder.path(of: name))
        if error.isNotFound { return nil }
        throw error
    }

    /// Opens a file in the folder.
    ///
    /// A link is not followed.
    package func open(
        _ name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) -> OpenFile {
        let path = folder.path(of: name)
        try check(.open, path)
        let file = unsafe sora_openat(
            folder.file.descriptor, name.text, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC, 0)
        guard file >= 0 else { throw SystemError.last("open", path) }
        return OpenFile(owning: file, path: path)
    }

    /// Makes a file in the folder, for writing; a taken name is an error.
    package func create(
        _ name: FileName, in folder: borrowing HeldFolder, mode: UInt32 = 0o600
    ) throws(SystemError) -> OpenFile {
        let path = folder.path(of: name)
        try check(.create, path)
        let file = unsafe sora_openat(
            folder.file.descriptor, name.text, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
            mode_t(mode))
        guard file >= 0 else { throw SystemError.last("create", path) }
        return OpenFile(owning: file, path: path)
    }

    /// Lets an empty file share the blocks of another; false where the file system cannot.
    package func clone(
        _ source: borrowing OpenFile, to target: borrowing OpenFile
    ) throws(SystemError) -> Bool {
        try check(.link, target.path)
        if sora_clone_file(source.descriptor, target.descriptor) == 0 { return true }
        let error = SystemError.last("write", target.path)
        // ioctl_ficlone(2): another file system, or one that shares no blocks. What stays is an error.
        guard [EOPNOTSUPP, EXDEV, EINVAL, ENOTTY, ENOSYS, EPERM].contains(error.number) else {
            throw error
        }
        return false
    }

    /// Gives a file a further name in the folder; a taken name is an error.
    package func makeHardLink(
        to path: String, as name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) {
        let target = folder.path(of: name)
        try check(.link, target)
        guard unsafe linkat(AT_FDCWD, path, folder.file.descriptor, name.text, 0) == 0 else {
            throw SystemError.last("link", target)
        }
    }

    /// Makes a symbolic link in the folder; a taken name is an error.
    package func makeSymbolicLink(

        to path: String, as name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) {
        let target = folder.path(of: name)
        try check(.link, target)
        guard unsafe symlinkat(path, folder.file.descriptor, name.text) == 0 else {
            throw SystemError.last("link", target)
        }
    }

    /// Where a symbolic link in the folder leads, or `nil` when the name is none.
    package func target(
        ofLink name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) -> String? {
        let descriptor = folder.file.descriptor
        var count = 0
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: 4096) { buffer, filled in
            count = unsafe buffer.withMemoryRebound(to: CChar.self) { bytes in
                guard let base = bytes.baseAddress else { return 0 }
                return unsafe readlinkat(descriptor, name.text, base, bytes.count)
            }
            filled = max(0, count)
        }
        if count >= 0 { return String(decoding: bytes, as: UTF8.self) }
        let error = SystemError.last("look at", folder.path(of: name))
        if error.number == EINVAL || error.isNotFound { return nil }
        throw error
    }

    /// Gives a file in the folder another name there, in place of what has that name.
    package func rename(
        _ from: FileName, to: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) {
        let path = folder.path(of: to)
        try check(.rename, path)
        let descriptor = folder.file.descriptor
        guard unsafe renameat(descriptor, from.text, descriptor, to.text) == 0 else {
            throw SystemError.last("rename", path)
        }
    }

    /// Gives a file in the folder another name there that is free; a taken name is an error.
    package func renameWithoutReplacing(
        _ from: FileName, to: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) {
        let path = folder.path(of: to)
        try check(.rename, path)
        let descriptor = folder.file.descriptor
        if unsafe sora_rename_noreplace_in(descriptor, from.text, to.text) == 0 { return }
        guard errno == ENOSYS || errno == EINVAL || errno == ENOTSUP else {
            throw SystemError.last("rename", path)
        }
        // The same in two steps, as for paths. A file system without hard links can only be asked first.
        if unsafe linkat(descriptor, from.text, descriptor, to.text, 0) == 0 {
            guard unsafe unlinkat(descriptor, from.text, 0) == 0 else {
                throw SystemError.last("remove", folder.path(of: from))
            }
            return
        }
        guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS else {
            throw SystemError.last("rename", path)
        }
        guard try status(of: to, in: folder) == nil else {
            throw SystemError(EEXIST, "rename", path)
        }
        try rename(from, to: to, in: folder)
    }

    /// Removes a file in the folder; one that is not there is no error.
    package func remove(
        _ name: FileName, in folder: borrowing HeldFolder
    ) throws(SystemError) {
        let path = folder.path(of: name)
        try check(.remove, path)
        guard unsafe unlinkat(folder.file.descriptor, name.text, 0) == 0 || errno == ENOENT else {
            throw SystemError.last("remove", path)
        }
    }

    /// Makes the names in the folder durable.
    package func synchronize(_ folder: borrowing HeldFolder) throws(SystemError) {
        try check(.synchronize, folder.path)
        // Network file systems have no such call for folders (fsync(2), EINVAL).
        guard fsync(folder.file.descriptor) == 0 || errno == EINVAL || errno == ENOTSUP else {
            throw SystemError.last("sync", folder.path)
        }
    }

    /// Sets the permission bits of the folder.
    package func changeMode(
        of folder: borrowing HeldFolder, to mode: UInt32
    ) throws(SystemError) {
        try check(.changeMode, folder.path)
        guard fchmod(folder.file.descriptor, mode_t(mode)) == 0 else {
            throw SystemError.last("change the mode of", folder.path)
        }
    }
}

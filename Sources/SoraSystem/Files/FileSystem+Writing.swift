import CSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Writing files, keeping room for them, and making them durable.
extension FileSystem {
    /// Makes this the moment at which a file was changed, and changes nothing in it.
    package func touch(_ path: String) throws(SystemError) {
        try check(.write, path)
        guard unsafe utimensat(AT_FDCWD, path, nil, 0) == 0 else {
            throw SystemError.last("change the time of", path)
        }
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
}

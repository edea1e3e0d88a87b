#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Reading what files hold.
extension FileSystem {
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
}

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is only read.
enum InputFile {
    /// Everything in a file.
    ///
    /// - Throws: `SimulatorError.missingFile` when it cannot be read.
    static func bytes(of path: String) throws(SimulatorError) -> [UInt8] {
        func failure() -> SimulatorError {
            .missingFile(path: path, reason: unsafe String(cString: strerror(errno)))
        }
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw failure() }
        defer { close(descriptor) }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe read(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure() }
            if count == 0 { return all }
            all += piece[..<count]
        }
    }
}

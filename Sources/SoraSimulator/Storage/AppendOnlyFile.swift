import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file of lines that only grows.
///
/// A last line without its end was never acknowledged (the process died while writing it), so
/// opening takes it away.
final class AppendOnlyFile: Sendable {
    let path: String
    private let descriptor: Int32

    /// Opens or makes the file and gives back the lines it has.
    ///
    /// - Throws: `SimulatorError.file` when it cannot be read or written.
    static func continuing(_ path: String) throws(SimulatorError) -> (
        AppendOnlyFile, lines: [[UInt8]]
    ) {
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .lastError("open", path) }
        let file = AppendOnlyFile(path: path, descriptor: descriptor)
        let bytes = try file.readAll()
        let complete = bytes.lastIndex(of: newline).map { $0 + 1 } ?? 0
        if complete < bytes.count, ftruncate(descriptor, off_t(complete)) != 0 {
            throw .lastError("repair", path)
        }
        let lines = bytes[..<complete].split(separator: newline).map { Array($0) }
        return (file, lines)
    }

    private static let newline = UInt8(ascii: "\n")

    private init(path: String, descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Adds lines; they survive the death of this process, and of the machine after `sync`.
    func append(_ lines: [[UInt8]]) throws(SimulatorError) {
        var bytes: [UInt8] = []
        for line in lines {
            bytes += line
            bytes.append(Self.newline)
        }
        var written = 0
        while written < bytes.count {
            let count = unsafe bytes.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw .lastError("write", path) }
            written += count
        }
    }

    /// Waits until everything added is on the disk.
    func sync() throws(SimulatorError) {
        guard fsync(descriptor) == 0 else { throw .lastError("sync", path) }
    }

    /// The bytes of a regular file; a device or pipe may never end, and has nothing to continue.
    private func readAll() throws(SimulatorError) -> [UInt8] {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { throw .lastError("look at", path) }
        guard status.st_mode & S_IFMT == S_IFREG else { return [] }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = unsafe piece.withUnsafeMutableBytes {
                unsafe pread(descriptor, $0.baseAddress, $0.count, off_t(all.count))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .lastError("read", path) }
            if count == 0 { return all }
            all += piece[..<count]
        }
    }
}

extension SimulatorError {
    /// The error that the last system call left in `errno`.
    static func lastError(_ action: String, _ path: String) -> SimulatorError {
        .file(path: path, action: action, reason: unsafe String(cString: strerror(errno)))
    }
}

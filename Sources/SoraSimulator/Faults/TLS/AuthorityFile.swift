#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The file in which clients find the certificate of the authority.
struct AuthorityFile: Sendable {
    let path: String
    private let isTemporary: Bool

    /// Writes the file.
    ///
    /// - Parameters:
    ///   - pem: the certificate.
    ///   - path: where; nil for a new file in the folder for temporary ones.
    /// - Throws: `SimulatorError.file` when it cannot be written.
    init(_ pem: [UInt8], at path: String?) throws(SimulatorError) {
        isTemporary = path == nil
        self.path =
            path ?? Self.temporaryFolder + "/soralib-authority-"
            + RandomName.hexadecimal(digits: 16) + ".pem"
        let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (isTemporary ? O_EXCL : O_TRUNC)
        let descriptor = unsafe open(self.path, flags, 0o644)
        guard descriptor >= 0 else { throw .lastError("write", self.path) }
        defer { close(descriptor) }
        var rest = pem[...]
        while !rest.isEmpty {
            let count = unsafe rest.withUnsafeBytes {
                unsafe write(descriptor, $0.baseAddress, $0.count)
            }
            guard count > 0 else { throw .lastError("write", self.path) }
            rest = rest.dropFirst(count)
        }
    }

    /// Takes a temporary file away again.
    func remove() {
        if isTemporary { _ = unsafe unlink(path) }
    }

    private static var temporaryFolder: String {
        guard let folder = unsafe getenv("TMPDIR") else { return "/tmp" }
        return unsafe String(cString: folder)
    }
}

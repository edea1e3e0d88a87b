import SoraModel
import SoraSystem

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Copies a file while its digest is made: each byte is read once.
struct FileCopy {
    let files: FileSystem
    let system: SystemContext
    /// Told the bytes that were read since the last time; may end the copy by throwing.
    let step: (Int64) throws(SoraError) -> Void

    private static let part = 1 << 20

    /// Whether all bytes are zero: the first is, and each is the same as the one before it.
    private static func isZeros(_ bytes: [UInt8]) -> Bool {
        unsafe bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, unsafe buffer[0] == 0 else { return false }
            return unsafe memcmp(base, base + 1, buffer.count - 1) == 0
        }
    }

    /// Copies all bytes.
    ///
    /// Where a part of the source is zeros, the copy has a hole.
    ///
    /// - Parameters:
    ///   - source: the file.
    ///   - target: an empty file.
    ///   - bytes: how many there were when it was opened; a file that grows is read one part further.
    /// - Returns: the SHA-256 of what was read.
    /// - Throws: `SystemError`; what `step` throws.
    func copy(
        _ source: borrowing OpenFile, to target: borrowing OpenFile, bytes: Int64
    ) throws -> String {
        var hash = try SHA256.begin()
        var offset: Int64 = 0
        var written: Int64 = 0
        while offset <= bytes {
            let part = try files.read(source, at: offset, count: Self.part)
            if part.isEmpty { break }
            hash.update(part)
            if part.count < Self.part || !Self.isZeros(part) {
                try files.write(part, to: target, at: offset)
                written = offset + Int64(part.count)
            }
            offset += Int64(part.count)
            try system.reach(.importedPart)
            try step(Int64(part.count))
        }
        if written < offset { try files.truncate(target, to: offset) }
        return hash.finish()
    }
}

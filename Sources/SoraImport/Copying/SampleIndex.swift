import SoraCatalog
import SoraSystem
import Synchronization

/// Tells from a few bytes that a file is none that the library has, so that it is copied at once and read
/// only once; of one that may be the same, the digest is made first, and nothing is copied in vain.
final class SampleIndex: Sendable {
    private let catalog: Catalog
    /// The samples of the stored files of each size that was asked about, and of what was taken in since.
    private let samples = Mutex<[Int64: Set<String>]>([:])

    /// The bytes of a sample at the start, in the middle and at the end.
    private static let part = 4096

    init(_ catalog: Catalog) {
        self.catalog = catalog
    }

    /// Whether the library, or this import, may have the same file; from now on it has this one.
    func hasLike(_ file: borrowing OpenFile, bytes: Int64) throws -> Bool {
        let sample = try sample(of: file, bytes: bytes)
        return try samples.withLock { samples in
            if samples[bytes] == nil {
                samples[bytes] = []
                for stored in try catalog.files(ofBytes: bytes) {
                    samples[bytes]?.insert(try self.sample(of: stored) ?? "")
                }
            }
            return samples[bytes]?.insert(sample).inserted == false
        }
    }

    /// The sample of an original; `nil` where it is not there, or cannot be read: then it is no help.
    private func sample(of stored: StoredFile) throws -> String? {
        let path = catalog.folder.object(stored.sha256, stored.fileExtension)
        guard let file = try? catalog.system.files.open(path, .read) else { return nil }
        return try? sample(of: file, bytes: stored.bytes)
    }

    private func sample(
        of file: borrowing OpenFile, bytes: Int64
    ) throws(SystemError) -> String {
        let files = catalog.system.files
        var sample = try files.read(file, at: 0, count: Self.part)
        for offset in [bytes / 2, bytes - Int64(Self.part)] where offset > 0 {
            sample += try files.read(file, at: offset, count: Self.part)
        }
        return try SHA256.digest(of: sample)
    }
}

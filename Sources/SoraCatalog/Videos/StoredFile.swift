/// An original in the object store.
package struct StoredFile: Hashable, Sendable {
    /// Its digest, 64 hexadecimal digits.
    package var sha256: String
    /// What was sniffed, without a dot, for example `mp4`.
    package var fileExtension: String
    /// Its size in bytes.
    package var bytes: Int64

    package init(sha256: String, fileExtension: String, bytes: Int64) {
        self.sha256 = sha256
        self.fileExtension = fileExtension
        self.bytes = bytes
    }
}

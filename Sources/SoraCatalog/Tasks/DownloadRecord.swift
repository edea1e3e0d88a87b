/// Where the bytes of a result are while they come.
package struct DownloadRecord: Hashable, Sendable {
    /// The file's name in `incoming/`.
    package var file: String
    /// How many of its bytes are known to be durable.
    package var durableBytes: Int64
    /// How many bytes there will be, when the service said so.
    package var totalBytes: Int64?
    /// The strong ETag, or else the Last-Modified, of what is being fetched.
    package var validator: String?
    /// What the whole file is stored as, from when it was hashed and before it gets its place.
    package var stored: StoredFile?

    package init(
        file: String, durableBytes: Int64 = 0, totalBytes: Int64? = nil, validator: String? = nil,
        stored: StoredFile? = nil
    ) {
        self.stored = stored
        self.file = file
        self.durableBytes = durableBytes
        self.totalBytes = totalBytes
        self.validator = validator
    }
}

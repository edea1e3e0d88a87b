package import SoraModel

/// What becomes of videos that are purged.
package struct Purge: Hashable, Sendable {
    /// A video whose file stays.
    package struct Shared: Hashable, Sendable {
        /// The video.
        package var video: Int64
        /// What leads to the file too.
        package var owner: Handle
    }

    /// Those that lose their files; their records stay.
    package var videos: [Int64] = []
    /// The files that nothing else leads to: they are deleted.
    package var deleted: [StoredFile] = []
    /// Those whose file stays.
    package var shared: [Shared] = []

    /// How many bytes are freed.
    package var bytes: Int64 { deleted.reduce(0) { $0 + $1.bytes } }
}

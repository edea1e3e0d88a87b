package import SoraModel

/// What a check needs to know of a video.
package struct VideoRecord: Hashable, Sendable {
    /// The row number.
    package var id: Int64
    /// The file, where there is or was one.
    package var file: StoredFile?
    /// Whether the file is there.
    package var fileState: FileState
    /// What was asked for.
    package var requested: RequestedMedia
    /// The verdict so far.
    package var verdict: Verdict
    /// What was found by decoding it, as the JSON of `DeepReport`; `nil` when it never was.
    package var deep: String?

    /// What people call it.
    package var handle: Handle { Handle(.video, id) }
}

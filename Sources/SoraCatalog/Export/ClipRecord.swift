package import SoraModel

/// What an export needs to know of a video.
package struct ClipRecord: Hashable, Sendable {
    /// The row number.
    package var id: Int64
    /// Its UUID, which stays when libraries are merged.
    package var uid: String
    /// The file, where there is or was one.
    package var file: StoredFile?
    /// Whether the file is there.
    package var fileState: FileState
    /// What was found of it.
    package var verdict: Verdict
    /// The fields that were asked for, as texts.
    package var fields: [String: String]

    /// What people call it.
    package var handle: Handle { Handle(.video, id) }
}

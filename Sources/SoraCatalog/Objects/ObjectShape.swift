package import SoraModel
import SoraResources

/// The fields of one kind of object, in order: the contract of every output format.
package struct ObjectShape: Sendable {
    /// The kind.
    package let kind: ObjectKind
    /// The fields, in the order of the output.
    package let fields: [ObjectField]

    /// The SELECT that gives one row an object and one column a field, from `Resources/objects`.
    var source: String {
        Resources.text(at: "objects/\(kind.rawValue).sql") ?? ""
    }

    /// Whether the source needs the library's path as `?1`.
    var namesFiles: Bool { kind == .video || kind == .image }

    /// The field of that name.
    package func field(named name: String) -> ObjectField? { fields.first { $0.name == name } }

    /// The shape of a kind.
    package static func of(_ kind: ObjectKind) -> ObjectShape {
        switch kind {
        case .task: task
        case .video: video
        case .prompt: prompt
        case .image: image
        }
    }

    /// A task.
    package static let task = ObjectShape(
        kind: .task,
        fields: [
            ObjectField("id"), ObjectField("uid"), ObjectField("state"), ObjectField("provider"),
            ObjectField("profile"), ObjectField("model"), ObjectField("operation"),
            ObjectField("prompt"), ObjectField("prompt_id"), ObjectField("seconds", .integer),
            ObjectField("size"), ObjectField("aspect_ratio"), ObjectField("images", .json),
            ObjectField("remixed_from"), ObjectField("retry_of"), ObjectField("remote_id"),
            ObjectField("remote_status"), ObjectField("progress", .integer), ObjectField("video"),
            ObjectField("error", .json), ObjectField("submit_attempts", .integer),
            ObjectField("cost", .json), ObjectField("created_at"), ObjectField("submitted_at"),
            ObjectField("completed_at"), ObjectField("expires_at"), ObjectField("awaits"),
        ])

    /// A video.
    package static let video = ObjectShape(
        kind: .video,
        fields: [
            ObjectField("id"), ObjectField("uid"), ObjectField("title"), ObjectField("path"),
            ObjectField("sha256"), ObjectField("bytes", .integer), ObjectField("container"),
            ObjectField("duration", .number), ObjectField("width", .integer),
            ObjectField("height", .integer), ObjectField("rotation", .integer),
            ObjectField("frame_rate", .number), ObjectField("bit_rate", .integer),
            ObjectField("video_codec"), ObjectField("audio_codec"),
            ObjectField("has_audio", .boolean), ObjectField("requested", .json),
            ObjectField("verdict"), ObjectField("reasons", .json),
            ObjectField("reason_codes", .json), ObjectField("file_state"), ObjectField("prompt"),
            ObjectField("provider"), ObjectField("model"), ObjectField("task"),
            ObjectField("operation"), ObjectField("remixed_from"), ObjectField("tags", .json),
            ObjectField("rating", .integer), ObjectField("notes"),
            ObjectField("collections", .json), ObjectField("created_at"),
            ObjectField("imported_at"), ObjectField("video_duration", .number),
            ObjectField("fast_start", .boolean), ObjectField("deep", .json),
            ObjectField("deep_at"), ObjectField("fields", .json),
        ])

    /// A prompt.
    package static let prompt = ObjectShape(
        kind: .prompt,
        fields: [
            ObjectField("id"), ObjectField("uid"), ObjectField("text"), ObjectField("title"),
            ObjectField("revision", .integer), ObjectField("revises"), ObjectField("tags", .json),
            ObjectField("tasks", .integer), ObjectField("created_at"),
        ])

    /// A reference image.
    package static let image = ObjectShape(
        kind: .image,
        fields: [
            ObjectField("id"), ObjectField("uid"), ObjectField("path"), ObjectField("url"),
            ObjectField("sha256"), ObjectField("bytes", .integer), ObjectField("format"),
            ObjectField("width", .integer), ObjectField("height", .integer), ObjectField("title"),
            ObjectField("tags", .json), ObjectField("created_at"),
        ])
}

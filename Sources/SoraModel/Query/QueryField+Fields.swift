extension QueryField {
    /// The fields that a kind of object can be searched by, without its owner's own.
    package static func of(_ kind: ObjectKind) -> [QueryField] {
        switch kind {
        case .video: video
        case .task: task
        case .prompt: prompt
        case .image: image
        }
    }

    /// The words that may stand behind `is:` of a kind of object.
    package static func states(of kind: ObjectKind) -> [String] {
        QueryState.words(of: kind).map(\.word)
    }

    private static let tag = QueryField("tag", .text, or: "tags")
    private static let collection = QueryField("collection", .text, or: "collections")
    private static let created = QueryField("created", .moment, or: "created_at")
    private static let operation = QueryField(
        "operation", .oneOf(TaskOperation.allCases.map(\.rawValue)))

    private static let video = [
        QueryField("id", .object(.video)), QueryField("uid", .text), QueryField("title", .words),
        QueryField("prompt", .words), QueryField("notes", .words, or: "note"), tag, collection,
        QueryField("rating", .whole), QueryField("sha256", .text), QueryField("bytes", .bytes),
        QueryField("container", .words), QueryField("duration", .length, or: "seconds"),
        QueryField("width", .whole), QueryField("height", .whole), QueryField("size", .text),
        QueryField("orientation", .oneOf(["landscape", "portrait", "square"])),
        QueryField("rotation", .whole), QueryField("frame_rate", .decimal),
        QueryField("bit_rate", .whole), QueryField("video_codec", .text),
        QueryField("audio_codec", .text), QueryField("has_audio", .truth),
        QueryField("verdict", .oneOf(Verdict.allCases.map(\.rawValue))),
        QueryField("reasons", .words, or: "reason"),
        QueryField("file_state", .oneOf(FileState.allCases.map(\.rawValue))),
        QueryField("provider", .text), QueryField("model", .text), operation,
        QueryField("task", .object(.task)),
        QueryField("remixed_from", .object(.video), or: "parent"),
        QueryField("descendant_of", .object(.video)), QueryField("ancestor_of", .object(.video)),
        created, QueryField("imported", .moment, or: "imported_at"),
        QueryField("trashed", .moment, or: "trashed_at"),
    ]

    private static let task = [
        QueryField("id", .object(.task)), QueryField("uid", .text),
        QueryField("state", .oneOf(TaskState.allCases.map(\.rawValue))),
        QueryField("provider", .text), QueryField("profile", .text), QueryField("model", .text),
        operation, QueryField("prompt", .words), QueryField("prompt_id", .object(.prompt)), tag,
        collection, QueryField("seconds", .length), QueryField("size", .text),
        QueryField("width", .whole), QueryField("height", .whole),
        QueryField("aspect_ratio", .text), QueryField("image", .object(.image), or: "images"),
        QueryField("remixed_from", .object(.video), or: "parent"),
        QueryField("retry_of", .object(.task)),
        QueryField("remote_id", .text), QueryField("remote_status", .text),
        QueryField("progress", .whole), QueryField("video", .object(.video)),
        QueryField("error", .text), QueryField("cost", .decimal), created,
        QueryField("submitted", .moment, or: "submitted_at"),
        QueryField("completed", .moment, or: "completed_at"),
        QueryField("expires", .moment, or: "expires_at"),
    ]

    private static let prompt = [
        QueryField("id", .object(.prompt)), QueryField("uid", .text), QueryField("text", .words),
        QueryField("title", .words), tag, QueryField("revision", .whole),
        QueryField("revises", .object(.prompt)), QueryField("tasks", .whole), created,
    ]

    private static let image = [
        QueryField("id", .object(.image)), QueryField("uid", .text), QueryField("title", .words),
        QueryField("url", .words), tag, QueryField("sha256", .text), QueryField("bytes", .bytes),
        QueryField("format", .text), QueryField("width", .whole), QueryField("height", .whole),
        created,
    ]
}

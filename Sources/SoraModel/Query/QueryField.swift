/// A field that a query can name.
package struct QueryField: Hashable, Sendable {
    /// How a value of it is read and compared.
    package enum Kind: Hashable, Sendable {
        /// A text in which words are looked for.
        case words
        /// A text that is compared as a whole, in any case.
        case text
        /// A text that is one of these.
        case oneOf([String])
        /// A number; a whole one, or one that may have decimals.
        case number(isWhole: Bool)
        /// A moment.
        case moment
        /// Yes or no.
        case truth
        /// An object of that kind.
        case object(ObjectKind)
    }

    /// The name, which is that of the output where the output has the field.
    package let name: String
    /// Other names for it.
    package let otherNames: [String]
    /// How a value is read.
    package let kind: Kind

    init(_ name: String, _ kind: Kind, or others: String...) {
        self.name = name
        self.kind = kind
        otherNames = others
    }

    /// The fields that a kind of object can be searched by.
    package static func of(_ kind: ObjectKind) -> [QueryField] {
        switch kind {
        case .video: video
        case .task: task
        case .prompt: prompt
        case .image: image
        }
    }

    private static let whole = Kind.number(isWhole: true)
    private static let decimal = Kind.number(isWhole: false)
    private static let tag = QueryField("tag", .text, or: "tags")
    private static let collection = QueryField("collection", .text, or: "collections")
    private static let created = QueryField("created", .moment, or: "created_at")
    private static let operation = QueryField(
        "operation", .oneOf(TaskOperation.allCases.map(\.rawValue)))

    private static let video = [
        QueryField("id", .object(.video)), QueryField("uid", .text), QueryField("title", .words),
        QueryField("prompt", .words), QueryField("notes", .words, or: "note"), tag, collection,
        QueryField("rating", whole), QueryField("sha256", .text), QueryField("bytes", whole),
        QueryField("container", .words), QueryField("duration", decimal),
        QueryField("width", whole), QueryField("height", whole), QueryField("size", .text),
        QueryField("rotation", whole), QueryField("frame_rate", decimal),
        QueryField("bit_rate", whole), QueryField("video_codec", .text),
        QueryField("audio_codec", .text), QueryField("has_audio", .truth),
        QueryField("verdict", .oneOf(Verdict.allCases.map(\.rawValue))),
        QueryField("reasons", .words, or: "reason"),
        QueryField("file_state", .oneOf(FileState.allCases.map(\.rawValue))),
        QueryField("provider", .text), QueryField("model", .text), operation,
        QueryField("task", .object(.task)), QueryField("remixed_from", .object(.video)), created,
        QueryField("imported", .moment, or: "imported_at"),
    ]

    private static let task = [
        QueryField("id", .object(.task)), QueryField("uid", .text),
        QueryField("state", .oneOf(TaskState.allCases.map(\.rawValue))),
        QueryField("provider", .text), QueryField("profile", .text), QueryField("model", .text),
        operation, QueryField("prompt", .words), QueryField("prompt_id", .object(.prompt)), tag,
        collection, QueryField("seconds", whole), QueryField("size", .text),
        QueryField("aspect_ratio", .text), QueryField("image", .object(.image), or: "images"),
        QueryField("remixed_from", .object(.video)), QueryField("retry_of", .object(.task)),
        QueryField("remote_id", .text), QueryField("remote_status", .text),
        QueryField("progress", whole), QueryField("video", .object(.video)),
        QueryField("error", .text), QueryField("cost", decimal), created,
        QueryField("submitted", .moment, or: "submitted_at"),
        QueryField("completed", .moment, or: "completed_at"),
        QueryField("expires", .moment, or: "expires_at"),
    ]

    private static let prompt = [
        QueryField("id", .object(.prompt)), QueryField("uid", .text), QueryField("text", .words),
        QueryField("title", .words), tag, QueryField("revision", whole),
        QueryField("revises", .object(.prompt)), QueryField("tasks", whole), created,
    ]

    private static let image = [
        QueryField("id", .object(.image)), QueryField("uid", .text), QueryField("title", .words),
        QueryField("url", .words), tag, QueryField("sha256", .text), QueryField("bytes", whole),
        QueryField("format", .text), QueryField("width", whole), QueryField("height", whole),
        created,
    ]
}

import SoraModel

/// Where the fields of a query are in the catalogue.
struct QueryColumns {
    /// The tables, joined; the first has the name of the kind.
    let tables: String
    /// The texts that bare words are looked for in.
    let texts: [String]
    /// The SQL of each field that is a value of the object itself.
    let expressions: [String: String]
    /// For the fields that are lists: an EXISTS to be completed with a condition about `item`.
    let lists: [String: String]

    static func of(_ kind: ObjectKind) -> QueryColumns {
        switch kind {
        case .video: video
        case .task: task
        case .prompt: prompt
        case .image: image
        }
    }

    /// The SQL of a field.
    func expression(_ field: QueryField, of kind: ObjectKind) -> String {
        expressions[field.name] ?? "\(kind.rawValue).\(field.name)"
    }

    private static func tags(_ kind: String) -> String {
        "SELECT 1 FROM (SELECT tag AS item FROM \(kind)_tag WHERE \(kind)_id = \(kind).id)"
    }

    private static let video = QueryColumns(
        tables: """
            video
            LEFT JOIN task ON task.id = video.task_id
            LEFT JOIN provider ON provider.id = task.provider_id
            LEFT JOIN prompt ON prompt.id = video.prompt_id
            """,
        texts: ["coalesce(task.prompt_text, prompt.text)", "video.title", "video.notes"],
        expressions: [
            "prompt": "coalesce(task.prompt_text, prompt.text)",
            "provider": "coalesce(provider.name, video.origin_provider)",
            "model": "coalesce(task.model, video.origin_model)", "task": "video.task_id",
            "size": "video.width || 'x' || video.height", "created": "video.created_at",
            "imported": "video.imported_at",
        ],
        lists: [
            "tag": tags("video"),
            "collection": """
            SELECT 1 FROM (SELECT collection.name AS item
                           FROM collection_video
                           JOIN collection ON collection.id = collection_video.collection_id
                           WHERE collection_video.video_id = video.id)
            """,
        ])

    private static let task = QueryColumns(
        tables: "task JOIN provider ON provider.id = task.provider_id",
        texts: ["task.prompt_text"],
        expressions: [
            "prompt": "task.prompt_text", "provider": "provider.name",
            "profile": "provider.profile", "size": "task.width || 'x' || task.height",
            "error": "task.error_code", "cost": "task.cost_micros / 1e6",
            "created": "task.created_at", "submitted": "task.submitted_at",
            "completed": "task.completed_at", "expires": "task.expires_at",
            "video": "(SELECT result.id FROM video AS result WHERE result.task_id = task.id)",
        ],
        lists: [
            "tag": tags("task"),
            "collection": """
            SELECT 1 FROM (SELECT collection.name AS item
                           FROM task_collection
                           JOIN collection ON collection.id = task_collection.collection_id
                           WHERE task_collection.task_id = task.id)
            """,
            "image": """
            SELECT 1 FROM (SELECT image_id AS item FROM task_image
                           WHERE task_image.task_id = task.id)
            """,
        ])

    private static let prompt = QueryColumns(
        tables: "prompt", texts: ["prompt.text", "prompt.title"],
        expressions: [
            "created": "prompt.created_at",
            "tasks": "(SELECT count(*) FROM task WHERE task.prompt_id = prompt.id)",
        ],
        lists: ["tag": tags("prompt")])

    private static let image = QueryColumns(
        tables: "image", texts: ["image.title", "image.url"],
        expressions: ["created": "image.created_at"], lists: ["tag": tags("image")])
}

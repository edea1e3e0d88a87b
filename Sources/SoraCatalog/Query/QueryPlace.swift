import SoraModel

/// Where a field of a query is in the catalogue.
///
/// It can be looked at from two sides: from a row of the object, or from an index that gives the numbers
/// of the objects. Which is better depends on how many there are.
struct QueryPlace {
    /// A SELECT that gives numbers of objects by an index.
    struct Way {
        /// The SQL, with `%` for the condition.
        let sql: String
        /// What the condition is about in it.
        let item: String
    }

    /// What a condition is about, seen from the object's row.
    let item: String
    /// For a field that is a list: what is around the condition, with `%` for it.
    var list: String?
    /// How the objects are found by indexes: together they give all.
    var ways: [Way] = []
    /// Whether the value is a column of the object's row with an index, which SQLite finds by itself.
    var isIndexedColumn = false
    /// The column of the full-text index.
    var searched: String?
    /// The table whose column `item` is, where other spellings of a text can be found by its index.
    var spellings: (table: String, column: String, filter: String)?

    /// Where a field of a kind of object is.
    static func of(_ field: QueryField, _ kind: ObjectKind) -> QueryPlace {
        if let number = field.own { return own(number, field) }
        let name = field.name
        switch kind {
        case .video: return video[name] ?? QueryPlace(item: "video.\(name)")
        case .task: return task[name] ?? QueryPlace(item: "task.\(name)")
        case .prompt: return prompt[name] ?? QueryPlace(item: "prompt.\(name)")
        case .image: return image[name] ?? QueryPlace(item: "image.\(name)")
        }
    }

    /// The tables that the items are in, joined; the same as in `Resources/objects`.
    static func tables(of kind: ObjectKind) -> String {
        switch kind {
        case .video:
            """
            video
            LEFT JOIN task ON task.id = video.task_id
            LEFT JOIN provider ON provider.id = task.provider_id
            LEFT JOIN prompt ON prompt.id = video.prompt_id
            """
        case .task: "task JOIN provider ON provider.id = task.provider_id"
        case .prompt: "prompt"
        case .image: "image"
        }
    }

    /// The texts that bare words are looked for in, where there is no full-text index.
    static func texts(of kind: ObjectKind) -> [String] {
        switch kind {
        case .video: []
        case .task: ["task.prompt_text"]
        case .prompt: ["prompt.text", "prompt.title"]
        case .image: ["image.title", "image.url"]
        }
    }

    static func tags(_ kind: ObjectKind) -> QueryPlace {
        let name = kind.rawValue
        let tag = "\(name)_tag.tag"
        // The tags of tasks are few, and have no index.
        let isIndexed = kind != .task
        return QueryPlace(
            item: tag,
            list: "EXISTS (SELECT 1 FROM \(name)_tag WHERE \(name)_id = \(name).id AND %)",
            ways: isIndexed
                ? [Way(sql: "SELECT \(name)_id FROM \(name)_tag WHERE %", item: tag)] : [],
            spellings: isIndexed ? ("\(name)_tag", "tag", "1") : nil)
    }

    private static func own(_ number: Int64, _ field: QueryField) -> QueryPlace {
        let column = field.kind == .text ? "text" : "number"
        return QueryPlace(
            item: "video_field.\(column)",
            list: """
                EXISTS (SELECT 1 FROM video_field
                        WHERE video_id = video.id AND field_id = \(number) AND %)
                """,
            ways: [
                Way(
                    sql: "SELECT video_id FROM video_field WHERE field_id = \(number) AND %",
                    item: "video_field.\(column)")
            ],
            spellings: field.kind == .text
                ? ("video_field", "text", "field_id = \(number) AND text IS NOT NULL") : nil)
    }

    private static func column(_ name: String) -> QueryPlace {
        QueryPlace(item: name, isIndexedColumn: true)
    }

    /// A text that is the task's, or where no task made the video, what its origin says.
    private static func ofTask(
        _ item: String, from tables: String, origin: String
    ) -> QueryPlace {
        QueryPlace(
            item: "coalesce(\(item), video.\(origin))",
            ways: [
                Way(sql: "SELECT video.id FROM \(tables) WHERE %", item: item),
                Way(
                    sql: "SELECT id FROM video WHERE video.task_id IS NULL AND %",
                    item: "video.\(origin)"),
            ])
    }

    private static let video: [String: QueryPlace] = [
        "id": column("video.id"), "uid": column("video.uid"), "sha256": column("video.sha256"),
        "bytes": column("video.bytes"), "rating": column("video.rating"),
        "verdict": column("video.verdict"), "file_state": column("video.file_state"),
        "task": column("video.task_id"), "remixed_from": column("video.remixed_from"),
        "created": column("video.created_at"), "trashed": column("video.trashed_at"),
        "imported": QueryPlace(item: "video.imported_at"),
        "title": QueryPlace(item: "video.title", searched: "title"),
        "notes": QueryPlace(item: "video.notes", searched: "notes"),
        "prompt": QueryPlace(
            item: "coalesce(task.prompt_text, prompt.text)", searched: "prompt"),
        "size": QueryPlace(item: "video.width || 'x' || video.height"),
        "orientation": QueryPlace(
            item: """
                CASE WHEN video.width = video.height THEN 'square'
                     WHEN (video.width > video.height) = (coalesce(video.rotation, 0) IN (0, 180))
                     THEN 'landscape' WHEN video.width IS NOT NULL THEN 'portrait' END
                """),
        "provider": ofTask(
            "provider.name",
            from: """
                provider CROSS JOIN task ON task.provider_id = provider.id
                CROSS JOIN video ON video.task_id = task.id
                """, origin: "origin_provider"),
        "model": ofTask(
            "task.model", from: "task CROSS JOIN video ON video.task_id = task.id",
            origin: "origin_model"),
        "tag": tags(.video),
    ]

    private static let task: [String: QueryPlace] = [
        "id": column("task.id"), "uid": column("task.uid"), "state": column("task.state"),
        "prompt_id": column("task.prompt_id"), "remixed_from": column("task.remixed_from"),
        "prompt": QueryPlace(item: "task.prompt_text"),
        "provider": QueryPlace(item: "provider.name"),
        "profile": QueryPlace(item: "provider.profile"),
        "model": column("task.model"),
        "size": QueryPlace(item: "task.width || 'x' || task.height"),
        "error": QueryPlace(item: "task.error_code"),
        "cost": QueryPlace(item: "task.cost_micros / 1e6"),
        "created": QueryPlace(item: "task.created_at"),
        "submitted": QueryPlace(item: "task.submitted_at"),
        "completed": QueryPlace(item: "task.completed_at"),
        "expires": QueryPlace(item: "task.expires_at"),
        "video": QueryPlace(
            // A task that others wait for has a video before that is there.
            item: """
                (SELECT result.id FROM video AS result
                 WHERE result.task_id = task.id
                   AND (result.file_state <> 'absent' OR task.state = 'succeeded'))
                """,
            ways: [
                Way(
                    sql: """
                        SELECT task.id FROM video JOIN task ON task.id = video.task_id
                        WHERE (video.file_state <> 'absent' OR task.state = 'succeeded') AND %
                        """, item: "video.id")
            ]),
        "tag": tags(.task),
        "collection": QueryPlace(
            item: "collection.name",
            list: """
                EXISTS (SELECT 1 FROM task_collection
                        JOIN collection ON collection.id = task_collection.collection_id
                        WHERE task_collection.task_id = task.id AND %)
                """),
        "image": QueryPlace(
            item: "task_image.image_id",
            list: "EXISTS (SELECT 1 FROM task_image WHERE task_image.task_id = task.id AND %)",
            ways: [
                Way(sql: "SELECT task_id FROM task_image WHERE %", item: "task_image.image_id")
            ]),
    ]

    private static let prompt: [String: QueryPlace] = [
        "id": column("prompt.id"), "uid": column("prompt.uid"),
        "created": QueryPlace(item: "prompt.created_at"),
        "tasks": QueryPlace(item: "(SELECT count(*) FROM task WHERE task.prompt_id = prompt.id)"),
        "tag": tags(.prompt),
    ]

    private static let image: [String: QueryPlace] = [
        "id": column("image.id"), "uid": column("image.uid"), "sha256": column("image.sha256"),
        "created": QueryPlace(item: "image.created_at"), "tag": tags(.image),
    ]
}

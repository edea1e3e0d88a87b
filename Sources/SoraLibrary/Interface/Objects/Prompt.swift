public import SoraModel

/// A text that asks for a video.
public struct Prompt: Identifiable, Hashable, Sendable {
    /// The handle, such as `p12`.
    public var id: Handle
    /// The UUID, which it keeps when libraries are merged.
    public var uid: String
    /// The text.
    public var text: String
    /// The title that a person gave it.
    public var title: String?
    /// Which revision it is, from 1 on.
    public var revision: Int
    /// The prompt that it is a revision of.
    public var revises: Handle?
    /// The tags, sorted.
    public var tags: [String]
    /// How many tasks were made of it.
    public var taskCount: Int
    /// When it was stored, to the second.
    public var createdAt: Timestamp
}

extension Prompt {
    init(_ row: ObjectRow) throws(SoraError) {
        id = try row.value("id") { Handle($0) }
        uid = try row.text("uid")
        text = try row.text("text")
        title = row["title"]
        revision = row.integer("revision") ?? 1
        revises = row.handle("revises")
        tags = row.list("tags")
        taskCount = row.integer("tasks") ?? 0
        createdAt = try row.value("created_at", ObjectRow.moment)
    }
}

/// A table of the catalogue whose rows are records of a dump, with the tables whose rows belong to one of
/// its rows.
struct DumpTable: Sendable {
    /// The table, and what its records are called.
    let name: String
    /// What belongs to a row.
    let children: [DumpChild]

    /// All of them, in the order in which they are written.
    static let all = [
        DumpTable(
            name: "provider", children: [DumpChild("budget", of: "provider_id", by: "period")]),
        DumpTable(name: "field", children: []),
        DumpTable(
            name: "prompt",
            children: [DumpChild("prompt_tag", of: "prompt_id", by: "tag"), .changes(of: "prompt")]),
        DumpTable(
            name: "image",
            children: [DumpChild("image_tag", of: "image_id", by: "tag"), .changes(of: "image")]),
        DumpTable(name: "collection", children: []),
        DumpTable(
            name: "task",
            children: [
                DumpChild("task_image", of: "task_id", by: "position"),
                DumpChild("task_tag", of: "task_id", by: "tag"),
                DumpChild("task_collection", of: "task_id", by: "collection_id"),
                DumpChild("submit_attempt", of: "task_id", by: "id"),
                DumpChild("proposal", of: "task_id", by: "remote_id"),
                DumpChild("download", of: "task_id", by: "file"),
                DumpChild("event", of: "task_id", by: "id"),
            ]),
        DumpTable(
            name: "video",
            children: [
                DumpChild("video_tag", of: "video_id", by: "tag"),
                DumpChild("collection_video", of: "video_id", by: "collection_id"),
                DumpChild("video_field", of: "video_id", by: "field_id"),
                .changes(of: "video"),
            ]),
    ]

    /// The tables that no record is made of: what they hold follows from the others, or is the library's own.
    ///
    /// The journal is: it names rows by their numbers here, and what another library holds cannot be undone
    /// from here. Folders that were exported to are this machine's.
    static let derived: Set<String> = [
        "library", "task_edge", "setting", "sidecar_due", "search_text", "change_set", "change",
        "purge", "run", "export_folder",
    ]

    /// The table of that name.
    static func named(_ name: String) -> DumpTable? { all.first { $0.name == name } }
}

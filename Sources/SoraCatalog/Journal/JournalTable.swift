import SoraSQLite

/// A table whose changes by people can be undone.
struct JournalTable: Sendable {
    /// The table.
    let name: String
    /// The column that holds the number of the row, or of its owner.
    let key: String
    /// The second column of a key of two.
    let part: String?
    /// The columns that tell what a row is, beside its key.
    let columns: [String]
    /// Those of them that people change.
    let changing: [String]
    /// Whether rows come and go by what people do.
    let comesAndGoes: Bool

    private init(
        _ name: String, key: String = "id", part: String? = nil, columns: [String] = [],
        changing: [String] = [], comesAndGoes: Bool = true
    ) {
        self.name = name
        self.key = key
        self.part = part
        self.columns = columns.isEmpty ? changing : columns
        self.changing = changing
        self.comesAndGoes = comesAndGoes
    }

    /// All of them.
    static let all = [
        JournalTable(
            "video", changing: ["title", "notes", "rating", "trashed_at"], comesAndGoes: false),
        JournalTable(
            "prompt",
            columns: ["title", "uid", "text", "digest", "revision", "revises", "created_at"],
            changing: ["title"]),
        JournalTable("image", changing: ["title"], comesAndGoes: false),
        JournalTable("video_tag", key: "video_id", part: "tag"),
        JournalTable("prompt_tag", key: "prompt_id", part: "tag"),
        JournalTable("image_tag", key: "image_id", part: "tag"),
        JournalTable("field", columns: ["name", "uid", "type", "created_at"]),
        JournalTable(
            "video_field", key: "video_id", part: "field_id", changing: ["text", "number"]),
        JournalTable(
            "collection", columns: ["name", "query", "uid", "created_at"],
            changing: ["name", "query"]),
        JournalTable(
            "collection_video", key: "video_id", part: "collection_id", changing: ["position"]),
        JournalTable("task_collection", key: "task_id", part: "collection_id"),
    ]

    /// The table of that name.
    static func named(_ name: String) -> JournalTable? { all.first { $0.name == name } }

    /// The triggers that write the journal while `journal_current` names a set.
    func triggers(on connection: borrowing Connection) throws -> [String] {
        let shape = try TableShape.read(name, on: connection)
        func values(_ names: [String], of row: String) -> String {
            let values = names.map { name in
                shape.columns.first { $0.name == name }.map { DumpSQL.value(of: $0, in: row) }
                    ?? "NULL"
            }
            return "json_array(\(values.joined(separator: ", ")))"
        }
        func trigger(
            _ event: String, _ when: String = "", before: String, after: String, of row: String
        ) -> String {
            let word = event.split(separator: " ")[0].lowercased()
            return """
                CREATE TEMP TRIGGER IF NOT EXISTS journal_\(name)_\(word) AFTER \(event) ON main.\(name)
                \(when)
                BEGIN
                    INSERT INTO change (set_id, source, row_id, part, before, after)
                    SELECT set_id, '\(name)', \(row).\(key), \(part.map { "CAST(\(row).\($0) AS TEXT)" } ?? "NULL"),
                           \(before), \(after) FROM journal_current;
                END
                """
        }
        var triggers: [String] = []
        if !changing.isEmpty {
            let differs = changing.map { "OLD.\($0) IS NOT NEW.\($0)" }.joined(separator: " OR ")
            triggers.append(
                trigger(
                    "UPDATE OF \(changing.joined(separator: ", "))", "WHEN \(differs)",
                    before: values(changing, of: "OLD"), after: values(changing, of: "NEW"),
                    of: "NEW"))
        }
        if comesAndGoes {
            triggers.append(
                trigger("INSERT", before: "NULL", after: values(columns, of: "NEW"), of: "NEW"))
            triggers.append(
                trigger("DELETE", before: values(columns, of: "OLD"), after: "NULL", of: "OLD"))
        }
        return triggers
    }
}

import SoraModel
import SoraSQLite

/// Reads the journal's rows as people do: one line a value.
enum ChangeLines {
    /// The first changes of a set.
    static func read(
        of set: Int64, limit: Int?, on connection: borrowing Connection
    ) throws -> [ChangeLine] {
        let rows = try connection.rows(
            """
            SELECT c.source, c.row_id, c.part, c.before IS NULL, c.after IS NULL, v.key,
                   json_extract(c.before, v.fullkey), json_extract(c.after, v.fullkey)
            FROM (SELECT * FROM change WHERE set_id = ?1 ORDER BY id LIMIT ?2) AS c
            LEFT JOIN json_each(coalesce(c.after, c.before)) AS v
            WHERE v.key IS NULL OR json_extract(c.before, v.fullkey) IS NOT json_extract(c.after, v.fullkey)
            ORDER BY c.id, v.key
            """, [.integer(set), limit.map { .integer(Int64($0)) } ?? .integer(-1)]
        ) { row in
            Raw(
                source: row.text(0) ?? "", row: row.integer(1) ?? 0, part: row.text(2),
                isNew: row.bool(3) ?? false, isGone: row.bool(4) ?? false, column: row.int(5),
                before: row.text(6), after: row.text(7))
        }
        return try rows.compactMap { try line($0, in: set, on: connection) }
    }

    private struct Raw {
        var source: String
        var row: Int64
        var part: String?
        var isNew: Bool
        var isGone: Bool
        var column: Int?
        var before: String?
        var after: String?
    }

    private static func line(
        _ raw: Raw, in set: Int64, on connection: borrowing Connection
    ) throws -> ChangeLine? {
        func line(_ object: String, _ field: String) -> ChangeLine {
            ChangeLine(object: object, field: field, before: raw.before, after: raw.after)
        }
        func presence(_ object: String, _ field: String, _ value: String?) -> ChangeLine {
            ChangeLine(
                object: object, field: field, before: raw.isNew ? nil : value,
                after: raw.isGone ? nil : value)
        }
        guard let table = JournalTable.named(raw.source) else {
            return line(Handle(.task, raw.row).description, "state")
        }
        let columns = raw.isNew || raw.isGone ? table.columns : table.changing
        let column = raw.column.flatMap { columns.indices.contains($0) ? columns[$0] : nil }
        switch raw.source {
        case "video", "prompt", "image":
            let kind: ObjectKind =
                raw.source == "video" ? .video : raw.source == "prompt" ? .prompt : .image
            guard let column, ["title", "notes", "rating", "trashed_at", "text"].contains(column)
            else { return nil }
            var line = line(Handle(kind, raw.row).description, column)
            if column == "trashed_at" {
                line.field = "trash"
                line.before = raw.before.map { _ in "in the trash" }
                line.after = raw.after.map { _ in "in the trash" }
            }
            return line
        case "video_tag": return presence(Handle(.video, raw.row).description, "tag", raw.part)
        case "prompt_tag": return presence(Handle(.prompt, raw.row).description, "tag", raw.part)
        case "image_tag": return presence(Handle(.image, raw.row).description, "tag", raw.part)
        case "video_field":
            let name = try name(of: raw.part, in: "field", set, on: connection)
            return line(Handle(.video, raw.row).description, name)
        case "collection_video":
            let name = try name(of: raw.part, in: "collection", set, on: connection)
            return line(Handle(.video, raw.row).description, "place in \(name)")
        case "collection", "field":
            guard let column, ["name", "query", "type"].contains(column) else { return nil }
            let name = try name(of: "\(raw.row)", in: raw.source, set, on: connection)
            return line("\(raw.source) \(name)", column)
        default: return nil
        }
    }

    /// The name of a collection or a field: as it is now, or as it was when it went.
    private static func name(
        of number: String?, in table: String, _ set: Int64, on connection: borrowing Connection
    ) throws -> String {
        let number = Int64(number ?? "") ?? 0
        return try connection.text("SELECT name FROM \(table) WHERE id = ?", [.integer(number)])
            ?? connection.text(
                """
                SELECT json_extract(coalesce(before, after), '$[0]') FROM change
                WHERE set_id >= ? AND source = ? AND row_id = ? ORDER BY id DESC LIMIT 1
                """, [.integer(set), .text(table), .integer(number)])
            ?? "\(number)"
    }
}

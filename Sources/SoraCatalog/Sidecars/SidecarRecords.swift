import SoraSQLite

/// The records that sidecars are made of: those of a dump, by the original that leads to them.
struct SidecarRecords {
    private let tables: [(name: String, sql: DumpSQL)]

    init(on connection: borrowing Connection) throws {
        var tables: [(name: String, sql: DumpSQL)] = []
        for table in DumpTable.all {
            tables.append((table.name, try DumpSQL(table, on: connection)))
        }
        self.tables = tables
    }

    /// Which rows of a table belong to which of the originals that `?1` lists, as SQL.
    private static func pairs(_ table: String) -> String {
        let videos =
            "SELECT sha256 AS owner, id, task_id, prompt_id, remixed_from FROM video "
            + "WHERE sha256 IN (SELECT value FROM json_each(?1))"
        // A try that followed another has its forerunners with it, and a revised prompt too.
        let tasks = """
            WITH RECURSIVE clip AS (\(videos)), chain(owner, id) AS (
                SELECT owner, task_id FROM clip WHERE task_id IS NOT NULL
                UNION SELECT owner, task.retry_of FROM chain JOIN task ON task.id = chain.id
                WHERE task.retry_of IS NOT NULL)
            """
        switch table {
        case "video":
            return """
                WITH RECURSIVE clip AS (\(videos)), chain(owner, id) AS (
                    SELECT owner, id FROM clip
                    UNION SELECT owner, parent.id FROM chain JOIN video AS child ON child.id = chain.id
                    JOIN video AS parent ON parent.id = child.remixed_from WHERE parent.file_state = 'absent')
                SELECT owner, id FROM chain
                """
        case "task": return "\(tasks) SELECT owner, id FROM chain"
        case "provider":
            return "\(tasks) SELECT DISTINCT owner, task.provider_id AS id FROM chain "
                + "JOIN task ON task.id = chain.id"
        case "image":
            return "\(tasks) SELECT DISTINCT owner, task_image.image_id AS id FROM chain "
                + "JOIN task_image ON task_image.task_id = chain.id"
        case "prompt":
            return """
                \(tasks), used(owner, id) AS (
                    SELECT owner, prompt_id FROM clip WHERE prompt_id IS NOT NULL
                    UNION SELECT owner, task.prompt_id FROM chain JOIN task ON task.id = chain.id
                    WHERE task.prompt_id IS NOT NULL
                    UNION SELECT owner, prompt.revises FROM used JOIN prompt ON prompt.id = used.id
                    WHERE prompt.revises IS NOT NULL)
                SELECT owner, id FROM used
                """
        case "collection":
            return
                "SELECT DISTINCT clip.owner, collection_video.collection_id AS id FROM (\(videos)) AS clip "
                + "JOIN collection_video ON collection_video.video_id = clip.id"
        case "field":
            return
                "SELECT DISTINCT clip.owner, video_field.field_id AS id FROM (\(videos)) AS clip "
                + "JOIN video_field ON video_field.video_id = clip.id"
        default: return "SELECT NULL AS owner, NULL AS id WHERE 0"
        }
    }

    /// The rows of a table that no original leads to, as a condition about `row`.
    private static func common(_ table: String) -> String {
        let isOfClip = "SELECT 1 FROM video WHERE video.sha256 IS NOT NULL AND video."
        return switch table {
        case "task": "NOT EXISTS (\(isOfClip)task_id = row.id)"
        case "prompt":
            "NOT EXISTS (\(isOfClip)prompt_id = row.id) OR EXISTS (SELECT 1 FROM task "
                + "WHERE task.prompt_id = row.id AND NOT EXISTS (\(isOfClip)task_id = task.id)) "
                + "OR EXISTS (SELECT 1 FROM prompt AS later WHERE later.revises = row.id)"
        case "video": "row.sha256 IS NULL"
        default: "1"
        }
    }

    /// The records that belong to each of some originals.
    func records(
        of originals: [String], on connection: borrowing Connection
    ) throws -> [String: [String]] {
        var found: [String: [String]] = [:]
        let list = "[" + originals.map { "\"\($0)\"" }.joined(separator: ",") + "]"
        for (name, sql) in tables {
            try connection.forEachRow(
                """
                SELECT pair.owner, \(sql.record) FROM (\(Self.pairs(name))) AS pair
                JOIN \(name) AS row ON row.id = pair.id ORDER BY pair.owner, row.uid
                """, [.text(list)]
            ) { row in
                found[row.text(0) ?? "", default: []].append(row.text(1) ?? "")
                return true
            }
        }
        return found
    }

    /// The records that no original leads to.
    func commonRecords(on connection: borrowing Connection) throws -> [String] {
        try tables.flatMap { name, sql in
            try connection.rows("\(sql.select) WHERE \(Self.common(name)) ORDER BY row.uid") {
                $0.text(0) ?? ""
            }
        }
    }
}

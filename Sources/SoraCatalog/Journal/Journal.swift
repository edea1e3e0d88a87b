import SoraModel
import SoraSQLite
import Synchronization

/// The journal of what people change: sets of changes, one a command, with each row before and after.
///
/// All in the caller's transaction.
struct Journal {
    let catalog: Catalog

    /// How many sets are kept.
    static let mostSets: Int64 = 10_000
    /// How many changes are kept, whatever the sets; the newest set is kept whole.
    static let mostChanges: Int64 = 2_000_000

    /// Begins a set.
    ///
    /// - Returns: its number.
    func begin(_ mode: JournalMode, on connection: borrowing Connection) throws -> Int64 {
        let newest = try connection.integer("SELECT max(id) FROM change_set")
        if let newest, !catalog.command.isEmpty, newest == catalog.finalNote.withLock({ $0 }) {
            if mode == .final { return newest }
            // What a command does that cannot be undone on the way to what can has no place of its own.
            try connection.execute("DELETE FROM change_set WHERE id = ?", [.integer(newest)])
        }
        try connection.execute(
            "INSERT INTO change_set (at, command, is_undoable) VALUES (?, ?, ?)",
            [.integer(catalog.now), .text(catalog.command), SQLValue(mode != .final)])
        let set = connection.lastInsertedRow
        if mode == .rows {
            try prepare(on: connection)
            try connection.execute("INSERT INTO journal_current VALUES (?)", [.integer(set)])
        }
        return set
    }

    /// Makes the triggers that write the journal, for this connection alone.
    private func prepare(on connection: borrowing Connection) throws {
        let isReady = try connection.integer(
            "SELECT 1 FROM sqlite_temp_schema WHERE name = 'journal_current'")
        if isReady != nil { return }
        try connection.execute("CREATE TEMP TABLE journal_current (set_id INTEGER NOT NULL)")
        for table in JournalTable.all {
            for trigger in try table.triggers(on: connection) { try connection.execute(trigger) }
        }
    }

    /// Ends a set; one that changed nothing is as if it had never been.
    ///
    /// - Returns: how many changes are in it.
    @discardableResult
    func end(_ set: Int64, _ mode: JournalMode, on connection: borrowing Connection) throws -> Int {
        if mode == .final { return 0 }
        if mode == .rows { try connection.execute("DELETE FROM journal_current") }
        let parts = try connection.rows(
            """
            SELECT source, count(DISTINCT row_id), count(*) FROM change WHERE set_id = ?
            GROUP BY source ORDER BY min(id)
            """, [.integer(set)]
        ) { (source: $0.text(0) ?? "", objects: $0.int(1) ?? 0, changes: $0.int(2) ?? 0) }
        let count = parts.reduce(0) { $0 + $1.changes }
        guard count > 0 else {
            try connection.execute("DELETE FROM change_set WHERE id = ?", [.integer(set)])
            return 0
        }
        let summary = parts.map { Self.words($0.source, $0.objects) }.joined(separator: ", ")
        try connection.execute(
            "UPDATE change_set SET changes = ?, summary = ? WHERE id = ?",
            [SQLValue(count), .text(summary), .integer(set)])
        try prune(to: set, on: connection)
        return count
    }

    /// Notes that a task was queued, or given up.
    func note(task: Int64, isNew: Bool, in set: Int64, on connection: borrowing Connection) throws {
        try connection.execute(
            """
            INSERT INTO change (set_id, source, row_id, before, after)
            VALUES (?, 'task', ?, ?, ?)
            """,
            [
                .integer(set), .integer(task), isNew ? .null : .text("[\"queued\"]"),
                .text(isNew ? "[\"queued\"]" : "[\"cancelled\"]"),
            ])
    }

    /// Drops the oldest sets where there are too many of them, or too many changes.
    private func prune(to newest: Int64, on connection: borrowing Connection) throws {
        try connection.execute(
            "DELETE FROM change_set WHERE id <= ?", [.integer(newest - Self.mostSets)])
        while let span = try connection.integer("SELECT max(id) - min(id) FROM change"),
            span >= Self.mostChanges
        {
            try connection.execute(
                """
                DELETE FROM change_set
                WHERE id < ? AND id <= (SELECT set_id FROM change ORDER BY id LIMIT 1)
                """, [.integer(newest)])
            if connection.changes == 0 { return }
        }
    }

    private static func words(_ source: String, _ count: Int) -> String {
        let (what, one, many) =
            switch source {
            case "video": ("", "video", "videos")
            case "prompt": ("", "prompt", "prompts")
            case "image": ("", "image", "images")
            case "video_tag": ("tags of ", "video", "videos")
            case "prompt_tag": ("tags of ", "prompt", "prompts")
            case "image_tag": ("tags of ", "image", "images")
            case "field": ("", "field", "fields")
            case "video_field": ("own fields of ", "video", "videos")
            case "collection": ("", "collection", "collections")
            case "collection_video": ("places of ", "video", "videos")
            default: ("", "task", "tasks")
            }
        return "\(what)\(count) \(count == 1 ? one : many)"
    }
}

package import SoraModel
import SoraSQLite

extension Catalog {
    /// Changes objects, all or none.
    ///
    /// - Parameters:
    ///   - handles: videos, prompts and images; notes and ratings are for videos.
    ///   - changes: what is changed in each.
    /// - Returns: those that are not as they were.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func edit(_ handles: [Handle], _ changes: ObjectChanges) throws -> Set<Handle> {
        try changing { connection, _ in try edit(handles, changes, on: connection) }
    }

    /// Does the same to the moment before the commit.
    ///
    /// - Parameters:
    ///   - handles: what is changed.
    ///   - changes: what is changed in each.
    ///   - lines: how many changes are told.
    /// - Returns: what would be changed.
    /// - Throws: what `edit` throws.
    package func tryEdit(
        _ handles: [Handle], _ changes: ObjectChanges, lines: Int
    ) throws -> (changed: Set<Handle>, preview: ChangePreview) {
        let (changed, preview) = try trying(lines: lines) { connection, _ in
            try edit(handles, changes, on: connection)
        }
        return (changed, preview)
    }

    private func edit(
        _ handles: [Handle], _ changes: ObjectChanges, on connection: borrowing Connection
    ) throws -> Set<Handle> {
        var changed: Set<Handle> = []
        for (kind, same) in Dictionary(grouping: handles, by: \.kind) {
            let numbers = try edit(kind, same.map(\.number), changes, on: connection)
            changed.formUnion(numbers.map { Handle(kind, $0) })
        }
        return changed
    }

    /// The same for objects of one kind, in the caller's transaction.
    func edit(
        _ kind: ObjectKind, _ numbers: [Int64], _ changes: ObjectChanges,
        on connection: borrowing Connection
    ) throws -> Set<Int64> {
        let list = numbers.list
        let name = kind.rawValue
        var changed: Set<Int64> = []
        func run(_ field: String, _ sql: String, _ values: [SQLValue]) throws {
            let numbers = try connection.rows(sql, values) { $0.integer(0) ?? 0 }
            try note(field, of: kind, numbers, on: connection)
            changed.formUnion(numbers)
        }
        func set(_ column: String, to value: SQLValue) throws {
            try run(
                column,
                """
                UPDATE \(name) SET \(column) = ?
                WHERE id IN (SELECT value FROM json_each(?)) AND \(column) IS NOT ? RETURNING id
                """, [value, list, value])
        }
        if let title = changes.title { try set("title", to: SQLValue(title)) }
        if let notes = changes.notes { try set("notes", to: SQLValue(notes)) }
        if let rating = changes.rating { try set("rating", to: SQLValue(rating)) }
        if let isTrashed = changes.isTrashed, kind == .video {
            try run(
                "trashed_at",
                """
                UPDATE video SET trashed_at = ?
                WHERE id IN (SELECT value FROM json_each(?)) AND (trashed_at IS NOT NULL) <> ?
                    AND file_state <> 'absent'
                RETURNING id
                """, [isTrashed ? .integer(now) : .null, list, SQLValue(isTrashed)])
        }
        if kind == .video {
            changed.formUnion(try self.set(changes.fields, ofVideos: list, on: connection))
        }
        for tag in changes.removedTags {
            try run(
                "tag:\(tag.lowercased())",
                """
                DELETE FROM \(name)_tag
                WHERE \(name)_id IN (SELECT value FROM json_each(?)) AND same_text(tag, ?)
                RETURNING \(name)_id
                """, [list, .text(tag)])
        }
        for tag in changes.addedTags {
            try run(
                "tag:\(tag.lowercased())",
                """
                INSERT INTO \(name)_tag (\(name)_id, tag)
                SELECT DISTINCT value, ? FROM json_each(?) AS wanted
                WHERE NOT EXISTS (SELECT 1 FROM \(name)_tag
                                  WHERE \(name)_id = wanted.value AND same_text(tag, ?))
                RETURNING \(name)_id
                """, [.text(tag), list, .text(tag)])
        }
        return changed
    }

    /// Notes that a person changed a field of these objects now, in the caller's transaction.
    func note(
        _ field: String, of kind: ObjectKind, _ numbers: [Int64],
        on connection: borrowing Connection
    ) throws {
        guard !numbers.isEmpty else { return }
        try connection.execute(
            """
            INSERT OR REPLACE INTO field_change (kind, object_id, field, at)
            SELECT ?, value, ?, ? FROM json_each(?)
            """, [.text(kind.rawValue), .text(field), .integer(now), numbers.list])
    }
}

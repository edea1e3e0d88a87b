import SoraModel
import SoraSQLite

extension UndoRun {
    /// Notes that a person changed these fields now, so that a merge takes this for the newer word.
    func noteFieldChanges(on connection: borrowing Connection) throws {
        let now = SQLValue.integer(catalog.now)
        for table in JournalTable.all.prefix(3) {
            for (index, column) in table.changing.enumerated() {
                try connection.execute(
                    """
                    INSERT OR REPLACE INTO field_change (kind, object_id, field, at)
                    SELECT source, row_id, ?1, ?2 FROM change
                    WHERE set_id = ?3 AND source = ?4 AND before IS NOT NULL AND after IS NOT NULL
                      AND json_extract(before, ?5) IS NOT json_extract(after, ?5)
                    """,
                    [
                        .text(column), now, .integer(set), .text(table.name),
                        .text("$[\(index)]"),
                    ])
            }
            let tags = try connection.rows(
                "SELECT DISTINCT part FROM change WHERE set_id = ? AND source = ?",
                [.integer(set), .text("\(table.name)_tag")]
            ) { $0.text(0) ?? "" }
            for tag in tags {
                try connection.execute(
                    """
                    INSERT OR REPLACE INTO field_change (kind, object_id, field, at)
                    SELECT DISTINCT ?1, row_id, ?2, ?3 FROM change
                    WHERE set_id = ?4 AND source = ?1 || '_tag' AND part = ?5
                    """,
                    [
                        .text(table.name), .text("tag:\(tag.lowercased())"), now, .integer(set),
                        .text(tag),
                    ])
            }
        }
        try connection.execute(
            """
            INSERT OR REPLACE INTO field_change (kind, object_id, field, at)
            SELECT DISTINCT 'video', row_id, 'field:' || field.name, ?2
            FROM change JOIN field ON field.id = change.part
            WHERE set_id = ?1 AND source = 'video_field'
            """, [.integer(set), now])
        // A number that is free again must not come with the words of who had it before.
        try connection.execute(
            """
            DELETE FROM field_change WHERE kind = 'prompt' AND object_id IN (
                SELECT row_id FROM change WHERE set_id = ? AND source = 'prompt' AND after IS NULL)
              AND NOT EXISTS (SELECT 1 FROM prompt WHERE id = object_id)
            """, [.integer(set)])
    }
}

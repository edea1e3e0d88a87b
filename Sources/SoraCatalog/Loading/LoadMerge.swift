import SoraModel
import SoraSQLite

/// Joins records that are known here with what is here: of each field the newer word holds.
struct LoadMerge {
    let catalog: Catalog

    /// What a person may change, by kind.
    private static let fields = [
        "video": ["title", "notes", "rating", "trashed_at"], "prompt": ["title"],
        "image": ["title"],
    ]

    /// Joins the known records of a batch.
    func run(on connection: borrowing Connection, _ summary: inout LoadSummary) throws {
        guard try connection.integer("SELECT 1 FROM temp.load_line WHERE known LIMIT 1") != nil
        else { return }
        var changed: Set<String> = []
        for (kind, fields) in Self.fields.sorted(by: { $0.key < $1.key }) {
            for field in fields {
                try join(field, of: kind, on: connection, &summary, &changed)
            }
            try joinTags(of: kind, on: connection, &changed)
            try connection.execute(
                """
                INSERT INTO field_change (kind, object_id, field, at)
                SELECT '\(kind)', l.ours, json_extract(c.value, '$.field'), json_extract(c.value, '$.at')
                FROM temp.load_line AS l, json_each(l.line, '$.field_change') AS c
                WHERE l.type = '\(kind)' AND l.known
                ON CONFLICT DO UPDATE SET at = excluded.at WHERE excluded.at > at
                """)
        }
        try joinParents(on: connection, &summary, &changed)
        try joinCollections(on: connection, &changed)
        try joinOwnFields(on: connection, &summary, &changed)
        try TaskMerge().run(on: connection, &summary, &changed)
        summary.changed += changed.count
    }

    private struct Difference {
        var object: Int64
        var theirs: String?
        var ours: String?
        var theirTime: Int64?
        var ourTime: Int64?

        /// Whether the other side's word is the newer one.
        var takesTheirs: Bool {
            guard let theirTime else { return ours == nil && ourTime == nil }
            return theirTime > ourTime ?? 0
        }
        /// Whether both sides say something, so that one of them is lost.
        var isConflict: Bool { theirs != nil && ours != nil }
    }

    private func join(
        _ field: String, of kind: String, on connection: borrowing Connection,
        _ summary: inout LoadSummary, _ changed: inout Set<String>
    ) throws {
        let value = "json_extract(l.line, '$.\(field)')"
        let differences = try connection.rows(
            """
            SELECT t.id, \(value), t.\(field),
                   (SELECT json_extract(c.value, '$.at') FROM json_each(l.line, '$.field_change') AS c
                    WHERE json_extract(c.value, '$.field') = '\(field)'),
                   (SELECT at FROM field_change
                    WHERE kind = '\(kind)' AND object_id = t.id AND field = '\(field)')
            FROM temp.load_line AS l JOIN \(kind) AS t ON t.id = l.ours
            WHERE l.type = '\(kind)' AND l.known AND t.\(field) IS NOT \(value)
            """
        ) { row in
            Difference(
                object: row.integer(0) ?? 0, theirs: row.text(1), ours: row.text(2),
                theirTime: row.integer(3), ourTime: row.integer(4))
        }
        for difference in differences {
            let object = "\(kind.prefix(1))\(difference.object)"
            if difference.takesTheirs {
                // The column's own type turns the text back into what it was.
                try connection.execute(
                    "UPDATE \(kind) SET \(field) = ? WHERE id = ?",
                    [SQLValue(difference.theirs), .integer(difference.object)])
                changed.insert(object)
            }
            guard difference.isConflict else { continue }
            summary.conflicts.append(
                LoadConflict(
                    object: object, field: field,
                    kept: difference.takesTheirs ? difference.theirs : difference.ours,
                    dropped: difference.takesTheirs ? difference.ours : difference.theirs))
        }
    }

    /// Tags of both sides, without those that one took away later than the other gave them.
    private func joinTags(
        of kind: String, on connection: borrowing Connection, _ changed: inout Set<String>
    ) throws {
        func times(_ tag: String) -> (theirs: String, ours: String) {
            (
                "(SELECT json_extract(c.value, '$.at') FROM json_each(l.line, '$.field_change') AS c "
                    + "WHERE same_text(json_extract(c.value, '$.field'), 'tag:' || \(tag)))",
                "(SELECT at FROM field_change WHERE kind = '\(kind)' AND object_id = l.ours "
                    + "AND same_text(field, 'tag:' || \(tag)))"
            )
        }
        let given = times("e.value")
        let added = try connection.rows(
            """
            INSERT INTO \(kind)_tag (\(kind)_id, tag)
            SELECT l.ours, e.value FROM temp.load_line AS l, json_each(l.line, '$.\(kind)_tag') AS e
            WHERE l.type = '\(kind)' AND l.known
              AND NOT EXISTS (SELECT 1 FROM \(kind)_tag AS t
                              WHERE t.\(kind)_id = l.ours AND same_text(t.tag, e.value))
              AND (\(given.ours) IS NULL OR \(given.ours) < \(given.theirs))
            RETURNING \(kind)_id
            """
        ) { $0.integer(0) ?? 0 }
        let kept = times("t.tag")
        let removed = try connection.rows(
            """
            SELECT t.\(kind)_id, t.tag FROM temp.load_line AS l JOIN \(kind)_tag AS t ON t.\(kind)_id = l.ours
            WHERE l.type = '\(kind)' AND l.known
              AND NOT EXISTS (SELECT 1 FROM json_each(l.line, '$.\(kind)_tag') AS e
                              WHERE same_text(t.tag, e.value))
              AND \(kept.theirs) > coalesce(\(kept.ours), 0)
            """
        ) { ($0.integer(0) ?? 0, $0.text(1) ?? "") }
        for (object, tag) in removed {
            try connection.execute(
                "DELETE FROM \(kind)_tag WHERE \(kind)_id = ? AND tag = ?",
                [.integer(object), .text(tag)])
        }
        for object in added + removed.map(\.0) { changed.insert("\(kind.prefix(1))\(object)") }
    }

    /// Fields of the owner's own that only the other side has; of one that both have, what is here stays.
    private func joinOwnFields(
        on connection: borrowing Connection, _ summary: inout LoadSummary,
        _ changed: inout Set<String>
    ) throws {
        let source = """
            FROM temp.load_line AS l, json_each(l.line, '$.video_field') AS e, temp.load_id AS m
            WHERE l.type = 'video' AND l.known
              AND m.type = 'field' AND m.theirs = json_extract(e.value, '$.field_id')
            """
        let (text, number) = (
            "json_extract(e.value, '$.text')", "json_extract(e.value, '$.number')"
        )
        summary.conflicts += try connection.rows(
            """
            SELECT own.video_id, field.name, coalesce(own.text, own.number), coalesce(theirs.text, theirs.number)
            FROM (SELECT l.ours AS video, m.ours AS field, \(text) AS text, \(number) AS number \(source)) AS theirs
            JOIN video_field AS own ON own.video_id = theirs.video AND own.field_id = theirs.field
            JOIN field ON field.id = own.field_id
            WHERE own.text IS NOT theirs.text OR own.number IS NOT theirs.number
            """
        ) { row in
            LoadConflict(
                object: "v\(row.integer(0) ?? 0)", field: row.text(1) ?? "", kept: row.text(2),
                dropped: row.text(3))
        }
        let added = try connection.rows(
            """
            INSERT OR IGNORE INTO video_field (video_id, field_id, text, number)
            SELECT l.ours, m.ours, \(text), \(number) \(source) RETURNING video_id
            """
        ) { $0.integer(0) ?? 0 }
        for video in added { changed.insert("v\(video)") }
    }

    /// What a video came from, where only the other side knows; of two parents, the one here stays.
    private func joinParents(
        on connection: borrowing Connection, _ summary: inout LoadSummary,
        _ changed: inout Set<String>
    ) throws {
        let source = """
            FROM temp.load_line AS l, temp.load_id AS m
            WHERE l.type = 'video' AND l.known
              AND m.type = 'video' AND m.theirs = json_extract(l.line, '$.remixed_from')
            """
        summary.conflicts += try connection.rows(
            """
            SELECT video.id, 'v' || video.remixed_from, 'v' || theirs.parent
            FROM (SELECT l.ours AS child, m.ours AS parent \(source)) AS theirs
            JOIN video ON video.id = theirs.child AND video.remixed_from <> theirs.parent
            """
        ) { row in
            LoadConflict(
                object: "v\(row.integer(0) ?? 0)", field: "remixed_from", kept: row.text(1),
                dropped: row.text(2))
        }
        let joined = try connection.rows(
            """
            UPDATE video SET remixed_from = theirs.parent
            FROM (SELECT l.ours AS child, m.ours AS parent \(source)) AS theirs
            WHERE video.id = theirs.child AND video.remixed_from IS NULL RETURNING id
            """
        ) { $0.integer(0) ?? 0 }
        for video in joined { changed.insert("v\(video)") }
    }

    private func joinCollections(
        on connection: borrowing Connection, _ changed: inout Set<String>
    ) throws {
        let added = try connection.rows(
            """
            INSERT OR IGNORE INTO collection_video (collection_id, video_id, position)
            SELECT m.ours, l.ours, json_extract(e.value, '$.position')
            FROM temp.load_line AS l, json_each(l.line, '$.collection_video') AS e, temp.load_id AS m
            WHERE l.type = 'video' AND l.known
              AND m.type = 'collection' AND m.theirs = json_extract(e.value, '$.collection_id')
            RETURNING video_id
            """
        ) { $0.integer(0) ?? 0 }
        for video in added { changed.insert("v\(video)") }
    }
}

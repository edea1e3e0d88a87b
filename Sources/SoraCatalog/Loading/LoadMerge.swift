import SoraModel
import SoraSQLite
import SoraSystem

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
        try joinOwnFields(on: connection, &summary, &changed)
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
        try fillPlaceholders(on: connection, &changed)
        try joinParents(on: connection, &summary, &changed)
        try joinCollections(on: connection, &changed)
        try TaskMerge().run(on: connection, &summary, &changed)
        summary.changed += changed.count
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
            LoadDifference(
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
            if difference.isConflict { summary.note(difference, field, of: object) }
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

    /// Fields of the owner's own, of which the newer word holds too.
    private func joinOwnFields(
        on connection: borrowing Connection, _ summary: inout LoadSummary,
        _ changed: inout Set<String>
    ) throws {
        let differences = try connection.rows(
            """
            WITH theirs AS (
                SELECT l.n, l.ours AS video, m.ours AS field, json_extract(e.value, '$.text') AS text,
                       json_extract(e.value, '$.number') AS number
                FROM temp.load_line AS l, json_each(l.line, '$.video_field') AS e, temp.load_id AS m
                WHERE l.type = 'video' AND l.known
                  AND m.type = 'field' AND m.theirs = json_extract(e.value, '$.field_id')),
            either AS (
                SELECT n, video, field FROM theirs
                UNION SELECT l.n, l.ours, own.field_id
                FROM temp.load_line AS l JOIN video_field AS own ON own.video_id = l.ours
                WHERE l.type = 'video' AND l.known)
            SELECT either.video, field.name, theirs.text, theirs.number,
                   coalesce(own.text, own.number),
                   (SELECT json_extract(c.value, '$.at')
                    FROM temp.load_line AS l, json_each(l.line, '$.field_change') AS c
                    WHERE l.n = either.n AND json_extract(c.value, '$.field') = 'field:' || field.name),
                   (SELECT at FROM field_change WHERE kind = 'video' AND object_id = either.video
                                                  AND field = 'field:' || field.name),
                   field.id
            FROM either JOIN field ON field.id = either.field
            LEFT JOIN theirs ON theirs.n = either.n AND theirs.field = either.field
            LEFT JOIN video_field AS own ON own.video_id = either.video AND own.field_id = either.field
            WHERE own.text IS NOT theirs.text OR own.number IS NOT theirs.number
            """
        ) { row in
            (
                field: row.integer(7) ?? 0, name: row.text(1) ?? "", text: row.text(2),
                number: row.real(3),
                difference: LoadDifference(
                    object: row.integer(0) ?? 0, theirs: row.text(2) ?? row.text(3),
                    ours: row.text(4), theirTime: row.integer(5), ourTime: row.integer(6))
            )
        }
        for (field, name, text, number, difference) in differences {
            let (video, object) = (difference.object, "v\(difference.object)")
            if difference.takesTheirs {
                try connection.execute(
                    "DELETE FROM video_field WHERE video_id = ? AND field_id = ?",
                    [.integer(video), .integer(field)])
                if difference.theirs != nil {
                    try connection.execute(
                        "INSERT INTO video_field (video_id, field_id, text, number) VALUES (?, ?, ?, ?)",
                        [
                            .integer(video), .integer(field), SQLValue(text),
                            number.map(SQLValue.real) ?? .null,
                        ])
                }
                changed.insert(object)
            }
            if difference.isConflict { summary.note(difference, name, of: object) }
        }
    }

    /// What was measured in a file, by column.
    private static let measured = [
        "sha256", "extension", "bytes", "container", "duration", "width", "height", "rotation",
        "frame_rate", "bit_rate", "video_codec", "audio_codec", "has_audio", "video_duration",
        "fast_start", "verdict", "reasons", "reason_codes", "probed_at", "deep", "deep_at",
        "created_at",
    ]

    /// Gives records that wait for their video what the other side has of it.
    private func fillPlaceholders(
        on connection: borrowing Connection, _ changed: inout Set<String>
    ) throws {
        let values = Self.measured.map { "\($0) = json_extract(l.line, '$.\($0)')" }
        let filled = try connection.rows(
            """
            UPDATE video SET file_state = 'missing', \(values.joined(separator: ", "))
            FROM temp.load_line AS l
            WHERE l.type = 'video' AND l.known AND video.id = l.ours AND video.file_state = 'absent'
              AND video.probed_at IS NULL AND json_extract(l.line, '$.sha256') IS NOT NULL
            RETURNING id, sha256, extension
            """
        ) { (id: $0.integer(0) ?? 0, sha256: $0.text(1) ?? "", kind: $0.text(2) ?? "") }
        for video in filled {
            changed.insert("v\(video.id)")
            let path = catalog.folder.object(video.sha256, video.kind)
            guard try catalog.system.files.status(of: path) != nil else { continue }
            try connection.execute(
                "UPDATE video SET file_state = 'present' WHERE id = ?", [.integer(video.id)])
        }
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

import SoraModel
import SoraSQLite

extension Catalog {
    /// The video of a task; while it is not there, a record without a file that stands in its place.
    ///
    /// What starts from a video has its parent so from the moment in which it is queued.
    func placeholder(
        forTask number: Int64, on connection: borrowing Connection
    ) throws -> Int64 {
        let known = try connection.integer(
            "SELECT id FROM video WHERE task_id = ?", [.integer(number)])
        if let known { return known }
        try connection.execute(
            """
            INSERT INTO video
                (uid, task_id, prompt_id, operation, remixed_from, file_state, requested_seconds,
                 requested_width, requested_height, requested_aspect_ratio, requested_tolerance,
                 requested_side_from, requested_side_to, requested_audio, verdict, created_at)
            SELECT ?, id, prompt_id, operation, remixed_from, 'absent', seconds, width, height,
                   aspect_ratio, tolerance, short_side_from, short_side_to, expects_audio, 'unprobed', ?
            FROM task WHERE id = ?
            """, [.text(newUID().text), .integer(now), .integer(number)])
        guard connection.changes == 1 else {
            throw SoraError(.notFound, "there is no task t\(number)")
        }
        return connection.lastInsertedRow
    }

    /// The video of a service that something came from: as a task of its account has it, else as it was
    /// imported, else a placeholder with the service's name for it.
    ///
    /// - Parameters:
    ///   - remoteID: what the service calls it.
    ///   - provider: the service.
    ///   - account: that provider, and all others that are the same account.
    ///   - connection: the database.
    /// - Returns: its number.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    func parent(
        named remoteID: String, of provider: ProviderRecord, _ account: [ProviderRecord],
        on connection: borrowing Connection
    ) throws -> Int64 {
        for other in [provider] + account {
            let task = try connection.integer(
                "SELECT id FROM task WHERE provider_id = ? AND remote_id = ?",
                [.integer(other.id), .text(remoteID)])
            if let task { return try placeholder(forTask: task, on: connection) }
        }
        let known = try connection.integer(
            """
            SELECT id FROM video WHERE origin_id = ?1
              AND (origin_provider IS NULL OR same_text(origin_provider, ?2) OR same_text(origin_provider, ?3))
            ORDER BY file_state = 'absent', id LIMIT 1
            """, [.text(remoteID), .text(provider.name), .text(provider.profile)])
        return try known ?? placeholder(named: remoteID, of: provider.name, on: connection)
    }

    /// A new record of a video that is only known by what a service calls it, or by its uid in another library.
    func placeholder(
        named remoteID: String, of provider: String?, uid: UID? = nil,
        on connection: borrowing Connection
    ) throws -> Int64 {
        try connection.execute(
            """
            INSERT INTO video (uid, operation, file_state, verdict, created_at, origin_provider, origin_id)
            VALUES (?, 'import', 'absent', 'unprobed', ?, ?, ?)
            """,
            [.text((uid ?? newUID()).text), .integer(now), SQLValue(provider), .text(remoteID)])
        return connection.lastInsertedRow
    }

    /// The records of videos that only others speak of, by what a service of one of those names calls them;
    /// where no name is known, of whatever service.
    func placeholders(
        named remoteID: String, of names: [String]?, on connection: borrowing Connection
    ) throws -> [Int64] {
        try connection.rows(
            """
            SELECT id FROM video
            WHERE origin_id = ?1 AND task_id IS NULL AND file_state = 'absent' AND probed_at IS NULL
              AND (origin_provider IS NULL OR ?2 IS NULL OR EXISTS (
                  SELECT 1 FROM json_each(?2) WHERE same_text(value, video.origin_provider)))
            ORDER BY id
            """, [.text(remoteID), SQLValue(names.map(JSONText.array))]
        ) { $0.integer(0) ?? 0 }
    }

    /// Makes a video the child of another, unless it is among the other's ancestors: what files and
    /// services say of each other may lead in a circle.
    func link(
        _ child: Int64, to parent: Int64, on connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            WITH RECURSIVE ancestor (id) AS (
                SELECT ?2 UNION
                SELECT video.remixed_from FROM ancestor JOIN video ON video.id = ancestor.id
                WHERE video.remixed_from IS NOT NULL)
            UPDATE video SET remixed_from = ?2
            WHERE id = ?1 AND ?1 NOT IN (SELECT id FROM ancestor)
            """, [.integer(child), .integer(parent)])
    }

    /// Puts a video that turned up in the place of the record that stood for it.
    ///
    /// What would make it its own ancestor stays with the record.
    func join(
        _ placeholder: Int64, into video: Int64, on connection: borrowing Connection
    ) throws {
        guard placeholder != video else { return }
        let both: [SQLValue] = [.integer(placeholder), .integer(video)]
        let children = try connection.rows(
            "SELECT id FROM video WHERE remixed_from = ? AND id <> ?", both
        ) { $0.integer(0) ?? 0 }
        for child in children { try link(child, to: video, on: connection) }
        try connection.execute(
            """
            UPDATE task SET remixed_from = ?2 WHERE remixed_from = ?1
              AND id IS NOT (SELECT task_id FROM video WHERE id = ?2)
            """, both)
        for (table, owner) in [
            ("video_tag", "video_id"), ("collection_video", "video_id"),
            ("video_field", "video_id"),
        ] {
            try connection.execute(
                "UPDATE OR IGNORE \(table) SET \(owner) = ?2 WHERE \(owner) = ?1", both)
            try connection.execute(
                "DELETE FROM \(table) WHERE \(owner) = ?", [.integer(placeholder)])
        }
        try connection.execute(
            """
            UPDATE video SET title = coalesce(video.title, old.title), notes = coalesce(video.notes, old.notes),
                rating = coalesce(video.rating, old.rating)
            FROM video AS old WHERE old.id = ?1 AND video.id = ?2
            """, both)
        try connection.execute(
            """
            DELETE FROM video WHERE id = ?1
              AND NOT EXISTS (SELECT 1 FROM video AS child WHERE child.remixed_from = ?1)
              AND NOT EXISTS (SELECT 1 FROM task WHERE task.remixed_from = ?1)
            """, [.integer(placeholder)])
    }

    /// Puts videos that came with a load in the place of the records that stood for them, or these in theirs.
    func joinPlaceholders(on connection: borrowing Connection) throws {
        let isSpokenOf = """
            p.file_state = 'absent' AND p.task_id IS NULL AND p.probed_at IS NULL AND p.origin_id IS NOT NULL
            """
        let pairs = try connection.rows(
            """
            SELECT p.id, v.id, same_text(v.origin_provider, p.origin_provider) IS TRUE
            FROM video AS p JOIN video AS v ON v.origin_id = p.origin_id AND v.id <> p.id
            WHERE \(isSpokenOf)
              AND (v.origin_provider IS NULL OR p.origin_provider IS NULL
                   OR same_text(v.origin_provider, p.origin_provider))
              AND (v.file_state <> 'absent' OR v.task_id IS NOT NULL OR v.id < p.id)
            UNION
            SELECT p.id, v.id, TRUE FROM video AS p
            JOIN provider ON same_text(provider.name, p.origin_provider)
                          OR same_text(provider.profile, p.origin_provider)
            JOIN task ON task.provider_id = provider.id AND task.remote_id = p.origin_id
            JOIN video AS v ON v.task_id = task.id
            WHERE \(isSpokenOf)
            ORDER BY 1, 3 DESC, 2
            """
        ) {
            (
                placeholder: $0.integer(0) ?? 0, video: $0.integer(1) ?? 0,
                isSure: $0.bool(2) ?? false
            )
        }
        let choices = Dictionary(grouping: pairs, by: \.placeholder).mapValues(\.count)
        var gone: Set<Int64> = []
        for pair in pairs where !gone.contains(pair.placeholder) && !gone.contains(pair.video) {
            // Where nobody says of which service it is, two that are called so may be meant.
            guard pair.isSure || choices[pair.placeholder] == 1 else { continue }
            try join(pair.placeholder, into: pair.video, on: connection)
            gone.insert(pair.placeholder)
        }
    }
}

import SoraModel
import SoraSQLite

extension Catalog {
    /// The files of that size that videos have: only such a one can be the same as another.
    package func files(ofBytes bytes: Int64) throws -> [StoredFile] {
        try database.read { connection in
            try connection.rows(
                "SELECT DISTINCT sha256, extension FROM video WHERE bytes = ? AND sha256 IS NOT NULL",
                [.integer(bytes)]
            ) {
                StoredFile(
                    sha256: $0.text(0) ?? "", fileExtension: $0.text(1) ?? "", bytes: bytes)
            }
        }
    }

    /// The number of the first video that has a file of that digest, or `nil`.
    package func video(withFile sha256: String) throws -> Int64? {
        try database.read { try video(withFile: sha256, on: $0) }
    }

    /// Commits clips that were imported, all or none; parents and children find each other.
    ///
    /// - Parameter clips: the clips, whose files are among the originals.
    /// - Returns: what became of each, in order.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func storeImports(_ clips: [NewImport]) throws -> [ImportOutcome] {
        try changing(.final) { connection, _ in
            try clips.map { clip in
                // Asked again: meanwhile a sync may have stored the same bytes.
                if let known = try video(withFile: clip.file.sha256, on: connection) {
                    try connection.execute(
                        """
                        UPDATE video SET file_state = 'present'
                        WHERE sha256 = ? AND file_state = 'missing'
                        """, [.text(clip.file.sha256)])
                    return .known(known)
                }
                return .new(try insert(clip, on: connection))
            }
        }
    }

    private func video(
        withFile sha256: String, on connection: borrowing Connection
    ) throws -> Int64? {
        try connection.integer(
            "SELECT id FROM video WHERE sha256 = ? ORDER BY id LIMIT 1", [.text(sha256)])
    }

    private func insert(
        _ clip: NewImport, on connection: borrowing Connection
    ) throws -> Int64 {
        let facts = clip.facts
        let prompt = try facts.prompt.map { try promptNumber(of: $0, on: connection) }
        try connection.execute(
            """
            INSERT INTO video
                (uid, title, prompt_id, operation, file_state, sha256, extension, bytes, verdict,
                 rating, notes, created_at, imported_at, origin_provider, origin_model, origin_id,
                 origin_parent, requested_seconds, requested_width, requested_height,
                 requested_aspect_ratio)
            VALUES (?, ?, ?, 'import', 'present', ?, ?, ?, 'unprobed', ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?, ?, ?)
            """,
            [
                .text(newUID().text), SQLValue(facts.title), SQLValue(prompt),
                .text(clip.file.sha256), .text(clip.file.fileExtension),
                .integer(clip.file.bytes), SQLValue(facts.rating), SQLValue(facts.notes),
                .integer(facts.createdAt?.milliseconds ?? now), .integer(now),
                SQLValue(facts.provider), SQLValue(facts.model), SQLValue(facts.remoteID),
                SQLValue(facts.parentID), SQLValue(facts.requested?.seconds),
                SQLValue(facts.requested?.size?.width), SQLValue(facts.requested?.size?.height),
                SQLValue(facts.requested?.aspectRatio?.description),
            ])
        let number = connection.lastInsertedRow
        try store(clip.measured, fileState: .present, ofVideo: number, on: connection)
        _ = try edit(
            .video, [number], ObjectChanges(addedTags: facts.tags), on: connection)
        for collection in clip.collections {
            try add(number, toCollection: collection, on: connection)
        }
        if let parent = facts.parentID {
            // A service's id is looked for among the tasks of each provider, for that is what is indexed.
            let found = try connection.integer(
                """
                SELECT id FROM (
                    SELECT video.id FROM video WHERE origin_id = ?1
                    UNION ALL
                    SELECT video.id FROM provider
                    JOIN task ON task.provider_id = provider.id AND task.remote_id = ?1
                    JOIN video ON video.task_id = task.id)
                WHERE id <> ?2 ORDER BY id LIMIT 1
                """, [.text(parent), .integer(number)])
            if let found { try link(number, to: found, on: connection) }
        }
        if let id = facts.remoteID {
            let children = try connection.rows(
                """
                SELECT id FROM video
                WHERE origin_parent = ? AND remixed_from IS NULL AND id <> ? ORDER BY id
                """, [.text(id), .integer(number)]
            ) { $0.integer(0) ?? 0 }
            for child in children { try link(child, to: number, on: connection) }
        }
        return number
    }

    /// Makes a video the child of another, unless it is among the other's ancestors: what files say of
    /// each other may lead in a circle.
    private func link(
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
}

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
    /// - Parameters:
    ///   - clips: the clips, whose files are among the originals.
    ///   - prompts: the prompts that came with clips of the same import; those of these clips are added.
    /// - Returns: what became of each, in order.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    package func storeImports(
        _ clips: [NewImport], prompts: inout [CarriedFacts.Prompt]
    ) throws -> [ImportOutcome] {
        try changing(.final) { connection, _ in
            let outcomes = try clips.map { clip -> ImportOutcome in
                // Asked again: meanwhile a sync may have stored the same bytes.
                if let known = try video(withFile: clip.file.sha256, on: connection) {
                    try connection.execute(
                        """
                        UPDATE video SET file_state = 'present'
                        WHERE sha256 = ? AND file_state = 'missing'
                        """, [.text(clip.file.sha256)])
                    return .known(known)
                }
                let (number, refused) = try insert(clip, &prompts, on: connection)
                return .new(number, refused: refused)
            }
            try linkRevisions(prompts, on: connection)
            return outcomes
        }
    }

    private func video(
        withFile sha256: String, on connection: borrowing Connection
    ) throws -> Int64? {
        try connection.integer(
            "SELECT id FROM video WHERE sha256 = ? ORDER BY id LIMIT 1", [.text(sha256)])
    }

    private func insert(
        _ clip: NewImport, _ prompts: inout [CarriedFacts.Prompt],
        on connection: borrowing Connection
    ) throws -> (number: Int64, refused: [String]) {
        let facts = clip.facts
        var prompt: Int64?
        if let text = facts.prompt {
            let (number, brought) = try promptNumber(
                of: text, as: facts.carried?.prompt, on: connection)
            prompt = number
            prompts += [brought].compactMap(\.self)
        }
        let claim = try claim(facts.carried, on: connection)
        // Without a name of its own it is known by its uid elsewhere, so that parents and children are found.
        let originID = facts.remoteID ?? (claim.uid == nil ? facts.carried?.uid : nil)
        // Others may have spoken of it before it came; of a clip that does not say whose it is, those of
        // two services may.
        let names = try services(naming: originID, facts, on: connection)
        let spokenOf =
            try originID.map {
                try placeholders(named: $0, of: names, on: connection)
            } ?? []
        let placeholder =
            claim.placeholder ?? (names == nil && spokenOf.count > 1 ? nil : spokenOf.first)
        let columns = """
            title, rating, notes, prompt_id, operation, file_state, sha256, extension, bytes, verdict,
            created_at, imported_at, origin_provider, origin_model, origin_id, origin_parent,
            requested_seconds, requested_width, requested_height, requested_aspect_ratio
            """
        let rest = "?, ?, 'present', ?, ?, ?, 'unprobed', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
        let values: [SQLValue] = [
            SQLValue(facts.title), SQLValue(facts.rating), SQLValue(facts.notes), SQLValue(prompt),
            .text((facts.carried?.operation ?? .import).rawValue),
            .text(clip.file.sha256), .text(clip.file.fileExtension), .integer(clip.file.bytes),
            .integer(facts.createdAt?.milliseconds ?? now), .integer(now),
            SQLValue(facts.provider), SQLValue(facts.model), SQLValue(originID),
            SQLValue(facts.parentID), SQLValue(facts.requested?.seconds),
            SQLValue(facts.requested?.size?.width), SQLValue(facts.requested?.size?.height),
            SQLValue(facts.requested?.aspectRatio?.description),
        ]
        let number: Int64
        if let placeholder {
            number = placeholder
            try connection.execute(
                """
                UPDATE video SET (\(columns)) =
                    (coalesce(?, title), coalesce(?, rating), coalesce(?, notes), \(rest)) WHERE id = ?
                """, values + [.integer(number)])
            if let uid = claim.uid {
                try connection.execute(
                    "UPDATE video SET uid = ? WHERE id = ?", [.text(uid), .integer(number)])
            } else if let uid = facts.carried?.uid {
                try connection.execute(
                    "UPDATE video SET uid = ? WHERE id = ? AND uid = ?",
                    [.text(newUID().text), .integer(number), .text(uid)])
            }
        } else {
            try connection.execute(
                "INSERT INTO video (uid, \(columns)) VALUES (?, ?, ?, ?, \(rest))",
                [.text(claim.uid ?? newUID().text)] + values)
            number = connection.lastInsertedRow
        }
        try store(clip.measured, fileState: .present, ofVideo: number, on: connection)
        _ = try edit(
            .video, [number], ObjectChanges(addedTags: facts.tags), on: connection)
        for collection in clip.collections {
            try add(number, toCollection: collection, on: connection)
        }
        var refused = [claim.refused].compactMap(\.self) + (facts.carried?.refused ?? [])
        if let carried = facts.carried {
            refused += try store(carried, ofVideo: number, on: connection)
        }
        if let parent = facts.parentID, parent != originID, parent != claim.uid,
            let found = try self.parent(named: parent, by: facts, besides: number, on: connection)
        {
            try link(number, to: found, on: connection)
        }
        if let id = originID {
            let children = try connection.rows(
                """
                SELECT id FROM video
                WHERE origin_parent = ?1 AND remixed_from IS NULL AND id <> ?2
                  AND (origin_provider IS NULL OR ?3 IS NULL OR EXISTS (
                      SELECT 1 FROM json_each(?3) WHERE same_text(value, video.origin_provider)))
                ORDER BY id
                """, [.text(id), .integer(number), SQLValue(names.map(JSONText.array))]
            ) { $0.integer(0) ?? 0 }
            for child in children { try link(child, to: number, on: connection) }
            for other in spokenOf where placeholder != nil && other != number {
                try join(other, into: number, on: connection)
            }
        }
        return (number, refused)
    }

    /// The video that a clip says that it came from; where nothing here is it, a placeholder.
    ///
    /// - Returns: its number, or `nil` where videos of several services are called so, and the clip does not
    ///   say of which it speaks.
    private func parent(
        named id: String, by facts: ClipFacts, besides number: Int64,
        on connection: borrowing Connection
    ) throws -> Int64? {
        let names = try services(naming: id, facts, on: connection)
        // A service's id is looked for among the tasks of each provider, for that is what is indexed.
        let found = try connection.rows(
            """
            SELECT id, sure FROM (
                SELECT video.id, origin_provider IS NOT NULL AND EXISTS (
                           SELECT 1 FROM json_each(?3) WHERE same_text(value, origin_provider)) AS sure,
                       origin_provider AS name
                FROM video WHERE origin_id = ?1
                UNION ALL
                SELECT id, TRUE, NULL FROM video WHERE uid = ?1
                UNION ALL
                SELECT video.id, EXISTS (
                           SELECT 1 FROM json_each(?3) WHERE same_text(value, provider.name)), provider.name
                FROM provider
                JOIN task ON task.provider_id = provider.id AND task.remote_id = ?1
                JOIN video ON video.task_id = task.id)
            WHERE id <> ?2 AND (sure OR name IS NULL OR ?3 IS NULL) ORDER BY sure DESC, id
            """,
            [.text(id), .integer(number), SQLValue(names.map(JSONText.array))]
        ) { (id: $0.integer(0) ?? 0, isSure: $0.bool(1) ?? false) }
        guard let first = found.first else {
            // No service has names as long as that.
            guard id.utf8.count <= 512 else { return nil }
            return try placeholder(
                named: id, of: names == nil ? nil : facts.provider,
                uid: facts.carried != nil && UID.isUnique(id) ? UID(text: id) : nil,
                on: connection)
        }
        return first.isSure || Set(found.map(\.id)).count == 1 ? first.id : nil
    }

    /// The services whose name for a clip an id may be; `nil` for any.
    ///
    /// A library's uid is the only one of its kind, and what came of a clip may be of another service than the
    /// clip itself.
    private func services(
        naming id: String?, _ facts: ClipFacts, on connection: borrowing Connection
    ) throws -> [String]? {
        if let id, UID.isUnique(id) { return nil }
        return try provider(facts.provider, on: connection)
    }

    /// What a service may be called whose name a clip says: that, and the providers of that profile.
    private func provider(
        _ name: String?, on connection: borrowing Connection
    ) throws -> [String]? {
        guard let name else { return nil }
        return try [name]
            + connection.rows(
                """
                SELECT name FROM provider WHERE same_text(profile, ?1) OR same_text(name, ?1)
                UNION SELECT profile FROM provider WHERE same_text(name, ?1) ORDER BY 1
                """, [.text(name)]
            ) { $0.text(0) ?? "" }
    }
}

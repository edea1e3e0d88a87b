import SoraModel
import SoraSQLite

/// What another library had of a clip comes with it; whatever does not fit here is said, and hinders nothing else.
extension Catalog {
    /// The uid that a clip brings, where nothing else has it here.
    ///
    /// - Returns: the uid that it may have, or the record that stands in its place already; and why neither.
    func claim(
        _ carried: CarriedFacts?, on connection: borrowing Connection
    ) throws -> (uid: String?, placeholder: Int64?, refused: String?) {
        guard let carried, let uid = carried.uid else { return (nil, nil, nil) }
        guard carried.isOfThisFile else {
            return (nil, nil, "its uid: the sidecar speaks of a file with another SHA-256")
        }
        let taken = try connection.row(
            """
            SELECT id, task_id IS NULL AND file_state = 'absent' AND probed_at IS NULL FROM video WHERE uid = ?
            """, [.text(uid)]
        ) { (id: $0.integer(0) ?? 0, isPlaceholder: $0.bool(1) ?? false) }
        guard let taken else { return (uid, nil, nil) }
        if taken.isPlaceholder { return (uid, taken.id, nil) }
        return (nil, nil, "its uid: v\(taken.id) has it")
    }

    /// Stores the rest of what a new clip brings.
    ///
    /// - Returns: what was not taken, as sentences.
    func store(
        _ carried: CarriedFacts, ofVideo number: Int64, on connection: borrowing Connection
    ) throws -> [String] {
        if let expectation = carried.expectation {
            try connection.execute(
                """
                UPDATE video SET requested_tolerance = ?, requested_side_from = ?, requested_side_to = ?,
                    requested_audio = ? WHERE id = ?
                """,
                [
                    .real(expectation.durationTolerance),
                    SQLValue(expectation.shortSide?.lowerBound),
                    SQLValue(expectation.shortSide?.upperBound), SQLValue(expectation.hasAudio),
                    .integer(number),
                ])
        }
        return try carried.collections.compactMap {
            try put(number, into: $0, on: connection)
        } + carried.fields.compactMap { try put($0, of: number, on: connection) }
    }

    /// Puts a clip into a collection, which is made where there is none of that uid or name.
    private func put(
        _ video: Int64, into carried: CarriedFacts.Collection, on connection: borrowing Connection
    ) throws -> String? {
        if let problem = TextRules.problem(withCollection: carried.name) { return problem }
        var known = try connection.row(
            """
            SELECT id, uid, query IS NOT NULL FROM collection WHERE uid IS ?1 OR same_text(name, ?2)
            ORDER BY uid IS NOT ?1, id LIMIT 1
            """, [SQLValue(carried.uid), .text(carried.name)]
        ) { (id: $0.integer(0) ?? 0, uid: $0.text(1), isQuery: $0.bool(2) ?? false) }
        if known == nil {
            let uid = carried.uid ?? newUID().text
            try connection.execute(
                "INSERT INTO collection (uid, name, created_at) VALUES (?, ?, ?)",
                [
                    .text(uid), .text(carried.name),
                    .integer(carried.createdAt?.milliseconds ?? now),
                ])
            known = (connection.lastInsertedRow, uid, false)
        }
        guard let known else { return nil }
        if known.isQuery { return "the collection \(carried.name): here it is a query" }
        if known.uid == carried.uid, let position = carried.position {
            try connection.execute(
                """
                INSERT INTO collection_video (collection_id, video_id, position) VALUES (?, ?, ?)
                ON CONFLICT (collection_id, video_id) DO NOTHING
                """, [.integer(known.id), .integer(video), .integer(position)])
        } else {
            try add(video, toCollection: known.id, on: connection)
        }
        return nil
    }

    /// Sets a field of the owner's own, which is made where there is none of that name.
    private func put(
        _ carried: CarriedFacts.Field, of video: Int64, on connection: borrowing Connection
    ) throws -> String? {
        if let problem = OwnFieldType.problem(withName: carried.name) { return problem }
        let type: OwnFieldType
        switch carried.value {
        case .number: type = carried.type ?? .number
        case .text(let text):
            type = carried.type ?? .text
            if let problem = TextRules.problem(withFieldText: text, of: carried.name) {
                return problem
            }
        }
        guard let field = try field(carried, type, on: connection) else {
            return "the field \(carried.name): there are 200 already"
        }
        var value = carried.value
        if field.type != type {
            // Where the type was not told, the text may be what this field holds.
            guard carried.type == nil, case .text(let text) = value,
                let read = try? FieldValue(field, text).content
            else {
                return "the field \(field.name): here it is a \(field.type.rawValue), there a "
                    + type.rawValue
            }
            value = read
        }
        try connection.execute(
            """
            INSERT INTO video_field (video_id, field_id, text, number) VALUES (?, ?, ?, ?)
            ON CONFLICT (video_id, field_id) DO NOTHING
            """, [.integer(video), .integer(field.id), value.text, value.number])
        return nil
    }

    /// The field of that name, which is made where there is none; `nil` where there are enough.
    private func field(
        _ carried: CarriedFacts.Field, _ type: OwnFieldType, on connection: borrowing Connection
    ) throws -> OwnField? {
        let fields = try ownFields(on: connection)
        if let known = fields.first(where: { $0.name == carried.name }) { return known }
        guard fields.count < 200 else { return nil }
        let uid =
            carried.uid.flatMap { uid in fields.contains { $0.uid == uid } ? nil : uid }
            ?? newUID().text
        try connection.execute(
            "INSERT INTO field (uid, name, type, created_at) VALUES (?, ?, ?, ?)",
            [.text(uid), .text(carried.name), .text(type.rawValue), .integer(now)])
        return OwnField(
            id: connection.lastInsertedRow, uid: uid, name: carried.name, type: type)
    }

    /// The number of a clip's prompt; a new one is what it was in the other library.
    ///
    /// - Parameters:
    ///   - text: its text.
    ///   - carried: what else is known of it.
    ///   - connection: the database.
    /// - Returns: its number, and what is known of it where it came with this clip and has its uid.
    /// - Throws: `SoraError` when the catalogue cannot be written.
    func promptNumber(
        of text: String, as carried: CarriedFacts.Prompt?, on connection: borrowing Connection
    ) throws -> (number: Int64, brought: CarriedFacts.Prompt?) {
        if let known = try knownPrompt(of: text, on: connection) { return (known, nil) }
        let number = try promptNumber(of: text, on: connection)
        guard let carried else { return (number, nil) }
        try connection.execute(
            "UPDATE prompt SET title = ?, created_at = coalesce(?, created_at) WHERE id = ?",
            [
                SQLValue(carried.title), SQLValue(carried.createdAt?.milliseconds),
                .integer(number),
            ])
        try connection.execute(
            "UPDATE OR IGNORE prompt SET uid = ? WHERE id = ?",
            [.text(carried.uid), .integer(number)])
        let hasUID = connection.changes == 1
        for tag in carried.tags {
            try connection.execute(
                "INSERT OR IGNORE INTO prompt_tag (prompt_id, tag) VALUES (?, ?)",
                [.integer(number), .text(tag)])
        }
        return (number, hasUID ? carried : nil)
    }

    /// Makes prompts that came with clips the revisions that they were, of those that are here.
    func linkRevisions(
        _ prompts: [CarriedFacts.Prompt], on connection: borrowing Connection
    ) throws {
        for prompt in prompts.sorted(by: { ($0.revision, $0.uid) < ($1.revision, $1.uid) }) {
            guard let revised = prompt.revises else { continue }
            try connection.execute(
                """
                WITH RECURSIVE earlier (id) AS (
                    SELECT id FROM prompt WHERE uid = ?2 UNION
                    SELECT prompt.revises FROM earlier JOIN prompt ON prompt.id = earlier.id
                    WHERE prompt.revises IS NOT NULL)
                UPDATE prompt SET revises = old.id, revision = old.revision + 1
                FROM (SELECT id, revision FROM prompt WHERE uid = ?2) AS old
                WHERE prompt.uid = ?1 AND prompt.revises IS NULL AND prompt.id NOT IN (SELECT id FROM earlier)
                """, [.text(prompt.uid), .text(revised)])
        }
    }
}

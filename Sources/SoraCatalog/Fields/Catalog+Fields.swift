package import SoraModel
import SoraSQLite

extension Catalog {
    /// The fields of the owner's own, by name, each with the number of videos that have a value.
    package func ownFields() throws -> [(field: OwnField, videos: Int)] {
        try database.read { connection in
            try ownFields(on: connection).map { field in
                let videos = try connection.integer(
                    "SELECT count(*) FROM video_field WHERE field_id = ?", [.integer(field.id)])
                return (field, Int(videos ?? 0))
            }
        }
    }

    /// The fields of the owner's own in the caller's transaction.
    func ownFields(on connection: borrowing Connection) throws -> [OwnField] {
        try connection.rows("SELECT id, uid, name, type FROM field ORDER BY name", []) { row in
            OwnField(
                id: row.integer(0) ?? 0, uid: row.text(1) ?? "", name: row.text(2) ?? "",
                type: OwnFieldType(rawValue: row.text(3) ?? "") ?? .text)
        }
    }

    /// The field of that name.
    ///
    /// - Throws: `SoraError` with code `not_found`, which names near ones.
    package func ownField(named name: String) throws -> OwnField {
        let fields = try ownFields().map(\.field)
        if let found = fields.first(where: { $0.name == name.lowercased() }) { return found }
        let near = NearestNames.to(name, in: fields.map(\.name))
        throw SoraError(
            .notFound, "there is no field \(name) of your own",
            hint: near.isEmpty
                ? "make it with `soralib field add \(ShellWord.quoted(name)) text`; see `soralib field list`"
                : "did you mean \(near.joined(separator: " or "))? see `soralib field list`")
    }

    /// Makes a field.
    ///
    /// - Throws: `SoraError` with code `exists`.
    package func addField(_ name: String, _ type: OwnFieldType) throws {
        try changing { connection, _ in
            if try connection.integer("SELECT 1 FROM field WHERE name = ?", [.text(name)]) != nil {
                throw SoraError(
                    .exists, "there is a field \(name) already", hint: "see `soralib field list`")
            }
            try connection.execute(
                "INSERT INTO field (uid, name, type, created_at) VALUES (?, ?, ?, ?)",
                [.text(newUID().text), .text(name), .text(type.rawValue), .integer(now)])
        }
    }

    /// Removes a field and the values that videos have in it.
    package func remove(_ field: OwnField) throws {
        try changing { connection, _ in
            try connection.execute("DELETE FROM field WHERE id = ?", [.integer(field.id)])
        }
    }

    /// Sets fields of videos in the caller's transaction.
    ///
    /// - Returns: the videos that are not as they were.
    func set(
        _ values: [FieldValue], ofVideos list: SQLValue, on connection: borrowing Connection
    ) throws -> Set<Int64> {
        var changed: Set<Int64> = []
        for value in values {
            let numbers = try set(value, ofVideos: list, on: connection)
            try note("field:\(value.field.name)", of: .video, numbers, on: connection)
            changed.formUnion(numbers)
        }
        return changed
    }

    private func set(
        _ value: FieldValue, ofVideos list: SQLValue, on connection: borrowing Connection
    ) throws -> [Int64] {
        guard let content = value.content else {
            return try connection.rows(
                """
                DELETE FROM video_field
                WHERE field_id = ? AND video_id IN (SELECT value FROM json_each(?))
                RETURNING video_id
                """, [.integer(value.field.id), list]
            ) { $0.integer(0) ?? 0 }
        }
        return try connection.rows(
            """
            INSERT INTO video_field (video_id, field_id, text, number)
            SELECT value, ?, ?, ? FROM json_each(?) WHERE 1
            ON CONFLICT (video_id, field_id)
            DO UPDATE SET text = excluded.text, number = excluded.number
            WHERE text IS NOT excluded.text OR number IS NOT excluded.number
            RETURNING video_id
            """,
            [.integer(value.field.id), content.text, content.number, list]
        ) { $0.integer(0) ?? 0 }
    }
}

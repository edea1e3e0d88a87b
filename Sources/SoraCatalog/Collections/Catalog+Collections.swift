import SoraModel
import SoraSQLite

extension Catalog {
    /// The collection of that name.
    ///
    /// - Throws: `SoraError` with code `not_found`, which names near ones.
    package func collection(named name: String) throws -> CollectionRecord {
        try database.read { try collection(named: name, on: $0) }
    }

    /// The same in the caller's transaction.
    func collection(named name: String, on connection: borrowing Connection) throws
        -> CollectionRecord
    {
        let found = try connection.row(
            Self.selectCollection + " WHERE name = ?", [.text(name)], Self.collection)
        if let found { return found }
        let names = try connection.rows("SELECT name FROM collection ORDER BY name") {
            $0.text(0) ?? ""
        }
        let near = NearestNames.to(name, in: names)
        throw SoraError(
            .notFound, "there is no collection \(name)",
            hint: near.isEmpty
                ? "see `soralib collection list`"
                : "did you mean \(near.joined(separator: " or "))?")
    }

    /// All collections, by name.
    package func collections() throws -> [CollectionRecord] {
        try database.read { connection in
            try connection.rows(Self.selectCollection + " ORDER BY name", [], Self.collection)
        }
    }

    /// The videos of a collection: in its own order; of a smart one, the newest first.
    package func videoNumbers(of collection: CollectionRecord) throws -> [Int64] {
        if let query = collection.query {
            return try numbers(matching: try self.query([query], about: .video))
        }
        return try database.read { connection in
            try connection.rows(
                "SELECT video_id FROM collection_video WHERE collection_id = ? ORDER BY position",
                [.integer(collection.id)]
            ) { $0.integer(0) ?? 0 }
        }
    }

    private static let selectCollection = "SELECT id, uid, name, query FROM collection"

    private static func collection(_ row: borrowing Row) -> CollectionRecord {
        CollectionRecord(
            id: row.integer(0) ?? 0, uid: row.text(1) ?? "", name: row.text(2) ?? "",
            query: row.text(3))
    }
}

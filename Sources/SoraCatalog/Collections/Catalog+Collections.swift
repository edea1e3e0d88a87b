import SoraModel
import SoraSQLite

extension Catalog {
    /// The collection of that name, in any case.
    ///
    /// - Throws: `SoraError` with code `not_found`, which names near ones.
    package func collection(named name: String) throws -> CollectionRecord {
        let collections = try self.collections()
        if let found = collections.first(where: { $0.isCalled(name) }) { return found }
        let near = NearestNames.to(name, in: collections.map(\.name))
        throw SoraError(
            .notFound, "there is no collection \(name)",
            hint: near.isEmpty
                ? name.isEmpty
                    ? "see `soralib collection list`"
                    : "make it with `soralib collection create \(ShellWord.quoted(name))`; "
                        + "see `soralib collection list`"
                : "did you mean \(near.joined(separator: " or "))? see `soralib collection list`")
    }

    /// All collections, by name.
    package func collections() throws -> [CollectionRecord] {
        try database.read { connection in
            try connection.rows(
                "SELECT id, uid, name, query FROM collection ORDER BY name", []
            ) { row in
                CollectionRecord(
                    id: row.integer(0) ?? 0, uid: row.text(1) ?? "", name: row.text(2) ?? "",
                    query: row.text(3))
            }
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

    /// Checks that a saved query can be used under a name: that it is right, and does not lead to itself.
    ///
    /// - Throws: `SoraError` with code `invalid`.
    package func check(savedQuery text: String, of name: String) throws {
        let query = try self.query([text], about: .video)
        try database.read { connection in
            _ = try condition(of: query, on: connection, inside: [name])
        }
    }

    /// Makes a collection.
    ///
    /// - Throws: `SoraError` with code `exists`.
    package func createCollection(_ name: String, query: String?) throws {
        try changing { connection, _ in
            try checkFree(name, on: connection)
            try connection.execute(
                "INSERT INTO collection (uid, name, query, created_at) VALUES (?, ?, ?, ?)",
                [.text(newUID().text), .text(name), SQLValue(query), .integer(now)])
        }
    }

    /// Checks that no collection has a name.
    ///
    /// - Throws: `SoraError` with code `exists`.
    package func checkFree(_ name: String, except number: Int64? = nil) throws {
        try database.read { try checkFree(name, except: number, on: $0) }
    }

    /// Gives a collection another name.
    package func rename(_ collection: CollectionRecord, to name: String) throws {
        try changing { connection, _ in
            try checkFree(name, except: collection.id, on: connection)
            try connection.execute(
                "UPDATE collection SET name = ? WHERE id = ?",
                [.text(name), .integer(collection.id)])
        }
    }

    /// Deletes a collection; its videos stay.
    package func delete(_ collection: CollectionRecord) throws {
        try changing { connection, _ in
            try connection.execute(
                "DELETE FROM collection WHERE id = ?", [.integer(collection.id)])
        }
    }

    /// Adds videos at the end of a collection, each once.
    package func add(_ videos: [Int64], to collection: CollectionRecord) throws {
        try changing { connection, _ in
            for video in videos { try add(video, toCollection: collection.id, on: connection) }
        }
    }

    /// The same for one video in the caller's transaction.
    func add(
        _ video: Int64, toCollection collection: Int64, on connection: borrowing Connection
    ) throws {
        try connection.execute(
            """
            INSERT INTO collection_video (collection_id, video_id, position)
            VALUES (?1, ?2, 1 + coalesce(
                (SELECT max(position) FROM collection_video WHERE collection_id = ?1), 0))
            ON CONFLICT (collection_id, video_id) DO NOTHING
            """, [.integer(collection), .integer(video)])
    }

    /// Takes videos out of a collection.
    package func remove(_ videos: [Int64], from collection: CollectionRecord) throws {
        try changing { connection, _ in
            for video in videos {
                try connection.execute(
                    "DELETE FROM collection_video WHERE collection_id = ? AND video_id = ?",
                    [.integer(collection.id), .integer(video)])
            }
        }
    }

    /// Puts videos of a collection first, in that order; the others follow as they were.
    package func reorder(_ collection: CollectionRecord, first videos: [Int64]) throws {
        try changing { connection, _ in
            let order = try connection.rows(
                "SELECT video_id FROM collection_video WHERE collection_id = ? ORDER BY position",
                [.integer(collection.id)]
            ) { $0.integer(0) ?? 0 }
            let held = Set(order)
            let first = Set(videos)
            let moved = videos.filter(held.contains) + order.filter { !first.contains($0) }
            for (index, video) in moved.enumerated() {
                try connection.execute(
                    "UPDATE collection_video SET position = ? WHERE collection_id = ? AND video_id = ?",
                    [SQLValue(index + 1), .integer(collection.id), .integer(video)])
            }
        }
    }

    private func checkFree(
        _ name: String, except number: Int64? = nil, on connection: borrowing Connection
    ) throws {
        let taken = try connection.text(
            "SELECT name FROM collection WHERE same_text(name, ?) AND id IS NOT ?",
            [.text(name), SQLValue(number)])
        guard let taken else { return }
        throw SoraError(
            .exists, "there is a collection \(taken) already",
            hint: "see `soralib collection list`")
    }
}

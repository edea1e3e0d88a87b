import SoraModel
import SoraSQLite

extension Catalog {
    /// Notes whether the file of a video is there.
    func note(_ state: FileState, ofVideo number: Int64) throws {
        try database.write { connection in
            try connection.execute(
                "UPDATE video SET file_state = ? WHERE id = ? AND file_state <> 'absent'",
                [.text(state.rawValue), .integer(number)])
        }
    }

    /// Gives each video of a collection a place of its own; those that share one stay beside each other.
    func renumber(collection: Int64) throws {
        try database.write { try Self.renumber(collection: collection, on: $0) }
    }

    /// The same in the caller's transaction.
    static func renumber(collection: Int64, on connection: borrowing Connection) throws {
        try connection.execute(
            """
            UPDATE collection_video SET position = numbered.place FROM (
                SELECT video_id, row_number() OVER (ORDER BY position, video_id) AS place
                FROM collection_video WHERE collection_id = ?1) AS numbered
            WHERE collection_id = ?1 AND collection_video.video_id = numbered.video_id
              AND position <> numbered.place
            """, [.integer(collection)])
    }
}

import SoraModel
import SoraSQLite

extension Catalog {
    /// Keeps what the video of a new task will get, in the caller's transaction.
    func keep(_ task: NewTask, for number: Int64, on connection: borrowing Connection) throws {
        for tag in task.tags {
            try connection.execute(
                """
                INSERT INTO task_tag (task_id, tag) SELECT ?1, ?2
                WHERE NOT EXISTS (SELECT 1 FROM task_tag WHERE task_id = ?1 AND same_text(tag, ?2))
                """, [.integer(number), .text(tag)])
        }
        for collection in task.collections {
            try connection.execute(
                "INSERT INTO task_collection (task_id, collection_id) VALUES (?, ?) ON CONFLICT DO NOTHING",
                [.integer(number), .integer(collection)])
        }
    }

    /// Gives a video what its task was queued with, in the caller's transaction.
    func handOver(
        _ task: Int64, to video: Int64, on connection: borrowing Connection
    ) throws {
        try connection.execute(
            "INSERT INTO video_tag (video_id, tag) SELECT ?, tag FROM task_tag WHERE task_id = ?",
            [.integer(video), .integer(task)])
        let collections = try connection.rows(
            "SELECT collection_id FROM task_collection WHERE task_id = ?", [.integer(task)]
        ) { $0.integer(0) ?? 0 }
        for collection in collections {
            try add(video, toCollection: collection, on: connection)
        }
    }

    /// What the video of a task gets: its tags, and the names of its collections.
    package func destinations(ofTask number: Int64) throws -> (
        tags: [String], collections: [String]
    ) {
        try database.read { connection in
            let (tags, numbers) = try destinations(ofTask: number, on: connection)
            let names = try numbers.compactMap { collection in
                try connection.text(
                    "SELECT name FROM collection WHERE id = ?", [.integer(collection)])
            }
            return (tags, names)
        }
    }

    /// What the video of a task gets: its tags, and the numbers of its collections.
    func destinations(
        ofTask number: Int64, on connection: borrowing Connection
    ) throws -> (tags: [String], collections: [Int64]) {
        let tags = try connection.rows(
            "SELECT tag FROM task_tag WHERE task_id = ? ORDER BY tag", [.integer(number)]
        ) { $0.text(0) ?? "" }
        let collections = try connection.rows(
            "SELECT collection_id FROM task_collection WHERE task_id = ?", [.integer(number)]
        ) { $0.integer(0) ?? 0 }
        return (tags, collections)
    }
}

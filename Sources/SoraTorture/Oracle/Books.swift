import SoraSQLite

/// What the catalogue says, read past the product's own layers with plain SQL.
struct Books {
    /// A task.
    struct Task {
        let number: Int64
        let prompt: String
        let state: String
        let remoteID: String?
        let errorCode: String?
        let next: Int64
    }

    /// A video.
    struct Video {
        let task: Int64?
        let fileState: String
        let sha256: String?
        let fileExtension: String?
        let bytes: Int64?
        let verdict: String?
    }

    /// A request that may have charged.
    struct Attempt {
        let task: Int64
        let uid: String
        let phase: String
        let outcome: String
    }

    /// A line of a task's history.
    struct Event {
        let task: Int64
        let from: String?
        let to: String?
        let what: String
    }

    let tasks: [Task]
    let videos: [Video]
    let attempts: [Attempt]
    let events: [Event]
    /// The partial files that downloads know of.
    let partialFiles: Set<String>
    /// What `PRAGMA integrity_check` and `foreign_key_check` found.
    let damage: [String]

}

extension Books {
    /// Reads the catalogue of a library.
    init(_ database: String) throws {
        let connection = try Connection.open(database, .readOnly)
        damage =
            try connection.rows("PRAGMA integrity_check") { $0.text(0) ?? "" }
            .filter { $0 != "ok" }
            + connection.rows("PRAGMA foreign_key_check") { "foreign key of \($0.text(0) ?? "")" }
        tasks = try connection.rows(
            "SELECT id, prompt_text, state, remote_id, error_code, next_at FROM task ORDER BY id"
        ) { row in
            Task(
                number: row.integer(0) ?? 0, prompt: row.text(1) ?? "", state: row.text(2) ?? "",
                remoteID: row.text(3), errorCode: row.text(4), next: row.integer(5) ?? 0)
        }
        videos = try connection.rows(
            "SELECT task_id, file_state, sha256, extension, bytes, verdict FROM video"
        ) { row in
            Video(
                task: row.integer(0), fileState: row.text(1) ?? "", sha256: row.text(2),
                fileExtension: row.text(3), bytes: row.integer(4), verdict: row.text(5))
        }
        attempts = try connection.rows(
            "SELECT task_id, uid, phase, outcome FROM submit_attempt ORDER BY id"
        ) { row in
            Attempt(
                task: row.integer(0) ?? 0, uid: row.text(1) ?? "", phase: row.text(2) ?? "",
                outcome: row.text(3) ?? "")
        }
        events = try connection.rows(
            "SELECT task_id, from_state, to_state, what FROM event ORDER BY task_id, id"
        ) { row in
            Event(
                task: row.integer(0) ?? 0, from: row.text(1), to: row.text(2),
                what: row.text(3) ?? "")
        }
        partialFiles = Set(try connection.rows("SELECT file FROM download") { $0.text(0) ?? "" })
    }
}

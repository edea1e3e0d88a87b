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
}

package import SoraModel
import SoraSQLite

/// What a run would find to do, for a look that costs next to nothing.
package struct DueWork: Hashable, Sendable {
    /// Whether a task is to be asked after, fetched or submitted, or an earlier run left something.
    package var hasTasks = false
    /// How many tasks a person has to decide about.
    package var uncertain = 0
    /// The codes of the pauses of providers, whether they have work or not.
    package var pauses: [String] = []
}

extension Catalog {
    /// How far a run looks ahead that comes by itself, in seconds: what would be due until then is done now, for the
    /// next run may come too late for it.
    private static let lookAhead = 900.0

    /// What holds of a paid task that such a run need not wait for.
    ///
    /// `?1` is now and `?2` the end of what it looks at. A lost connection is no reason to wait: it may be there
    /// again, and soon lost. A service that asked for fewer requests is left alone until the moment it named.
    private static let isDueSoon = """
        (error_code = 'unreachable' OR next_at <= ?2 AND error_code IS NOT 'rate_limited')
        """

    /// Makes due what a run should do that comes by itself.
    package func makeSoonDue() throws {
        try database.write { connection in
            try connection.execute(
                """
                UPDATE task SET next_at = ?1
                WHERE state IN ('submitted', 'in_progress', 'completed') AND next_at > ?1 AND \(Self.isDueSoon)
                """, [.integer(now), .integer(now + Int64(Self.lookAhead * 1000))])
        }
    }

    /// What is due now for a run that comes by itself.
    ///
    /// - Parameter submits: whether queued tasks count.
    /// - Returns: what there is to do.
    /// - Throws: `SoraError` when the catalogue cannot be read.
    package func dueWork(submits: Bool) throws -> DueWork {
        let now = now
        let far = now + Int64(Self.longestWait * 1000)
        let last = "(SELECT at FROM event ORDER BY event.id DESC LIMIT 1)"
        return try database.read { connection in
            var work = DueWork()
            // A pause keeps nothing that is paid for from being fetched.
            work.hasTasks =
                try connection.integer(
                    """
                    SELECT EXISTS (
                        SELECT 1 FROM task WHERE state IN ('submitted', 'in_progress', 'completed')
                            AND (\(Self.isDueSoon) OR next_at > ?3 OR ?1 + ?4 < \(last)))
                    OR EXISTS (
                        SELECT 1 FROM task JOIN provider ON provider.id = task.provider_id
                        WHERE ?5 AND state = 'queued' AND (next_at <= ?1 OR next_at > ?3 OR ?1 + ?4 < \(last))
                            AND paused_at IS NULL AND removed_at IS NULL)
                    OR EXISTS (SELECT 1 FROM task WHERE state IN ('submitting', 'downloading'))
                    """,
                    [
                        .integer(now), .integer(now + Int64(Self.lookAhead * 1000)), .integer(far),
                        .integer(Int64(Self.clockJump * 1000)), SQLValue(submits),
                    ]) == 1
            work.uncertain =
                Int(
                    try connection.integer("SELECT count(*) FROM task WHERE state = 'uncertain'")
                        ?? 0)
            work.pauses = try connection.rows(
                "SELECT paused_code FROM provider WHERE paused_at IS NOT NULL AND removed_at IS NULL ORDER BY id"
            ) { $0.text(0) ?? "" }
            return work
        }
    }

    /// When anything was changed last that a copy of the catalogue should hold: by a person, or in a task.
    package func lastChange() throws -> Timestamp? {
        try database.read { connection in
            let event = try connection.integer("SELECT at FROM event ORDER BY id DESC LIMIT 1")
            let change = try connection.integer(
                "SELECT at FROM change_set ORDER BY id DESC LIMIT 1")
            return [event, change].compactMap(\.self).max()
        }.map(Timestamp.init(milliseconds:))
    }
}

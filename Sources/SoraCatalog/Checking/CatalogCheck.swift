import SoraModel
import SoraSQLite

/// Looks for what is wrong in the database itself.
struct CatalogCheck {
    /// The command that puts an earlier catalogue in the place of a broken one.
    static let restore = "soralib library restore"

    /// Everything that is wrong, in the order in which it should be read.
    func findings(on connection: borrowing Connection) throws -> [Finding] {
        let damages = try connection.damages()
        // What a broken structure says of tasks is not to be believed.
        guard damages.isEmpty else {
            return damages.map {
                Finding(.damaged, "soralib.sqlite", $0, remedy: Self.restore)
            }
        }
        return try schema(connection) + references(connection) + history(connection)
            + lineage(connection) + collections(connection)
    }

    private func schema(_ connection: borrowing Connection) throws -> [Finding] {
        let pristine = try Connection.open(":memory:", .create)
        for sql in Schema.migrations { try pristine.run(sql) }
        let wanted = try Self.objects(pristine)
        let found = try Self.objects(connection)
        let missing = wanted.filter { found[$0.key] != $0.value }.map { name, _ in
            Finding(
                .schema, name,
                found[name] == nil ? "is not there" : "is not as soralib made it",
                remedy: Self.restore)
        }
        let strange = found.keys.filter { wanted[$0] == nil }.map {
            Finding(.schema, $0, "was not made by soralib", remedy: Self.restore)
        }
        return (missing + strange).sorted { $0.subject < $1.subject }
    }

    private static func objects(_ connection: borrowing Connection) throws -> [String: String] {
        let rows = try connection.rows(
            "SELECT type || ' ' || name, coalesce(sql, '') FROM sqlite_schema"
        ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
        // SQLite makes tables of its own when it is asked to gather statistics.
        return Dictionary(rows) { first, _ in first }.filter {
            !$0.key.contains(" sqlite_stat")
        }
    }

    private func references(_ connection: borrowing Connection) throws -> [Finding] {
        try connection.rows("PRAGMA foreign_key_check") { row in
            let table = row.text(0) ?? ""
            let place = row.integer(1).map { "row \($0)" } ?? "a row"
            return Finding(
                .reference, table, "\(place) points to a \(row.text(2) ?? "") that is not there",
                remedy: Self.restore)
        }
    }

    /// Each question gives a handle and what is wrong.
    private static let questions = [
        """
        SELECT 't' || task_id, 'has a step from ' || from_state || ' to ' || to_state || ', which is none'
        FROM event WHERE to_state IS NOT NULL AND from_state IS NOT NULL AND from_state <> to_state
            AND NOT EXISTS (SELECT 1 FROM task_edge AS e
                            WHERE e.from_state = event.from_state AND e.to_state = event.to_state)
        """,
        """
        SELECT 't' || id, 'is ' || state || ', and its last step led to ' || coalesce(last, 'nothing')
        FROM (SELECT id, state, (SELECT to_state FROM event WHERE task_id = task.id AND to_state IS NOT NULL
                                 ORDER BY event.id DESC LIMIT 1) AS last FROM task)
        WHERE last IS NOT state
        """,
        """
        SELECT 't' || id, 'succeeded, and has no video' FROM task
        WHERE state = 'succeeded' AND NOT EXISTS (SELECT 1 FROM video WHERE task_id = task.id)
        """,
        """
        SELECT 'v' || video.id, 'came from t' || task_id || ', which is ' || state
        FROM video JOIN task ON task.id = task_id WHERE state <> 'succeeded' AND file_state <> 'absent'
        """,
        """
        SELECT 't' || id, 'is ' || state || ', and no request for it is on record as '
            || CASE state WHEN 'uncertain' THEN 'unknown' ELSE 'accepted' END
        FROM task WHERE state IN ('uncertain', 'submitted', 'in_progress', 'completed', 'downloading',
                                  'succeeded', 'expired')
            AND NOT EXISTS (SELECT 1 FROM submit_attempt WHERE task_id = task.id
                AND outcome = CASE task.state WHEN 'uncertain' THEN 'unknown' ELSE 'accepted' END)
            AND NOT EXISTS (SELECT 1 FROM event WHERE task_id = task.id AND from_state IS NULL
                AND to_state = 'submitted')
        """,
        """
        SELECT 't' || task_id, 'is ' || state || ', and a request for it is on record as ' || outcome
        FROM submit_attempt JOIN task ON task.id = task_id
        WHERE state IN ('draft', 'queued') AND outcome IN ('pending', 'unknown', 'accepted')
        """,
    ]

    private func history(_ connection: borrowing Connection) throws -> [Finding] {
        var findings: [Finding] = []
        for question in Self.questions {
            findings += try connection.rows(question) { row in
                Finding(
                    .history, row.text(0) ?? "", row.text(1) ?? "", remedy: Self.restore)
            }
        }
        return findings
    }

    private func lineage(_ connection: borrowing Connection) throws -> [Finding] {
        try LineageCircles.find(on: connection).joined().sorted().map {
            Finding(.lineage, "v\($0)", "is its own ancestor", remedy: Self.restore)
        }
    }

    private func collections(_ connection: borrowing Connection) throws -> [Finding] {
        try connection.rows(
            """
            SELECT id, name FROM collection WHERE id IN (
                SELECT collection_id FROM collection_video GROUP BY collection_id, position HAVING count(*) > 1)
            """
        ) { row in
            Finding(
                .collection, row.text(1) ?? "", "two of its videos have the same place",
                repair: .renumber(collection: row.integer(0) ?? 0))
        }
    }
}

extension Catalog {
    /// Everything that is wrong in the database itself.
    package func findings() throws -> [Finding] {
        try database.read { try CatalogCheck().findings(on: $0) }
    }
}

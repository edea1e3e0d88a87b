import SoraSQLite

/// Gives each record of another library its number in this one.
struct LoadMap {
    /// Notes the numbers and the uids of a batch.
    ///
    /// - Returns: the lines that repeat one.
    func number(on connection: borrowing Connection) throws -> [(line: Int64, problem: String)] {
        try connection.execute(
            """
            INSERT OR IGNORE INTO temp.load_id (type, theirs, uid, n, provider, key)
            SELECT type, theirs, uid, n,
                   json_extract(line, CASE type WHEN 'video' THEN '$.task_id' ELSE '$.provider_id' END),
                   CASE type WHEN 'task' THEN json_extract(line, '$.remote_id')
                             WHEN 'collection' THEN json_extract(line, '$.name')
                             WHEN 'field' THEN json_extract(line, '$.name') || ' ' || json_extract(line, '$.type')
                             WHEN 'provider' THEN json_extract(line, '$.name') || char(10)
                                 || json_extract(line, '$.profile') || char(10)
                                 || json_extract(line, '$.base_url') END
            FROM temp.load_line WHERE type IS NOT NULL AND uid IS NOT NULL AND theirs IS NOT NULL
            """)
        return try connection.rows(
            """
            SELECT l.n, l.type FROM temp.load_line AS l
            WHERE l.uid IS NOT NULL AND l.theirs IS NOT NULL AND NOT EXISTS (
                SELECT 1 FROM temp.load_id AS m WHERE m.type = l.type AND m.n = l.n AND m.theirs = l.theirs)
            """
        ) { row in
            (
                row.integer(0) ?? 0,
                "there is another \(row.text(1) ?? "record") with the same uid or id in the file"
            )
        }
    }

    /// Finds those that are here, and gives the others a number: their own where it is free, else a new one.
    func join(on connection: borrowing Connection) throws {
        for table in DumpTable.all.map(\.name) {
            try connection.execute(
                """
                UPDATE temp.load_id SET ours = t.id, known = 1 FROM \(table) AS t
                WHERE load_id.type = '\(table)' AND t.uid = load_id.uid
                """)
            // The same account, list or paid task under another uid is the same thing all the same.
            switch table {
            case "provider":
                try connection.execute(
                    """
                    UPDATE temp.load_id SET ours = t.id, known = 1 FROM provider AS t
                    WHERE load_id.type = 'provider' AND load_id.ours IS NULL AND t.removed_at IS NULL
                      AND t.name || char(10) || t.profile || char(10) || t.base_url = load_id.key
                    """)
            case "collection", "field":
                let name = table == "field" ? "t.name || ' ' || t.type" : "t.name"
                try connection.execute(
                    """
                    UPDATE temp.load_id SET ours = t.id, known = 1 FROM \(table) AS t
                    WHERE load_id.type = '\(table)' AND load_id.ours IS NULL AND \(name) = load_id.key
                    """)
            case "task":
                try connection.execute(
                    """
                    UPDATE temp.load_id SET ours = t.id, known = 1 FROM task AS t, temp.load_id AS p
                    WHERE load_id.type = 'task' AND load_id.ours IS NULL AND t.remote_id = load_id.key
                      AND p.type = 'provider' AND p.theirs = load_id.provider AND p.ours = t.provider_id
                    """)
            case "video":
                // What came of the same task is the same, and here it may be only a record that waits for it.
                try connection.execute(
                    """
                    UPDATE temp.load_id SET ours = t.id, known = 1 FROM video AS t, temp.load_id AS m
                    WHERE load_id.type = 'video' AND load_id.ours IS NULL
                      AND m.type = 'task' AND m.theirs = load_id.provider AND m.ours = t.task_id
                    """)
            default: break
            }
            try connection.execute(
                """
                UPDATE temp.load_id SET ours = theirs
                WHERE type = '\(table)' AND ours IS NULL
                  AND NOT EXISTS (SELECT 1 FROM \(table) AS t WHERE t.id = load_id.theirs)
                """)
            try connection.execute(
                """
                UPDATE temp.load_id SET ours = fresh.number FROM (
                    SELECT theirs, row_number() OVER (ORDER BY theirs) + max(
                        coalesce((SELECT max(id) FROM \(table)), 0),
                        coalesce((SELECT max(theirs) FROM temp.load_id WHERE type = '\(table)'), 0)) AS number
                    FROM temp.load_id WHERE type = '\(table)' AND ours IS NULL) AS fresh
                WHERE load_id.type = '\(table)' AND load_id.theirs = fresh.theirs
                """)
        }
    }

    /// Gives the new providers of a batch a name that is free here.
    func rename(on connection: borrowing Connection) throws {
        let taken = try connection.rows(
            """
            SELECT l.n, t.name FROM temp.load_line AS l
            JOIN provider AS t ON t.name = json_extract(l.line, '$.name') AND t.removed_at IS NULL
            WHERE l.type = 'provider' AND NOT l.known AND json_extract(l.line, '$.removed_at') IS NULL
            """
        ) { ($0.integer(0) ?? 0, $0.text(1) ?? "") }
        for (line, name) in taken {
            var number = 2
            while try connection.integer(
                "SELECT 1 FROM provider WHERE name = ?", [.text("\(name)-\(number)")]) != nil
            { number += 1 }
            try connection.execute(
                "UPDATE temp.load_line SET line = json_set(line, '$.name', ?) WHERE n = ?",
                [.text("\(name)-\(number)"), .integer(line)])
        }
    }
}

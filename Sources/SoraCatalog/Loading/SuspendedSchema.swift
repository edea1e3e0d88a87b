import SoraSQLite

/// What keeps order row by row, taken away while records bring whole lives and families at once.
///
/// The triggers of a task's life and of a video's ancestors are not asked of any record; families are looked
/// through once, at the end. In a library that was empty, nothing is: what triggers and indexes do for each
/// row is done once for all of them, which is half of the work.
struct SuspendedSchema {
    private static let order = [
        "task_first_state", "task_legal_edge", "task_request_frozen", "task_parent_kept",
        "video_acyclic_new", "video_acyclic_changed",
    ]

    /// Indexes that refuse a row stay, to name the line that has it; those of few rows cost less than to read all
    /// rows again.
    private static let wanted = """
        SELECT sql, name IN (\(list(order))), type, name FROM sqlite_schema
        WHERE sql IS NOT NULL AND (
            (type = 'trigger' AND (name IN (\(list(order))) OR (?1 AND tbl_name IN (\(list(tables))))))
            OR (type = 'index' AND ?1 AND tbl_name IN (\(list(tables))) AND sql NOT LIKE 'CREATE UNIQUE%'
                AND sql NOT LIKE '% WHERE %'))
        """

    /// The tables that records fill, and what follows from them.
    private static let tables =
        DumpTable.all.flatMap { [$0.name] + $0.children.map(\.name) } + ["search_text"]

    private let isAll: Bool
    private let bulk: [String]
    private let rows: [String]

    /// Takes them away, in the caller's transaction.
    ///
    /// - Parameters:
    ///   - isAll: whether the library is empty, so that nothing is lost by doing the rest at the end.
    ///   - connection: the database.
    /// - Throws: `SQLiteError` when the schema cannot be changed.
    init(isAll: Bool, on connection: borrowing Connection) throws {
        let found = try connection.rows(Self.wanted, [SQLValue(isAll)]) {
            (
                sql: $0.text(0) ?? "", isOrder: $0.bool(1) ?? false, type: $0.text(2) ?? "",
                name: $0.text(3) ?? ""
            )
        }
        for part in found { try connection.execute("DROP \(part.type) \(part.name)") }
        self.isAll = isAll
        // Indexes first: they sort what triggers would look up.
        bulk =
            found.filter { $0.type == "index" }.map(\.sql)
            + found.filter { $0.type == "trigger" && !$0.isOrder }.map(\.sql)
        rows = found.filter(\.isOrder).map(\.sql)
    }

    /// Does for all rows what was not done for each, and puts back all but the order.
    func catchUp(on connection: borrowing Connection) throws {
        guard isAll else { return }
        try Catalog.fillSearch(on: connection)
        try connection.execute(
            """
            INSERT INTO sidecar_due (video_id) SELECT id FROM video WHERE \(Self.hasSidecars)
            UNION ALL SELECT 0 WHERE \(Self.hasSidecars)
            """)
        for sql in bulk { try connection.execute(sql) }
    }

    /// Puts back the order of each row, in the same transaction.
    func restore(on connection: borrowing Connection) throws {
        for sql in rows { try connection.execute(sql) }
    }

    private static let hasSidecars =
        "NOT EXISTS (SELECT 1 FROM setting WHERE name = 'sidecars' AND value = 'off')"

    private static func list(_ names: [String]) -> String {
        names.map { "'\($0)'" }.joined(separator: ", ")
    }
}

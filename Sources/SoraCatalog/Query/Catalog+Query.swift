package import SoraModel
import SoraSQLite
import SoraSystem

extension Catalog {
    /// Reads query words about a kind of object; with no words, everything is found.
    ///
    /// - Throws: one `SoraError` of code `invalid` with every problem.
    package func query(_ words: [String], about kind: ObjectKind) throws -> Query {
        guard !words.isEmpty else { return Query(kind: kind) }
        return try database.read { try query(words, about: kind, on: $0) }
    }

    /// The numbers of the objects that a query finds, the newest first.
    package func numbers(matching query: Query) throws -> [Int64] {
        try numbers(matching: query, order: .newestFirst, limit: nil)
    }

    /// The numbers of the objects that a query finds, in an order.
    ///
    /// - Complexity: SQLite sorts numbers and what they are sorted by, and beyond 2 MiB does so in a temporary
    ///   file; 8 bytes an object are held here.
    func numbers(
        matching query: Query, and other: QueryCondition = .always, order: ObjectSelection.Order,
        limit: Int?
    ) throws -> [Int64] {
        try database.read { connection in
            var (sql, values) = try numbersSQL(query, and: other, order: order, on: connection)
            if let limit {
                sql += " LIMIT ?"
                values.append(SQLValue(limit))
            }
            return try connection.rows(sql, values) { $0.integer(0) ?? 0 }
        }
    }

    /// How SQLite finds what a query finds, one line a step
    /// (https://www.sqlite.org/eqp.html), for tests and for finding out why something is slow.
    package func plan(
        of query: Query, order: ObjectSelection.Order = .newestFirst
    ) throws -> [String] {
        try database.read { connection in
            let (sql, values) = try numbersSQL(query, order: order, on: connection)
            return try connection.rows("EXPLAIN QUERY PLAN " + sql, values) { $0.text(3) ?? "" }
        }
    }

    private func numbersSQL(
        _ query: Query, and other: QueryCondition = .always, order: ObjectSelection.Order,
        on connection: borrowing Connection
    ) throws -> (sql: String, values: [SQLValue]) {
        let found = QueryCondition.joined(
            [try condition(of: query, on: connection), other], by: "AND")
        let name = query.kind.rawValue
        let terms =
            switch order {
            case .oldestFirst: "\(name).id"
            case .newestFirst, .bestFirst, .asNumbered: "\(name).id DESC"
            case .sorted(let fields): SortField.sql(fields, of: query.kind)
            }
        let sql = """
            SELECT \(name).id FROM \(QueryPlace.tables(of: query.kind))
            WHERE \(found.sql) ORDER BY \(terms)
            """
        return (sql, found.values)
    }

    /// How many objects a query finds.
    package func count(matching query: Query) throws -> Int {
        try database.read { connection in
            let found = try condition(of: query, on: connection)
            return Int(
                try connection.integer(
                    "SELECT count(*) FROM \(QueryPlace.tables(of: query.kind)) WHERE \(found.sql)",
                    found.values) ?? 0)
        }
    }

    /// Reads query words in the caller's transaction.
    func query(
        _ words: [String], about kind: ObjectKind, on connection: borrowing Connection
    ) throws -> Query {
        let own = kind == .video ? try ownFields(on: connection).map(\.queryField) : []
        let now = Timestamp(milliseconds: now)
        return try QueryParser(kind, now: now, own: own, checkPattern: Self.problem(withPattern:))
            .parse(words)
    }

    /// The condition that a query stands for, on the tables of its kind.
    ///
    /// - Parameters:
    ///   - query: the query.
    ///   - connection: the caller's.
    ///   - names: the smart collections that led here, which must not be named again.
    ///   - hides: whether what a list does not show is left out, where the query alone does not tell.
    /// - Returns: the condition; unless the query asks for them, without the trash, and without videos
    ///   that never had a file.
    /// - Throws: `SoraError` with code `invalid` when a smart collection leads to itself.
    func condition(
        of query: Query, on connection: borrowing Connection, inside names: [String] = [],
        hides: Bool? = nil
    ) throws -> QueryCondition {
        // A saved query is read on the caller's connection, and that cannot be kept.
        var saved: [String: Query] = [:]
        if query.alternatives.joined().contains(where: { $0.field?.name == "collection" }) {
            let texts = try connection.rows(
                "SELECT query FROM collection WHERE query IS NOT NULL"
            ) { $0.text(0) ?? "" }
            for text in texts where saved[text] == nil {
                // One that cannot be read any more is an error where it is used alone.
                saved[text] = try? self.query([text], about: .video, on: connection)
            }
        }
        var compiler = QueryCompiler(query.kind) { text in
            if let query = saved[text] { return query }
            throw SoraError(
                .invalid, "the query of a smart collection cannot be read any more: \(text)",
                hint: "see `soralib library check`")
        }
        let found = try compiler.condition(query, on: connection, inside: names)
        guard hides ?? !query.asksForHidden, query.kind == .video else { return found }
        return query.alternatives.isEmpty ? Self.shown : .joined([found, Self.shown], by: "AND")
    }

    /// What leaves out what a list does not show.
    static let shown = QueryCondition(
        "video.trashed_at IS NULL AND video.file_state <> 'absent'")

    /// What is wrong with a regular expression.
    private static func problem(withPattern text: String) -> String? {
        do {
            _ = try Pattern(text)
            return nil
        } catch let mistake as Pattern.Mistake {
            return mistake.message
        } catch {
            return "\(error)"
        }
    }
}

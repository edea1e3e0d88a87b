package import SoraModel
import SoraSQLite

extension Catalog {
    /// Reads query words about a kind of object; with no words, everything is found.
    ///
    /// - Throws: one `SoraError` of code `invalid` with every problem.
    package func query(_ words: [String], about kind: ObjectKind) throws -> Query {
        try QueryParser(kind, now: Timestamp(milliseconds: now)).parse(words)
    }

    /// The numbers of the objects that a query finds, the newest first.
    package func numbers(matching query: Query) throws -> [Int64] {
        try database.read { connection in
            let found = try querySQL(query, on: connection)
            return try connection.rows(
                "SELECT id FROM (\(found.sql)) ORDER BY id DESC", found.values
            ) { $0.integer(0) ?? 0 }
        }
    }

    /// A query as SQL, with the smart collections that it names.
    ///
    /// - Parameter names: the smart collections that led here, which must not be named again.
    func querySQL(
        _ query: Query, on connection: borrowing Connection, inside names: [String] = []
    ) throws -> QuerySQL {
        var saved: [(name: String, query: String)] = []
        let namesCollection = query.alternatives.joined().contains {
            $0.field?.name == "collection"
        }
        if namesCollection, query.kind == .video {
            saved = try connection.rows(
                "SELECT name, query FROM collection WHERE query IS NOT NULL ORDER BY id"
            ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
        }
        let wanted = query.alternatives.joined().compactMap { term -> String? in
            guard term.field?.name == "collection", case .text(let name) = term.test else {
                return nil
            }
            return name.lowercased()
        }
        var found: [String: [QuerySQL]] = [:]
        for (name, words) in saved where wanted.contains(name.lowercased()) {
            guard !names.contains(name) else {
                throw SoraError(
                    .invalid, "the smart collection \(name) is looked for inside itself",
                    hint: "delete it and create it again with another query")
            }
            let inner = try self.query([words], about: .video)
            found[name.lowercased(), default: []].append(
                try querySQL(inner, on: connection, inside: names + [name]))
        }
        return QuerySQL(query) { found[$0.lowercased()] ?? [] }
    }
}

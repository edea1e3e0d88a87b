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
    /// - Parameters:
    ///   - query: the query.
    ///   - connection: the caller's.
    ///   - names: the smart collections that led here, which must not be named again.
    /// - Returns: the SQL with its values.
    /// - Throws: `SoraError` with code `invalid` when one leads to itself.
    func querySQL(
        _ query: Query, on connection: borrowing Connection, inside names: [String] = []
    ) throws -> QuerySQL {
        let wanted = query.alternatives.joined().compactMap { term -> String? in
            guard query.kind == .video, term.field?.name == "collection",
                case .text(let name) = term.test
            else { return nil }
            return name.lowercased()
        }
        if let again = names.first(where: { wanted.contains($0.lowercased()) }) {
            throw SoraError(
                .invalid, "the smart collection \(again) is looked for inside itself",
                hint: "no query of a smart collection may lead back to it")
        }
        guard !wanted.isEmpty else { return QuerySQL(query) { _ in [] } }
        let saved = try connection.rows(
            "SELECT name, query FROM collection WHERE query IS NOT NULL ORDER BY id"
        ) { (name: $0.text(0) ?? "", query: $0.text(1) ?? "") }
        var found: [String: [QuerySQL]] = [:]
        for (name, words) in saved where wanted.contains(name.lowercased()) {
            let inner = try self.query([words], about: .video)
            found[name.lowercased(), default: []].append(
                try querySQL(inner, on: connection, inside: names + [name]))
        }
        return QuerySQL(query) { found[$0.lowercased()] ?? [] }
    }
}

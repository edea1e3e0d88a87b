import SoraModel
import SoraSQLite

/// Turns a query into SQL whose every value is bound.
///
/// The result is a condition on the tables of the kind (`QueryPlace.tables`), so that a list, an edit or a
/// count can each put it where they need it.
struct QueryCompiler {
    /// What is looked for.
    private let kind: ObjectKind
    /// Reads the saved query of a smart collection.
    private let read: (String) throws -> Query
    /// How many conditions there may still be, those of smart collections too.
    private var budget = 2000

    /// As many objects are found by an index rather than by looking at each object in turn.
    private static let rare = 10_000

    init(_ kind: ObjectKind, readingSaved read: @escaping (String) throws -> Query) {
        self.kind = kind
        self.read = read
    }

    /// The condition that a query stands for.
    ///
    /// - Parameters:
    ///   - query: the query.
    ///   - connection: the caller's.
    ///   - names: the smart collections that led here, which must not be named again.
    /// - Returns: the condition.
    /// - Throws: `SoraError` with code `invalid` when a smart collection leads to itself.
    mutating func condition(
        _ query: Query, on connection: borrowing Connection, inside names: [String] = []
    ) throws -> QueryCondition {
        guard !query.alternatives.isEmpty else { return .always }
        var alternatives: [QueryCondition] = []
        for terms in query.alternatives {
            alternatives.append(try condition(all: terms, on: connection, inside: names))
        }
        return .joined(alternatives, by: "OR")
    }

    /// The condition that all of some terms hold.
    mutating func condition(
        all terms: [Query.Term], on connection: borrowing Connection, inside names: [String] = []
    ) throws -> QueryCondition {
        budget -= terms.count
        guard budget > 0 else {
            throw SoraError(
                .invalid, "the smart collections of the query lead to too many conditions",
                hint: "name fewer of them in one query")
        }
        let searched = terms.filter { isSearched($0) && !$0.isNegated }
        var parts: [QueryCondition] = []
        if !searched.isEmpty { parts.append(try search(searched, on: connection)) }
        for term in terms where !isSearched(term) || term.isNegated {
            let positive = try condition(term, on: connection, inside: names)
            parts.append(term.isNegated ? positive.negated : positive)
        }
        return parts.isEmpty ? .always : .joined(parts, by: "AND")
    }

    /// Whether a term is answered by the full-text index.
    func isSearched(_ term: Query.Term) -> Bool {
        guard kind == .video, case .words = term.test else { return false }
        return term.field.map { QueryPlace.of($0, kind).searched != nil } ?? true
    }

    /// The full-text search that terms stand for.
    func expression(
        _ terms: [Query.Term], on connection: borrowing Connection
    ) throws -> SearchExpression {
        try SearchExpression(
            all: terms.compactMap { term in
                guard case .words(let phrase) = term.test else { return nil }
                return (phrase, term.field.flatMap { QueryPlace.of($0, kind).searched })
            }, on: connection)
    }

    private func search(
        _ terms: [Query.Term], on connection: borrowing Connection
    ) throws -> QueryCondition {
        QueryCondition(
            "video.id IN (SELECT rowid FROM search WHERE search MATCH ?)",
            [.text(try expression(terms, on: connection).text)])
    }

    private mutating func condition(
        _ term: Query.Term, on connection: borrowing Connection, inside names: [String]
    ) throws -> QueryCondition {
        guard let field = term.field else {
            return isSearched(term)
                ? try search([term], on: connection) : anywhere(term)
        }
        if isSearched(term) { return try search([term], on: connection) }
        if kind == .video {
            if case .object(let number) = term.test, let family = Self.family(field, number) {
                return family
            }
            if field.name == "collection" {
                return try collections(term.test, field, on: connection, inside: names)
            }
        }
        return try condition(
            QueryTest(test: term.test, field: field), at: QueryPlace.of(field, kind),
            isNegated: term.isNegated, on: connection)
    }

    private func condition(
        _ test: QueryTest, at place: QueryPlace, isNegated: Bool,
        on connection: borrowing Connection
    ) throws -> QueryCondition {
        func about(_ item: String) -> QueryCondition {
            place.spellings.map { test.condition(on: item, spelled: $0) }
                ?? test.condition(on: item)
        }
        if place.isIndexedColumn {
            let plain = about(place.item)
            // An index gives the objects in the order of the values; where there are many, it is better to
            // go through them in the order in which they are wanted.
            guard test.isOfMany, !isNegated else { return plain }
            let table = kind.rawValue
            let found = plain.placed(in: "SELECT id FROM \(table) WHERE %")
            return try isRare(found, on: connection)
                ? QueryCondition("\(table).id IN (\(found.sql))", found.values)
                : about("+\(place.item)")
        }
        if test.canUseIndex, !place.ways.isEmpty, !isNegated {
            let ways = place.ways.map { about($0.item).placed(in: $0.sql) }
            let found = QueryCondition(
                ways.map(\.sql).joined(separator: " UNION ALL "), ways.flatMap(\.values))
            if try isRare(found, on: connection) {
                return QueryCondition("\(kind.rawValue).id IN (\(found.sql))", found.values)
            }
        }
        guard let list = place.list else { return about(place.item) }
        return test.condition(on: place.item).placed(in: list)
    }

    private func isRare(
        _ found: QueryCondition, on connection: borrowing Connection
    ) throws -> Bool {
        let count = try connection.integer(
            "SELECT count(*) FROM (SELECT 1 FROM (\(found.sql)) LIMIT \(Self.rare))", found.values)
        return (count ?? 0) < Self.rare
    }

    /// Words that may stand in any text of an object that no full-text index has.
    private func anywhere(_ term: Query.Term) -> QueryCondition {
        guard case .words(let phrase) = term.test else { return .never }
        let word = [SQLValue.text(phrase.text)]
        var places = QueryPlace.texts(of: kind).map { QueryCondition("has_words(\($0), ?)", word) }
        let tags = QueryPlace.tags(kind)
        if let list = tags.list {
            places.append(QueryCondition("has_words(\(tags.item), ?)", word).placed(in: list))
        }
        return .joined(places, by: "OR")
    }

    /// The videos that came of a video, or that it came of.
    private static func family(_ field: QueryField, _ number: Int64) -> QueryCondition? {
        // UNION drops what was seen, so a loop in a damaged catalogue ends too.
        let steps: String
        switch field.name {
        case "descendant_of":
            steps = """
                SELECT id FROM video WHERE remixed_from = ?
                UNION SELECT child.id FROM family JOIN video AS child ON child.remixed_from = family.id
                """
        case "ancestor_of":
            steps = """
                SELECT remixed_from FROM video WHERE id = ? AND remixed_from IS NOT NULL
                UNION SELECT child.remixed_from FROM family JOIN video AS child ON child.id = family.id
                WHERE child.remixed_from IS NOT NULL
                """
        default: return nil
        }
        return QueryCondition(
            """
            video.id IN (WITH RECURSIVE family (id) AS (\(steps)) SELECT id FROM family)
            """, [.integer(number)])
    }

    /// The videos of the collections that a test names: of those below it too, and what smart ones find.
    private mutating func collections(
        _ test: Query.Test, _ field: QueryField, on connection: borrowing Connection,
        inside names: [String]
    ) throws -> QueryCondition {
        let name: QueryCondition
        if case .text(let text) = test {
            name = QueryCondition(
                "same_text(name, ?) OR same_text(substr(name, 1, length(?) + 1), ? || '/')",
                [.text(text), .text(text), .text(text)])
        } else {
            name = QueryTest(test: test, field: field).condition(on: "name")
        }
        // One that is being made is not in the table yet.
        for inside in names {
            let sql = "SELECT 1 FROM (SELECT ? AS name) WHERE \(name.sql)"
            if try connection.integer(sql, [.text(inside)] + name.values) != nil {
                throw SoraError(
                    .invalid, "the smart collection \(inside) is looked for inside itself",
                    hint: "no query of a smart collection may lead back to it")
            }
        }
        let found = try connection.rows(
            "SELECT id, name, query FROM collection WHERE \(name.sql) ORDER BY id", name.values
        ) { (id: $0.integer(0) ?? 0, name: $0.text(1) ?? "", query: $0.text(2)) }
        let lists = found.filter { $0.query == nil }.map { String($0.id) }.joined(separator: ", ")
        var parts: [QueryCondition] = []
        if !lists.isEmpty {
            parts.append(
                QueryCondition(
                    """
                    video.id IN (SELECT video_id FROM collection_video
                                 WHERE collection_id IN (\(lists)))
                    """))
        }
        for smart in found {
            guard let saved = smart.query else { continue }
            parts.append(
                try condition(try read(saved), on: connection, inside: names + [smart.name]))
        }
        return parts.isEmpty ? .never : .joined(parts, by: "OR")
    }
}

import SoraModel
import SoraSQLite

/// A query as SQL that gives the numbers of the objects that it finds; every value is bound.
struct QuerySQL {
    /// A SELECT of one column.
    private(set) var sql = ""
    /// The values of its placeholders.
    private(set) var values: [SQLValue] = []

    /// - Parameters:
    ///   - query: what is looked for.
    ///   - smartCollections: what the smart collections find whose name is that text, in any case.
    init(_ query: Query, smartCollections: (String) throws -> [QuerySQL]) rethrows {
        let kind = query.kind
        let columns = QueryColumns.of(kind)
        var alternatives: [String] = []
        for terms in query.alternatives {
            var conditions: [String] = []
            for term in terms {
                var condition = Self.condition(term, kind, columns, &values)
                if kind == .video, term.field?.name == "collection",
                    case .text(let name) = term.test
                {
                    for found in try smartCollections(name) {
                        condition += " OR video.id IN (\(found.sql))"
                        values += found.values
                    }
                }
                // A field without a value is neither: not a match, and a match for the opposite.
                // Only that is said so, for no index serves what stands before IS.
                conditions.append("(\(condition))" + (term.isNegated ? " IS NOT TRUE" : ""))
            }
            alternatives.append(conditions.joined(separator: " AND "))
        }
        let all = alternatives.map { "(\($0))" }.joined(separator: " OR ")
        sql = "SELECT \(kind.rawValue).id FROM \(columns.tables)"
        if !alternatives.isEmpty { sql += " WHERE \(all)" }
    }

    private static func condition(
        _ term: Query.Term, _ kind: ObjectKind, _ columns: QueryColumns,
        _ values: inout [SQLValue]
    ) -> String {
        guard let field = term.field else { return anywhere(term, columns, &values) }
        guard let list = columns.lists[field.name] else {
            return condition(term.test, columns.expression(field, of: kind), field, &values)
        }
        return "EXISTS (\(list) WHERE \(condition(term.test, "item", field, &values)))"
    }

    /// Words that may stand in any text of the object.
    ///
    /// The one place that knows how text is searched: a full-text index takes its place here.
    private static func anywhere(
        _ term: Query.Term, _ columns: QueryColumns, _ values: inout [SQLValue]
    ) -> String {
        guard case .words(let phrase) = term.test else { return "0" }
        var places = columns.texts.map { "has_words(\($0), ?)" }
        if let tags = columns.lists["tag"] {
            places.append("EXISTS (\(tags) WHERE has_words(item, ?))")
        }
        values += Array(repeating: .text(phrase.text), count: places.count)
        return places.joined(separator: " OR ")
    }

    private static func condition(
        _ test: Query.Test, _ place: String, _ field: QueryField, _ values: inout [SQLValue]
    ) -> String {
        switch test {
        case .words(let phrase):
            values.append(.text(phrase.text))
            return "has_words(\(place), ?)"
        case .text(let text):
            // What is stored in lower case alone can be found by an index.
            if case .oneOf = field.kind {
                values.append(.text(text))
                return "\(place) = ?"
            }
            if ["uid", "sha256"].contains(field.name) {
                values.append(.text(text.lowercased()))
                return "\(place) = ?"
            }
            values.append(.text(text))
            return "same_text(\(place), ?)"
        case .truth(let isTrue):
            values.append(SQLValue(isTrue))
            return "\(place) = ?"
        case .object(let number):
            values.append(.integer(number))
            return "\(place) = ?"
        case .range(let range):
            var bounds: [String] = []
            if let lower = range.lower {
                bounds.append("\(place) \(lower.isIncluded ? ">=" : ">") ?")
                values.append(.real(lower.value))
            }
            if let upper = range.upper {
                bounds.append("\(place) \(upper.isIncluded ? "<=" : "<") ?")
                values.append(.real(upper.value))
            }
            return bounds.joined(separator: " AND ")
        }
    }
}

import SoraModel
import SoraSQLite

/// What has to be true of a value, as SQL about it.
struct QueryTest {
    /// What has to be true.
    let test: Query.Test
    /// The field that it is about.
    let field: QueryField

    /// The condition about an item.
    func condition(on item: String) -> QueryCondition {
        switch test {
        case .words(let phrase):
            return QueryCondition("has_words(\(item), ?)", [.text(phrase.text)])
        case .text(let text): return Self.sameText(item, text, field)
        case .exactly(let text):
            // Most indexes are for any case.
            return QueryCondition(
                "\(item) = ? COLLATE NOCASE AND \(item) = ?", [.text(text), .text(text)])
        case .pattern(let pattern): return QueryCondition("matches(\(item), ?)", [.text(pattern)])
        case .truth(let isTrue): return QueryCondition("\(item) = ?", [SQLValue(isTrue)])
        case .object(let number): return QueryCondition("\(item) = ?", [.integer(number)])
        case .present: return QueryCondition("\(item) IS NOT NULL")
        case .range(let range): return Self.within(item, range)
        }
    }

    /// The condition about the spellings of a text that an index holds: the first of those that differ
    /// in ASCII letters' case alone is looked at, one after the other.
    func condition(
        on item: String, spelled place: (table: String, column: String, filter: String)
    ) -> QueryCondition {
        guard case .text(let text) = test, !text.isASCII else { return condition(on: item) }
        let (table, column, filter) = place
        return QueryCondition(
            """
            \(item) COLLATE NOCASE IN (
                WITH RECURSIVE spelling (word) AS (
                    SELECT min(\(column) COLLATE NOCASE) FROM \(table) WHERE \(filter)
                    UNION ALL
                    SELECT (SELECT min(\(column) COLLATE NOCASE) FROM \(table)
                            WHERE \(filter) AND \(column) COLLATE NOCASE > spelling.word)
                    FROM spelling WHERE spelling.word IS NOT NULL)
                SELECT word FROM spelling WHERE same_text(word, ?))
            """, [.text(text)])
    }

    /// Whether an index can serve it.
    var canUseIndex: Bool {
        switch test {
        case .text(let text): text.isASCII || field.own != nil || field.name == "tag"
        case .exactly, .truth, .object, .range: true
        // A field of one's own is in an index for itself; the tags of all videos are more than the videos.
        case .present: field.own != nil
        case .words, .pattern: false
        }
    }

    /// Whether it is about many values, which an index gives one after the other.
    var isOfMany: Bool {
        switch test {
        case .range(let range): range.lower != range.upper
        case .present: true
        case .words, .text, .exactly, .pattern, .truth, .object: false
        }
    }

    private static func sameText(
        _ item: String, _ text: String, _ field: QueryField
    ) -> QueryCondition {
        // One of a few words: as a literal, so that an index of that word alone can be used.
        if case .oneOf = field.kind { return QueryCondition("\(item) = '\(text)'") }
        // What is stored in lower case alone.
        if ["uid", "sha256"].contains(field.name) {
            return QueryCondition("\(item) = ?", [.text(text.lowercased())])
        }
        return text.isASCII
            ? QueryCondition("\(item) = ? COLLATE NOCASE", [.text(text)])
            : QueryCondition("same_text(\(item), ?)", [.text(text)])
    }

    private static func within(_ item: String, _ range: QueryRange) -> QueryCondition {
        if let lower = range.lower, let upper = range.upper, lower == upper, lower.isIncluded {
            return QueryCondition("\(item) = ?", [.real(lower.value)])
        }
        var parts: [String] = []
        var values: [SQLValue] = []
        if let lower = range.lower {
            parts.append("\(item) \(lower.isIncluded ? ">=" : ">") ?")
            values.append(.real(lower.value))
        }
        if let upper = range.upper {
            parts.append("\(item) \(upper.isIncluded ? "<=" : "<") ?")
            values.append(.real(upper.value))
        }
        return QueryCondition(parts.joined(separator: " AND "), values)
    }
}

extension String {
    fileprivate var isASCII: Bool { utf8.allSatisfy { $0 < 0x80 } }
}

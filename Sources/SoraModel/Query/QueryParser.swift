/// Reads query words, and tells everything that is wrong with them at once.
package struct QueryParser {
    private let kind: ObjectKind
    private let fields: [QueryField]
    private let now: Timestamp

    /// - Parameters:
    ///   - kind: what is looked for: it decides which fields there are.
    ///   - now: what `-7d` counts from.
    package init(_ kind: ObjectKind, now: Timestamp) {
        self.kind = kind
        self.now = now
        fields = QueryField.of(kind)
    }

    /// Reads words; where none are given, everything is found.
    ///
    /// - Parameter texts: texts that may each hold several words.
    /// - Returns: the query.
    /// - Throws: one `SoraError` of code `invalid` with every problem.
    package func parse(_ texts: [String]) throws -> Query {
        let (words, unclosed) = QueryWord.words(of: texts.joined(separator: " "))
        var problems = unclosed
        var query = Query(kind: kind, alternatives: [])
        if words.isEmpty, !texts.isEmpty { problems.append("the query is empty") }
        for part in words.split(omittingEmptySubsequences: false, whereSeparator: \.isComma) {
            if part.isEmpty, !words.isEmpty {
                problems.append("there is nothing on one side of a comma")
            }
            query.alternatives.append(part.compactMap { term($0, &problems) })
        }
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: "the query",
                hint: "words of the text, field:value, tag:x, duration:4..8, rating:>=3, "
                    + "created:-7d.., -word, a , b (or), \"a phrase\"; see `soralib help list`")
        }
        if words.isEmpty { query.alternatives = [] }
        return query
    }

    private func term(_ word: QueryWord, _ problems: inout [String]) -> Query.Term? {
        guard let name = word.field else {
            guard let phrase = WordPhrase(word.text) else {
                problems.append("\(Self.shown(word.text)) has no letter and no digit to look for")
                return nil
            }
            return Query.Term(isNegated: word.isNegated, field: nil, test: .words(phrase))
        }
        guard let field = fields.first(where: { $0.name == name || $0.otherNames.contains(name) })
        else {
            let near = NearestNames.to(name, in: fields.map(\.name))
            let meant =
                near.isEmpty
                ? "it has \(fields.map(\.name).joined(separator: ", "))"
                : "did you mean \(near.joined(separator: " or "))?"
            problems.append("a \(kind.rawValue) has no field \(name); \(meant)")
            return nil
        }
        if word.text.isEmpty {
            problems.append("there is no value behind \(name):")
            return nil
        }
        guard let test = test(word.text, of: field) else {
            problems.append("\(name):\(word.text) is not understood: \(Self.wanted(field, now))")
            return nil
        }
        return Query.Term(isNegated: word.isNegated, field: field, test: test)
    }

    private func test(_ text: String, of field: QueryField) -> Query.Test? {
        switch field.kind {
        case .words: return WordPhrase(text).map { .words($0) }
        case .text: return .text(text)
        case .oneOf(let words):
            return words.contains(text.lowercased()) ? .text(text.lowercased()) : nil
        case .truth:
            return ["yes": true, "true": true, "no": false, "false": false][text.lowercased()]
                .map { .truth($0) }
        case .object(let kind):
            return Handle(text).flatMap { $0.kind == kind ? .object($0.number) : nil }
        case .number(let isWhole): return QueryRange(text, isWhole: isWhole).map { .range($0) }
        case .moment: return QueryRange(moments: text, now: now).map { .range($0) }
        }
    }

    private static func shown(_ text: String) -> String { text.isEmpty ? "\"\"" : text }

    private static func wanted(_ field: QueryField, _ now: Timestamp) -> String {
        switch field.kind {
        case .words: return "it has no letter and no digit to look for"
        case .text: return "write a text"
        case .oneOf(let words): return "it is one of \(words.joined(separator: ", "))"
        case .truth: return "write yes or no"
        case .object(let kind): return "write a handle such as \(Handle(kind, 12))"
        case .number(let isWhole):
            return
                "write a \(isWhole ? "whole " : "")number, or a range such as 4..8, 4.., ..8 or >=4"
        case .moment:
            let day = now.iso8601.prefix(10)
            return "write a day, month or year such as \(day), or a range such as "
                + "\(day.prefix(7))..\(day), -7d.. or ..-2h"
        }
    }
}

/// Reads what stands behind a field's name.
struct QueryValueReader {
    /// The field.
    let field: QueryField
    /// What `-7d` counts from.
    let now: Timestamp
    /// What is wrong with a regular expression; `nil` where it is right.
    let checkPattern: (String) -> String?

    /// The longest regular expression, in bytes.
    private static let patternLimit = 1000

    /// What has to be true of the field.
    func test(_ word: QueryWord, of name: String) throws(QueryMistake) -> Query.Test {
        let test: Query.Test?
        switch word.relation {
        case .has: test = has(word)
        case .exactly: test = exactly(word.text)
        case .matches: return try pattern(word.text, name)
        }
        if let test { return test }
        let sign = word.relation == .exactly ? "=" : ""
        throw QueryMistake("\(name):\(sign)\(word.text) is not understood: \(wanted)")
    }

    private func has(_ word: QueryWord) -> Query.Test? {
        let text = word.text
        switch field.kind {
        case .words: return WordPhrase(text, isPrefix: !word.hasQuotes).map { .words($0) }
        case .text: return .text(text)
        case .oneOf(let words):
            return words.contains(text.lowercased()) ? .text(text.lowercased()) : nil
        case .truth:
            return ["yes": true, "true": true, "no": false, "false": false][text.lowercased()]
                .map { .truth($0) }
        case .object(let kind):
            return Handle(text).flatMap { $0.kind == kind ? .object($0.number) : nil }
        case .moment: return QueryRange(moments: text, now: now).map { .range($0) }
        case .whole, .decimal, .bytes, .length:
            return unit.flatMap { QueryRange(text, $0) }.map { .range($0) }
        }
    }

    private func exactly(_ text: String) -> Query.Test? {
        switch field.kind {
        case .words, .text: return .exactly(text)
        case .whole, .decimal, .bytes, .length:
            return unit.flatMap { QueryRange(exactly: text, $0) }.map { .range($0) }
        case .moment, .oneOf, .truth, .object: return has(QueryWord(text: text))
        }
    }

    private func pattern(_ text: String, _ name: String) throws(QueryMistake) -> Query.Test {
        guard field.isText else {
            throw QueryMistake("\(name) is no text, and a pattern is for texts: \(wanted)")
        }
        if text.utf8.count > Self.patternLimit {
            throw QueryMistake(
                "a pattern has at most \(Self.patternLimit) bytes, and this has \(text.utf8.count)")
        }
        if let problem = checkPattern(text) {
            throw QueryMistake("the pattern \(text) is not understood: \(problem)")
        }
        return .pattern(text)
    }

    private var unit: QueryNumber.Unit? {
        switch field.kind {
        case .whole: .whole
        case .decimal: .decimal
        case .bytes: .bytes
        case .length: .length
        case .words, .text, .oneOf, .moment, .truth, .object: nil
        }
    }

    /// What was expected.
    private var wanted: String {
        let ranges = "or a range such as"
        switch field.kind {
        case .words: return "it has no letter and no digit to look for"
        case .text: return "write a text"
        case .oneOf(let words): return "it is one of \(words.joined(separator: ", "))"
        case .truth: return "write yes or no"
        case .object(let kind): return "write a handle such as \(Handle(kind, 12))"
        case .whole: return "write a whole number, \(ranges) 4..8, 4.., ..8 or >=4"
        case .decimal: return "write a number, \(ranges) 4..8, 4.., ..8 or >=4"
        case .bytes: return "write a number of bytes such as 500k or 10M, \(ranges) 1M..10M or >10M"
        case .length:
            return "write a number of seconds, 90s, 2m or 1:30, \(ranges) 4..8, 4.., ..8 or >=1m"
        case .moment:
            let day = now.iso8601.prefix(10)
            return "write a day, month or year such as \(day), \(ranges) "
                + "\(day.prefix(7))..\(day), -7d.. or ..-2h"
        }
    }
}

/// Reads query words, and tells everything that is wrong with them at once.
///
/// The grammar is that of `docs/query.md`: words are joined by *and*, a comma by itself is *or* and binds
/// least, a dash before a word is *not* and binds most.
package struct QueryParser {
    private let kind: ObjectKind
    private let fields: [QueryField]
    private let now: Timestamp
    private let checkPattern: (String) -> String?

    /// The most words of one query.
    package static let wordLimit = 500

    /// - Parameters:
    ///   - kind: what is looked for: it decides which fields there are.
    ///   - now: what `-7d` counts from.
    ///   - own: the fields of the owner's own.
    ///   - checkPattern: what is wrong with a regular expression; `nil` where it is right.
    package init(
        _ kind: ObjectKind, now: Timestamp, own: [QueryField] = [],
        checkPattern: @escaping (String) -> String? = { _ in nil }
    ) {
        self.kind = kind
        self.now = now
        self.checkPattern = checkPattern
        fields = QueryField.of(kind) + own
    }

    /// Reads words; where none are given, everything is found.
    ///
    /// - Parameter texts: texts that may each hold several words.
    /// - Returns: the query.
    /// - Throws: one `SoraError` of code `invalid` with every problem and its place.
    package func parse(_ texts: [String]) throws -> Query {
        let text = texts.joined(separator: " ")
        let (words, unclosed) = QueryWord.words(of: text)
        var problems = unclosed
        var query = Query(kind: kind)
        if words.isEmpty, !texts.isEmpty {
            problems.append(QueryProblem(message: "the query is empty", range: 0..<0))
        }
        let count = words.count { !$0.isComma }
        if count > Self.wordLimit {
            let message = "a query has at most \(Self.wordLimit) words, and this has \(count)"
            problems = [QueryProblem(message: message, range: 0..<text.count)]
        } else if !words.isEmpty {
            query.alternatives = alternatives(words, &problems)
        }
        guard problems.isEmpty else {
            throw QueryProblem.error(
                problems, in: text,
                hint: "words of the text, field:value, tag:x, duration:4..8, rating:>=3, "
                    + "created:-7d.., -word, a , b (or), \"a phrase\"; see `soralib help list`")
        }
        return query
    }

    private func alternatives(
        _ words: [QueryWord], _ problems: inout [QueryProblem]
    ) -> [[Query.Term]] {
        var alternatives: [[Query.Term]] = [[]]
        var isBegun = false
        for word in words {
            if word.isComma {
                if !isBegun { problems.append(Self.bareComma(word)) }
                alternatives.append([])
                isBegun = false
                continue
            }
            isBegun = true
            do throws(QueryMistake) {
                alternatives[alternatives.count - 1].append(try term(word))
            } catch {
                problems.append(QueryProblem(message: error.message, range: word.range))
            }
        }
        if let last = words.last, last.isComma { problems.append(Self.bareComma(last)) }
        return alternatives
    }

    private static func bareComma(_ word: QueryWord) -> QueryProblem {
        QueryProblem(message: "there is nothing on one side of a comma", range: word.range)
    }

    private func term(_ word: QueryWord) throws(QueryMistake) -> Query.Term {
        guard let name = word.field else {
            guard let phrase = WordPhrase(word.text, isPrefix: !word.hasQuotes) else {
                let shown = word.text.isEmpty ? "\"\"" : word.text
                throw QueryMistake("\(shown) has no letter and no digit to look for")
            }
            return Query.Term(isNegated: word.isNegated, field: nil, test: .words(phrase))
        }
        if name == "is" || name == "has" { return try state(name, word) }
        let field = try field(named: name)
        if word.text.isEmpty { throw QueryMistake("there is no value behind \(name):") }
        let reader = QueryValueReader(field: field, now: now, checkPattern: checkPattern)
        return Query.Term(
            isNegated: word.isNegated, field: field, test: try reader.test(word, of: name))
    }

    private func field(named name: String) throws(QueryMistake) -> QueryField {
        if let field = fields.first(where: { $0.isCalled(name) }) { return field }
        let names = fields.map(\.name) + ["is", "has"]
        let near = NearestNames.to(name, in: names)
        let meant =
            near.isEmpty
            ? "it has \(names.joined(separator: ", "))"
            : "did you mean \(near.joined(separator: " or "))?"
        throw QueryMistake("\(kind.article) \(kind.rawValue) has no field \(name); \(meant)")
    }

    /// What `is:` or `has:` asks, in terms of a field.
    private func state(_ name: String, _ word: QueryWord) throws(QueryMistake) -> Query.Term {
        let wanted = word.text.lowercased().replacing("-", with: "_")
        if word.relation != .has { throw QueryMistake("\(name): is followed by a word alone") }
        if name == "has" {
            let known = fields.filter { !["id", "uid"].contains($0.name) }
            let target = QueryState.field(of: wanted, kind)
            guard let field = known.first(where: { $0.isCalled(target) }),
                !["descendant_of", "ancestor_of"].contains(field.name)
            else {
                let near = NearestNames.to(wanted, in: known.map(\.name) + ["audio", "file"])
                let meant = near.isEmpty ? "" : "; did you mean \(near.joined(separator: " or "))?"
                throw QueryMistake(
                    "\(kind.article) \(kind.rawValue) can have no \(word.text)\(meant)")
            }
            let test: Query.Test = field.name == "has_audio" ? .truth(true) : .present
            return Query.Term(isNegated: word.isNegated, field: field, test: test)
        }
        let states = QueryState.words(of: kind)
        guard let state = states.first(where: { $0.word == wanted }) else {
            throw QueryMistake(
                "is:\(word.text) is not understood: it is one of "
                    + states.map(\.word).joined(separator: ", "))
        }
        return Query.Term(
            isNegated: word.isNegated, field: try field(named: state.field),
            test: state.value.map { .text($0) } ?? .present)
    }
}

/// What is wrong with one word of a query.
struct QueryMistake: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

extension ObjectKind {
    fileprivate var article: String { self == .image ? "an" : "a" }
}

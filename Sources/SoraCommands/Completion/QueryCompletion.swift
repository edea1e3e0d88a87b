import SoraArguments
import SoraCatalog
import SoraModel

/// Completes the last word of a query.
struct QueryCompletion {
    let values: LiveValues
    let kind: ObjectKind

    /// What the query may go on as.
    ///
    /// - Parameter typed: the query so far; its last word is completed.
    /// - Returns: whole queries, each with another last word.
    func candidates(_ typed: String) -> [CompletionCandidate] {
        let word = Self.lastWord(of: typed)
        let before = typed.dropLast(word.count)
        let not = word.hasPrefix("-") ? "-" : ""
        let term = word.dropFirst(not.count)
        guard let colon = term.firstIndex(of: ":") else {
            return fields(String(term)).map { prefixed($0, with: before + not) }
        }
        let name = String(term[..<colon]).lowercased().replacing("-", with: "_")
        var start = term[term.index(after: colon)...]
        let isExact = start.hasPrefix("=")
        if isExact { start = start.dropFirst() }
        let lead = before + not + term[...colon] + (isExact ? "=" : "")
        let bare = String(start.replacing("\"", with: ""))
        return values(of: name, beginning: bare).map { candidate in
            var candidate = candidate
            if start.hasPrefix("\"") {
                candidate.value = "\"\(candidate.value)\""
            } else {
                // Quotes may stand anywhere in a word; so what is typed stays its beginning.
                candidate.value = candidate.value.replacing(" ", with: "\" \"")
                    .replacing(",", with: "\",\"")
            }
            return prefixed(candidate, with: lead)
        }
    }

    private func prefixed(
        _ candidate: CompletionCandidate, with lead: some StringProtocol
    ) -> CompletionCandidate {
        CompletionCandidate(
            lead + candidate.value, candidate.explanation, isWhole: candidate.isWhole)
    }

    private func fields(_ start: String) -> [CompletionCandidate] {
        var found = QueryField.of(kind).map {
            CompletionCandidate("\($0.name):", Self.explanation($0), isWhole: false)
        }
        found.append(CompletionCandidate("is:", "what it is", isWhole: false))
        found.append(CompletionCandidate("has:", "what it has", isWhole: false))
        if kind == .video {
            found += values.live { try $0.liveFields(start) }.map {
                CompletionCandidate(
                    "\($0.value):", "\($0.explanation), of your own", isWhole: false)
            }
        }
        return found
    }

    private func values(of name: String, beginning start: String) -> [CompletionCandidate] {
        switch name {
        case "is": return QueryField.states(of: kind).map { .init($0) }
        case "tag", "tags": return values.values(of: .tag, beginning: start)
        case "collection", "collections": return values.values(of: .collection, beginning: start)
        case "provider": return values.values(of: .provider, beginning: start)
        case "profile": return values.values(of: .profile, beginning: start)
        case "model": return values.values(of: .model, beginning: start)
        default: break
        }
        switch QueryField.of(kind).first(where: { $0.isCalled(name) })?.kind {
        case .oneOf(let words): return words.map { .init($0) }
        case .truth: return ["yes", "no"].map { .init($0) }
        case .object(let kind): return values.values(of: .handles([kind]), beginning: start)
        default: return []
        }
    }

    /// From the last space that is not between quotes.
    private static func lastWord(of query: String) -> Substring {
        var start = query.startIndex
        var isQuoted = false
        for index in query.indices {
            if query[index] == "\"" { isQuoted.toggle() }
            if query[index] == " ", !isQuoted { start = query.index(after: index) }
        }
        return query[start...]
    }

    private static func explanation(_ field: QueryField) -> String {
        switch field.kind {
        case .words: "words of a text"
        case .text: "a text"
        case .oneOf(let words): words.joined(separator: ", ")
        case .whole: "a whole number, such as >=3"
        case .decimal: "a number, such as 4..8"
        case .bytes: "bytes, such as >10M"
        case .length: "a length, such as 8, 4..8 or <2m"
        case .moment: "a time, such as 2026-01 or -7d.."
        case .truth: "yes or no"
        case .object(let kind): "a handle, such as \(kind.letter)12"
        }
    }
}

import SoraArguments

/// Takes the fields of one object of a script and collects everything that is wrong with them.
struct FieldReader {
    private var fields: [String: JSONValue]
    private var known: [String] = []
    /// Where the object is, such as `rules[2].when`.
    private let place: String
    private(set) var problems: [String] = []

    init(_ fields: [String: JSONValue], at place: String) {
        self.fields = fields
        self.place = place
    }

    /// Adds a problem with a field of this object.
    mutating func complain(_ name: String, _ problem: String) {
        problems.append("\(path(name)): \(problem)")
    }

    /// Adds the problems that were found in an object inside this one.
    mutating func add(_ more: [String]) { problems += more }

    /// The place of a field, as it is named in a problem.
    func path(_ name: String) -> String { place.isEmpty ? name : "\(place).\(name)" }

    /// The value of a field; each can be taken once.
    mutating func take(_ name: String) -> JSONValue? {
        known.append(name)
        return fields.removeValue(forKey: name)
    }

    mutating func text(_ name: String) -> String? {
        switch take(name) {
        case nil: return nil
        case .string(let text) where !text.isEmpty: return text
        default:
            complain(name, "must be a text that is not empty")
            return nil
        }
    }

    mutating func boolean(_ name: String) -> Bool? {
        switch take(name) {
        case nil: return nil
        case .boolean(let value): return value
        default:
            complain(name, "must be true or false")
            return nil
        }
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        switch take(name) {
        case nil: return nil
        case .integer(let number) where range.contains(number): return number
        default:
            let limit =
                range.upperBound == .max
                ? "of \(range.lowerBound) or more"
                : "from \(range.lowerBound) to \(range.upperBound)"
            complain(name, "must be a whole number \(limit)")
            return nil
        }
    }

    /// A number from 0 to 1.
    mutating func share(_ name: String) -> Double? {
        switch take(name) {
        case nil: return nil
        case .integer(let number) where 0...1 ~= number: return Double(number)
        case .decimal(let number) where 0...1 ~= number: return number
        default:
            complain(name, "must be a number from 0 to 1")
            return nil
        }
    }

    /// A length of time in milliseconds: a text such as `500ms`, or a number of seconds.
    mutating func duration(_ name: String) -> Int64? {
        let found: Int64? =
            switch take(name) {
            case nil: nil
            case .string(let text): DurationText.milliseconds(text) ?? -1
            case .integer(let number): DurationText.milliseconds(String(number)) ?? -1
            case .decimal(let number): DurationText.milliseconds("\(number)") ?? -1
            default: -1
            }
        if found == -1 {
            complain(name, "must be a length of time such as \"500ms\", \"90s\" or \"15m\"")
            return nil
        }
        return found
    }

    /// One of the words of a type.
    mutating func word<Word: RawRepresentable & CaseIterable>(
        _ name: String, of type: Word.Type
    ) -> Word? where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue)
        guard let value = take(name) else { return nil }
        if case .string(let text) = value, let word = Word(rawValue: text) { return word }
        complain(name, Self.wrong(value, words: words))
        return nil
    }

    /// What to say about a value that is none of some words.
    static func wrong(_ value: JSONValue, words: [String]) -> String {
        guard case .string(let text) = value else {
            return "must be one of \(words.joined(separator: ", "))"
        }
        if let near = Suggestion.nearest(to: text, among: words) {
            return "\"\(text)\" is not known; did you mean \"\(near)\"?"
        }
        return "\"\(text)\" is none of \(words.joined(separator: ", "))"
    }

    /// The problems, with those of the fields that nobody took.
    mutating func finish() -> [String] {
        for name in fields.keys.sorted() {
            let near = Suggestion.nearest(to: name, among: known)
            complain(
                name,
                near.map { "is not known here; did you mean \"\($0)\"?" }
                    ?? "is not known here; known are \(known.joined(separator: ", "))")
        }
        return problems
    }
}

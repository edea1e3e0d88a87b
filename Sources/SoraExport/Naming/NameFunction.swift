import SoraModel

/// What a template does with the value of a field: `{title|slug}`.
enum NameFunction: Hashable, Sendable {
    /// Letters, digits and `-`, in lower case.
    case slug
    case lower
    case upper
    /// The first so many characters.
    case cut(Int)
    /// The first so many words.
    case words(Int)
    /// Another field, where there is no value so far.
    case orField(String)
    /// A text, where there is no value so far.
    case orText(String)

    /// Every function, as help names it.
    static let names = ["slug", "lower", "upper", "cut:N", "words:N"]

    /// Reads what stands behind a `|`.
    ///
    /// - Parameters:
    ///   - text: a function, a field, or a text in quotes.
    ///   - fields: the names that are fields.
    /// - Throws: `SoraError` that says what is not understood.
    init(_ text: Substring, fields: Set<String>) throws(SoraError) {
        for quote in ["'", "\""] where text.hasPrefix(quote) {
            guard text.count >= 2, text.hasSuffix(quote) else {
                throw SoraError(.usage, "\(text) has no second \(quote)")
            }
            self = .orText(String(text.dropFirst().dropLast()))
            return
        }
        let pair = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let number =
            pair.count == 2 ? Int(pair[1]).flatMap { (1...200).contains($0) ? $0 : nil } : nil
        switch (pair[0], pair.count, number) {
        case ("slug", 1, _): self = .slug
        case ("lower", 1, _): self = .lower
        case ("upper", 1, _): self = .upper
        case ("cut", 2, .some(let count)): self = .cut(count)
        case ("words", 2, .some(let count)): self = .words(count)
        case ("cut", _, _), ("words", _, _):
            throw SoraError(.usage, "\(text) has no number from 1 to 200: write \(pair[0]):20")
        default:
            guard fields.contains(String(text)) else {
                throw SoraError(
                    .usage, "\(text.isEmpty ? "nothing" : "\(text)") is no function and no field")
            }
            self = .orField(String(text))
        }
    }

    /// Applies it to a value.
    ///
    /// - Parameters:
    ///   - value: the value so far.
    ///   - look: gives the value of another field.
    /// - Returns: the value from here on.
    func apply(to value: String, _ look: (String) -> String) -> String {
        switch self {
        case .slug: return NameText.slug(value)
        case .lower: return value.lowercased()
        case .upper: return value.uppercased()
        case .cut(let count): return String(value.prefix(count))
        case .words(let count):
            return value.split(omittingEmptySubsequences: true) { $0.isWhitespace }.prefix(count)
                .joined(separator: " ")
        case .orField(let name): return Self.isEmpty(value) ? look(name) : value
        case .orText(let text): return Self.isEmpty(value) ? text : value
        }
    }

    private static func isEmpty(_ value: String) -> Bool { value.allSatisfy(\.isWhitespace) }
}

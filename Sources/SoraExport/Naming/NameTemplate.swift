import SoraCatalog
package import SoraModel

/// How exported files are named: text with fields in braces, such as `{index:03}-{title|slug}.{ext}`.
package struct NameTemplate: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case text(String)
        case field(String, width: Int, isSlug: Bool)
    }

    /// The template as it was written.
    package let text: String
    /// All before `.{ext}`.
    private let parts: [Part]

    /// How the clips of a collection are named.
    package static let forCollection = "{index:03}-{title|slug}.{ext}"
    /// How what a query finds is named.
    package static let forQuery = "{id}-{title|slug}.{ext}"

    /// Fields that are no field of the video object.
    private static let own: Set<String> = ["index", "title", "collection"]

    /// Reads a template.
    ///
    /// - Throws: `SoraError` with code `usage`, with every problem at once.
    package init(_ text: String) throws(SoraError) {
        var problems: [String] = []
        var parts: [Part] = []
        let end = ".{ext}"
        if !text.hasSuffix(end) { problems.append("it does not end in \(end)") }
        var rest = text.hasSuffix(end) ? text.dropLast(end.count) : text[...]
        while let first = rest.first {
            guard first == "{" else {
                let literal = rest.prefix { $0 != "{" }
                rest = rest.dropFirst(literal.count)
                problems += Self.problems(ofLiteral: literal)
                parts.append(.text(String(literal)))
                continue
            }
            guard let close = rest.firstIndex(of: "}") else {
                problems.append("a { has no }")
                break
            }
            do {
                parts.append(try Self.field(rest[rest.index(after: rest.startIndex)..<close]))
            } catch {
                problems += error.eachProblem
            }
            rest = rest[rest.index(after: close)...]
        }
        if parts.isEmpty, problems.isEmpty { problems.append("it has no name before \(end)") }
        guard problems.isEmpty else {
            throw SoraError.all(
                problems.map { "the template \(JSONText.string(text)): \($0)" },
                of: "the template", code: .usage,
                hint: "fields are index, collection, \(Self.fieldNames.joined(separator: ", ")); "
                    + "{index:03} is padded, {title|slug} has letters, digits and -")
        }
        self.text = text
        self.parts = parts
    }

    /// The fields of the video object that names are made of.
    var fields: [ObjectField] {
        var names: Set<String> = []
        for case .field(let name, _, _) in parts {
            if name == "title" { names.insert("prompt") }
            names.insert(name)
        }
        return ObjectShape.video.fields.filter { names.contains($0.name) }
    }

    /// The name of a clip without its extension, before it is made safe as a whole.
    func stem(of clip: ClipRecord, index: Int, collection: String?) -> String {
        parts.map { part in
            guard case .field(let name, let width, let isSlug) = part else {
                if case .text(let text) = part { return text }
                return ""
            }
            let value: String
            switch name {
            case "index": value = String(index)
            case "collection": value = collection ?? ""
            case "title":
                let title = clip.fields["title"] ?? ""
                value =
                    title.allSatisfy(\.isWhitespace)
                    ? NameText.firstWords(clip.fields["prompt"] ?? "") : title
            default: value = clip.fields[name] ?? ""
            }
            let clean = isSlug ? NameText.slug(value) : NameText.cleaned(value)
            if clean.isEmpty, name == "title" { return "untitled" }
            return String(repeating: "0", count: max(0, width - clean.count)) + clean
        }.joined()
    }

    /// Every field of the video object that is one value.
    private static var fieldNames: [String] {
        ObjectShape.video.fields.filter { $0.kind != .json && $0.name != "path" }.map(\.name)
    }

    private static func field(_ words: Substring) throws(SoraError) -> Part {
        let sides = words.split(separator: "|", omittingEmptySubsequences: false)
        let pair = (sides.first ?? "").split(separator: ":", omittingEmptySubsequences: false)
        let name = String(pair.first ?? "")
        guard own.contains(name) || fieldNames.contains(name) else {
            throw SoraError(.usage, "there is no field {\(name)}")
        }
        var width = 0
        if pair.count > 1 {
            guard pair.count == 2, pair[1].hasPrefix("0"), let number = Int(pair[1]),
                (1...20).contains(number)
            else {
                throw SoraError(.usage, "{\(words)} has a width that is not :01 to :020")
            }
            width = number
        }
        guard sides.count == 1 || sides.count == 2 && sides[1] == "slug" else {
            throw SoraError(.usage, "{\(words)} names a function other than slug")
        }
        return .field(name, width: width, isSlug: sides.count == 2)
    }

    private static func problems(ofLiteral text: Substring) -> [String] {
        if text.contains("/") || text.contains("\\") {
            return ["it has a slash, and files lie directly in the folder"]
        }
        if text.contains("}") { return ["a } has no {"] }
        return NameText.cleaned("x\(text)x") == "x\(text)x"
            ? [] : ["it has characters that a name should not have, or is too long"]
    }
}

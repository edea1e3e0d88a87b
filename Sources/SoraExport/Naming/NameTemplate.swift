import SoraCatalog
package import SoraModel

/// How exported files are named: text with fields in braces, such as
/// `{collection}/{index:03}-{title|slug}.{ext}`.
package struct NameTemplate: Hashable, Sendable {
    private enum Part: Hashable, Sendable {
        case text(String)
        case field(NameField)
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
    private static let own = ["index", "title", "collection"]
    /// Fields whose JSON is no list of texts.
    private static let objects: Set<String> = ["requested", "deep", "fields", "path"]
    /// What stands before the name of a field of the owner's own.
    private static let ownPrefix = "fields."

    /// Reads a template.
    ///
    /// - Parameters:
    ///   - text: the template.
    ///   - ownFields: the fields of the owner's own, as `fields.NAME` or, where no other has it, by name.
    /// - Throws: `SoraError` with code `usage`, with every problem at once.
    package init(_ text: String, ownFields: [String] = []) throws(SoraError) {
        var problems: [String] = []
        var parts: [Part] = []
        let end = ".{ext}"
        let names = Self.fieldNames
        let fields = Set(Self.own + names + ownFields + ownFields.map { Self.ownPrefix + $0 })
        let times = Set(
            names.filter { $0.hasSuffix("_at") } + ownFields
                + ownFields.map { Self.ownPrefix + $0 })
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
            let words = rest[rest.index(after: rest.startIndex)..<close]
            do {
                parts.append(.field(try NameField(words, fields: fields, times: times)))
            } catch {
                problems += error.eachProblem
            }
            rest = rest[rest.index(after: close)...]
        }
        if problems.isEmpty { problems = Self.problems(ofFolders: parts) }
        guard problems.isEmpty else {
            let known = ["index", "collection"] + names + ownFields.map { Self.ownPrefix + $0 }
            throw SoraError.all(
                problems.map { "the template \(JSONText.string(text)): \($0)" },
                of: "the template", code: .usage,
                hint: "fields are \(known.joined(separator: ", ")); functions are "
                    + "\(NameFunction.names.joined(separator: ", ")); {index:03} is padded, "
                    + "{created_at:%Y-%m} is a time, {title|slug} has letters, digits and -, "
                    + "{model|'none'} has a default")
        }
        self.text = text
        self.parts = parts
    }

    /// Every field that values are taken from.
    private var names: Set<String> {
        var names: Set<String> = []
        for case .field(let field) in parts { names.formUnion(field.names) }
        return names
    }

    /// The fields of the video object that names are made of.
    var fields: [ObjectField] {
        var names = names
        if names.contains("title") { names.insert("prompt") }
        let known = Set(Self.fieldNames + Self.own)
        if !names.isSubset(of: known) { names.insert("fields") }
        return ObjectShape.video.fields.filter { names.contains($0.name) }
    }

    /// The name of a clip without its extension, before it is made safe as a whole; `/` stands between
    /// folders.
    func stem(of clip: ClipRecord, index: Int, collection: String?) -> String {
        parts.map { part in
            switch part {
            case .text(let text): return text
            case .field(let field):
                let text = field.text { value(of: $0, clip, index, collection) }
                return text.isEmpty && field.name == "title" ? "untitled" : text
            }
        }.joined()
    }

    private func value(
        of name: String, _ clip: ClipRecord, _ index: Int, _ collection: String?
    ) -> String {
        switch name {
        case "index": return String(index)
        case "collection": return collection ?? ""
        case "title":
            let title = clip.fields["title"] ?? ""
            return title.allSatisfy(\.isWhitespace)
                ? NameText.firstWords(clip.fields["prompt"] ?? "") : title
        default:
            guard let field = ObjectShape.video.field(named: name) else {
                let own =
                    name.hasPrefix(Self.ownPrefix)
                    ? name.dropFirst(Self.ownPrefix.count) : name[...]
                return ClipValues.member(String(own), of: clip.fields["fields"] ?? "")
            }
            let value = clip.fields[name] ?? ""
            switch field.kind {
            case .json: return ClipValues.list(value)
            case .boolean: return value == "1" ? "yes" : value == "0" ? "no" : ""
            case .text, .integer, .number: return value
            }
        }
    }

    /// Every field of the video object that is one value, or a list of texts.
    private static var fieldNames: [String] {
        ObjectShape.video.fields.map(\.name).filter { !objects.contains($0) }
    }

    private static func problems(ofLiteral text: Substring) -> [String] {
        if text.contains("\\") { return ["it has a backslash; folders are parted by /"] }
        if text.contains("}") { return ["a } has no {"] }
        let plain = String(text.map { $0 == "/" ? "-" : $0 })
        return NameText.cleaned("x\(plain)x") == "x\(plain)x"
            ? [] : ["it has characters that a name should not have, or is too long"]
    }

    /// What is wrong with the folders and the name, where the template alone tells.
    private static func problems(ofFolders parts: [Part]) -> [String] {
        let sample = parts.map { if case .text(let text) = $0 { text } else { "x" } }.joined()
        let names = sample.split(separator: "/", omittingEmptySubsequences: false)
        if names.last?.isEmpty ?? true { return ["it has no name before .{ext}"] }
        if names.contains("") { return ["it has a folder without a name"] }
        if names.contains(where: { $0.allSatisfy { $0 == "." } }) {
            return ["it leads out of the folder: a name of dots alone is none"]
        }
        return names.count > 8 ? ["it has more than 8 folders"] : []
    }
}

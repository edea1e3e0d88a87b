package import SoraProviders

/// Holds a value against a JSON Schema, as far as soralib's schemas go: a keyword that is not known here is
/// a problem too.
package struct SchemaCheck: Sendable {
    private let root: JSONValue
    private let isExact: Bool

    /// - Parameters:
    ///   - schema: the schema.
    ///   - isExact: whether members that it does not name are a problem where it lets them in, too.
    package init(_ schema: JSONValue, isExact: Bool = false) {
        root = schema
        self.isExact = isExact
    }

    /// The schema of a name in `$defs`, or the whole one.
    package func definition(_ name: String?) -> JSONValue? {
        name.map { root["$defs"]?[$0] } ?? root
    }

    /// The names of `$defs`.
    package var definitions: [String] {
        if case .object(let members) = root["$defs"] { members.keys.sorted() } else { [] }
    }

    /// What is wrong with a value; empty where nothing is.
    ///
    /// - Parameters:
    ///   - value: the value.
    ///   - isPart: whether members of the outermost object may be left out.
    /// - Returns: the problems, each with its place.
    package func problems(_ value: JSONValue, isPart: Bool = false) -> [String] {
        guard isPart, case .object(var keywords) = root else { return problems(value, root, "it") }
        keywords["required"] = nil
        return problems(value, .object(keywords), "it")
    }

    private func problems(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
        guard case .object(let keywords) = schema else { return ["\(place): is no schema"] }
        return keywords.flatMap { problems(value, $0.key, $0.value, keywords, place) }
    }

    private func problems(
        _ value: JSONValue, _ keyword: String, _ wanted: JSONValue,
        _ keywords: [String: JSONValue], _ place: String
    ) -> [String] {
        func refused(_ isWrong: Bool) -> [String] {
            isWrong ? ["\(place): \(keyword) \(wanted), is \(value)"] : []
        }
        switch (keyword, wanted) {
        case ("$schema", _), ("title", _), ("description", _), ("$defs", _), ("format", _):
            return []
        case ("$ref", .string(let path)):
            let name = String(path.dropFirst("#/$defs/".count))
            guard let schema = definition(name) else { return ["there is no \(path)"] }
            return problems(value, schema, place)
        case ("allOf", .array(let schemas)):
            return schemas.flatMap { problems(value, $0, place) }
        case ("anyOf", .array(let schemas)):
            let found = schemas.map { problems(value, $0, place) }
            return found.contains([]) ? [] : found.flatMap { $0 }
        case ("type", .string(let type)): return refused(!Self.isA(value, type))
        case ("type", .array(let types)):
            return refused(
                !types.contains { type in
                    if case .string(let type) = type { Self.isA(value, type) } else { false }
                })
        case ("enum", .array(let values)): return refused(!values.contains(value))
        case ("pattern", .string(let pattern)):
            guard case .string(let text) = value, let regex = try? Regex(pattern) else { return [] }
            return refused(text.firstMatch(of: regex) == nil)
        case ("minLength", .integer(let least)):
            guard case .string(let text) = value else { return [] }
            return refused(text.unicodeScalars.count < Int(least))
        case ("minimum", .integer(let least)):
            guard case .integer(let number) = value else { return [] }
            return refused(number < least)
        case ("maximum", .integer(let most)):
            guard case .integer(let number) = value else { return [] }
            return refused(number > most)
        case ("minItems", .integer(let least)):
            guard case .array(let elements) = value else { return [] }
            return refused(elements.count < Int(least))
        case ("maxItems", .integer(let most)):
            guard case .array(let elements) = value else { return [] }
            return refused(elements.count > Int(most))
        case ("minProperties", .integer(let least)):
            guard case .object(let members) = value else { return [] }
            return refused(members.count < Int(least))
        case ("uniqueItems", .bool(true)):
            guard case .array(let elements) = value else { return [] }
            return refused(Set(elements).count < elements.count)
        case ("items", _):
            guard case .array(let elements) = value else { return [] }
            return elements.enumerated().flatMap { problems($1, wanted, "\(place)[\($0)]") }
        case ("required", .array(let names)):
            guard case .object(let members) = value else { return [] }
            return names.filter { name in !members.keys.contains { .string($0) == name } }
                .map { "\(place): lacks \($0)" }
        case ("properties", .object(let schemas)):
            guard case .object(let members) = value else { return [] }
            return members.flatMap { name, member in
                schemas[name].map { problems(member, $0, "\(place).\(name)") } ?? []
            }
        case ("additionalProperties", _):
            guard case .object(let members) = value else { return [] }
            var others = Set(members.keys)
            if case .object(let known)? = keywords["properties"] { others.subtract(known.keys) }
            let isClosed = isExact && wanted == .bool(true) && keywords["properties"] != nil
            if wanted == .bool(false) || isClosed {
                return others.map { "\(place): unknown \($0)" }
            }
            if wanted == .bool(true) { return [] }
            return others.flatMap { problems(members[$0] ?? .null, wanted, "\(place).\($0)") }
        default: return ["the keyword \(keyword) with \(wanted) is not known here"]
        }
    }

    private static func isA(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.object, "object"), (.array, "array"), (.string, "string"), (.integer, "integer"),
            (.bool, "boolean"), (.null, "null"), (.number, "number"), (.integer, "number"):
            true
        default: false
        }
    }
}

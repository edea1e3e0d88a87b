import SoraModel

/// The members of an object that says what they are: one of another type is not taken, and said.
struct CheckedMembers {
    private let members: [String: JSONView]
    private let owner: String
    /// What is wrong, as sentences.
    var problems: [String] = []

    init(_ members: [String: JSONView], of owner: String = "") {
        self.members = members
        self.owner = owner.isEmpty ? "" : owner + "."
    }

    private func value(_ name: String) -> JSONView? {
        members[name].flatMap { $0.isNull ? nil : $0 }
    }

    private mutating func wrong(_ name: String, _ kind: String) {
        problems.append("\(owner)\(name): it is no \(kind)")
    }

    /// A text.
    mutating func text(_ name: String) -> String? {
        guard let value = value(name) else { return nil }
        if value.string == nil { wrong(name, "text") }
        return value.string
    }

    /// A uid, as libraries write them.
    mutating func uid(_ name: String) -> String? {
        guard let text = text(name) else { return nil }
        if UID.isUnique(text), text == text.lowercased() { return text }
        wrong(name, "uid")
        return nil
    }

    /// A whole number.
    mutating func integer(_ name: String) -> Int64? {
        guard let value = value(name) else { return nil }
        if value.string == nil, let number = value.number.flatMap({ Int64(exactly: $0) }) {
            return number
        }
        wrong(name, "whole number")
        return nil
    }

    /// A list of texts.
    mutating func texts(_ name: String) -> [String] {
        guard let value = value(name) else { return [] }
        let elements = value.elements
        let texts = elements.compactMap(\.string)
        if !value.isArray || texts.count < elements.count { wrong(name, "list of texts") }
        return texts
    }

    /// An object.
    mutating func object(_ name: String) -> [String: JSONView] {
        guard let value = value(name) else { return [:] }
        if !value.isObject { wrong(name, "object") }
        return value.members
    }

    /// A list of objects.
    mutating func objects(_ name: String, atMost limit: Int) -> [[String: JSONView]] {
        guard let value = value(name) else { return [] }
        let elements = value.elements
        let objects = elements.prefix(limit).filter(\.isObject).map(\.members)
        if !value.isArray || objects.count < elements.count {
            wrong(name, "list of at most \(limit) objects")
        }
        return objects
    }
}

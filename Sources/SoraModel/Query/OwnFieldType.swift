/// What a field of the owner's own holds.
package enum OwnFieldType: String, Hashable, Sendable, CaseIterable {
    /// A text of one line.
    case text
    /// A number.
    case number
    /// A day, or a moment of one; kept as milliseconds since 1970.
    case date

    /// Reads a number, which may have a sign.
    package static func number(_ text: String) -> Double? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        guard let number = QueryNumber(digits, .decimal) else { return nil }
        return text.hasPrefix("-") ? -number.value : number.value
    }

    /// Reads a day such as `2026-11-21`, or a moment such as `2026-11-21T12:30`, in UTC.
    package static func moment(_ text: String) -> Timestamp? {
        guard text.utf8.count >= 10 else { return nil }
        return QueryMoment(text).map { Timestamp(milliseconds: $0.begin) }
    }

    /// What is wrong with the name of a field; `nil` where it is right.
    package static func problem(withName name: String) -> String? {
        guard QueryWord.isName(name), name == name.lowercased(), !name.contains("-"),
            name.utf8.count <= 64
        else {
            return "a field's name is made of small letters, digits and _, begins with a letter, "
                + "and has at most 64: \(name)"
        }
        let taken = QueryField.of(.video).contains { $0.isCalled(name) }
        if taken || ["is", "has", "fields", "path", "requested", "reason_codes"].contains(name) {
            return "every video has a field \(name) already"
        }
        return nil
    }
}

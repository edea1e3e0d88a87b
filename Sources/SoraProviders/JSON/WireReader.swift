import SoraModel

/// Finds fields in an answer, wherever a service of the same family puts them.
///
/// Services wrap their answers, rename keys, write numbers as texts, and send zero or an empty text
/// for what is not there. A field is looked for under each of its names in each envelope, and the
/// first value that can be used is taken.
struct WireReader {
    private let envelopes: [JSONValue]

    /// Opens an answer.
    ///
    /// - Parameters:
    ///   - root: the whole answer.
    ///   - identity: names of a field; the envelope that has it comes first, so that the `status` of a
    ///     wrapper is not taken for the task's.
    init(_ root: JSONValue, preferring identity: [String] = []) {
        var found = [
            root, root["data"], root["result"], root["data"]?["data"], root["data"]?["properties"],
            root["properties"],
        ].compactMap(\.self)
        let first = found.firstIndex { envelope in
            identity.contains { Self.value(at: $0, in: envelope).map { !$0.isEmpty } ?? false }
        }
        if let first { found.insert(found.remove(at: first), at: 0) }
        envelopes = found
    }

    /// The first value that `read` accepts.
    ///
    /// - Parameters:
    ///   - paths: names of the field; `a.b` is `b` inside `a`, `a.0` the first element of the list `a`.
    ///   - read: turns a value into what is wanted, or `nil` to look further.
    /// - Returns: what `read` made of it.
    func first<Result>(_ paths: [String], _ read: (JSONValue) -> Result?) -> Result? {
        for envelope in envelopes {
            for path in paths {
                if let value = Self.value(at: path, in: envelope), !value.isEmpty,
                    let result = read(value)
                {
                    return result
                }
            }
        }
        return nil
    }

    /// The first text, trimmed; numbers are not texts.
    func text(_ paths: [String]) -> String? {
        first(paths) { WireValue.text($0) }
    }

    /// The first moment.
    func timestamp(_ paths: [String]) -> Timestamp? {
        first(paths) { WireValue.timestamp($0) }
    }

    private static func value(at path: String, in root: JSONValue) -> JSONValue? {
        var value = root
        for name in path.split(separator: ".") {
            let next: JSONValue?
            if case .array(let elements) = value, let index = Int(name) {
                next = elements.indices.contains(index) ? elements[index] : nil
            } else {
                next = value[String(name)]
            }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}

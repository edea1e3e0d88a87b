package import SoraModel

/// Where a key is; this is stored, the key never.
package enum KeySource: Hashable, Sendable {
    /// In an environment variable.
    case environment(String)
    /// In what a command prints.
    case command(String)
    /// In a file that only its owner can read.
    case file(String)
    /// Nowhere: the service wants none.
    case none

    /// The place as JSON, for example `{"environment":"OPENAI_API_KEY"}`.
    package var encodedText: String {
        let members: [String: JSONValue] =
            switch self {
            case .environment(let name): ["environment": .string(name)]
            case .command(let command): ["command": .string(command)]
            case .file(let path): ["file": .string(path)]
            case .none: [:]
            }
        // Text in an object can always be written.
        return (try? JSONText.bytes(of: JSONValue.object(members)))
            .map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// Reads what `encodedText` wrote.
    ///
    /// - Parameter text: the JSON.
    /// - Throws: `SoraError` of code `configuration`.
    package init(text: String) throws(SoraError) {
        if let value = try? JSONText.parse(Array(text.utf8)), case .object(let members) = value {
            if members.isEmpty {
                self = .none
                return
            }
            if members.count == 1, let (kind, place) = members.first,
                case .string(let place) = place, !place.isEmpty
            {
                switch kind {
                case "environment": self = .environment(place)
                case "command": self = .command(place)
                case "file": self = .file(place)
                default: throw Self.unreadable(text)
                }
                return
            }
        }
        throw Self.unreadable(text)
    }

    private static func unreadable(_ text: String) -> SoraError {
        SoraError(
            .configuration, "the place of a key is not understood: \(text)",
            hint: "set it anew with soralib provider set NAME --key-env VAR")
    }
}

extension KeySource: CustomStringConvertible {
    /// The place, for people: `environment variable OPENAI_API_KEY`.
    package var description: String {
        switch self {
        case .environment(let name): "environment variable \(name)"
        case .command(let command): "command \(command)"
        case .file(let path): "file \(path)"
        case .none: "none"
        }
    }
}

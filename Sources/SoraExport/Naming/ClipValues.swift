#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Values of a clip that the catalogue gives as JSON, as texts.
package enum ClipValues {
    /// A list of texts, with spaces between them.
    static func list(_ json: String) -> String {
        texts(json).joined(separator: " ")
    }

    /// A list of texts.
    package static func texts(_ json: String) -> [String] {
        if json == "[]" { return [] }
        return (try? JSONDecoder().decode([String].self, from: Data(json.utf8))) ?? []
    }

    /// A member of an object, as text.
    static func member(_ name: String, of json: String) -> String { members(json)[name] ?? "" }

    /// The members of an object, as texts.
    package static func members(_ json: String) -> [String: String] {
        let members = try? JSONDecoder().decode([String: Scalar].self, from: Data(json.utf8))
        return (members ?? [:]).mapValues(\.text)
    }

    /// A text or a number.
    private struct Scalar: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self.text = text
            } else if let number = try? value.decode(Double.self) {
                text = Int64(exactly: number).map(String.init) ?? String(number)
            } else {
                text = ""
            }
        }
    }
}

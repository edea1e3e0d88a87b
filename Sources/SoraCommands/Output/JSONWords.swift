#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Says a list or an object that is one cell of a row in words: `seconds 4, width 1280`.
enum JSONWords {
    /// The words of a JSON text; the text itself where it is something else.
    static func text(_ json: String) -> String {
        guard let value = try? JSONDecoder().decode(Value.self, from: Data(json.utf8)) else {
            return json
        }
        return value.words
    }

    private enum Value: Decodable {
        case scalar(String)
        case list([Value])
        case object([(String, Value)])

        private struct Name: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            if let container = try? decoder.container(keyedBy: Name.self) {
                self = .object(
                    try container.allKeys.filter { try !container.decodeNil(forKey: $0) }
                        .map { ($0.stringValue, try container.decode(Value.self, forKey: $0)) }
                        .sorted { $0.0 < $1.0 })
                return
            }
            let container = try decoder.singleValueContainer()
            if let list = try? container.decode([Value].self) {
                self = .list(list)
            } else if let number = try? container.decode(Int.self) {
                self = .scalar(String(number))
            } else if let number = try? container.decode(Double.self) {
                self = .scalar(String(number))
            } else if let truth = try? container.decode(Bool.self) {
                self = .scalar(truth ? "yes" : "no")
            } else {
                self = .scalar(try container.decode(String.self))
            }
        }

        var words: String {
            switch self {
            case .scalar(let text): text
            case .list(let values): values.map(\.words).joined(separator: "; ")
            case .object(let members):
                members.map { "\($0) \($1.words)" }.joined(separator: ", ")
            }
        }
    }
}

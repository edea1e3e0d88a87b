/// How a service writes its refusals.
enum RefusalShape: Sendable {
    /// OpenAI's: `{"error": {"message", "type", "param", "code"}}`.
    case openAI
    /// A bare text: `{"error": "…"}`.
    case text
    /// A number and a text, with status and code alike: `{"code": 400, "message": "…"}`.
    case numbered
    /// new-api's: flat from its tasks, `{"code", "message", "data"}`, and nested from its gate.
    case newAPI

    /// The body of a refusal.
    func body(of refusal: Refusal) -> JSONValue {
        let words = [refusal.code, refusal.message].compactMap(\.self).joined(separator: ": ")
        switch self {
        case .openAI:
            return .object([
                "error": .object([
                    "message": .string(refusal.message), "type": .string(refusal.type),
                    "param": JSONValue(refusal.parameter), "code": JSONValue(refusal.code),
                ])
            ])
        case .text:
            return .object(["error": .string(words)])
        case .numbered:
            return .object(["code": .integer(refusal.status), "message": .string(words)])
        case .newAPI where [401, 403, 429, 503].contains(refusal.status):
            let name = RandomName.hexadecimal(digits: 20)
            return .object([
                "error": .object([
                    "message": .string("\(refusal.message) (request id: \(name))"),
                    "type": .string("new_api_error"), "code": .string(""),
                ])
            ])
        case .newAPI:
            return .object([
                "code": .string(refusal.code ?? "invalid_request"),
                "message": .string(refusal.message), "data": .null,
            ])
        }
    }
}

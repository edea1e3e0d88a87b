#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads the actions that put another answer in place of the honest one.
enum ReplacementReader {
    /// How one of these actions is read.
    struct Read: Sendable {
        /// Whether the server always sees the request.
        var alwaysForwards = false
        let make: @Sendable (inout FieldReader) -> Replacement?
    }

    static let readers: [String: Read] = [
        "replace": Read(make: whole),
        "html_200": Read { _ in .page() },
        "empty_200": Read { _ in Replacement(status: 200) },
        "bad_json": Read { _ in .json(200, #"{"id": "video_123", "object": "vid"#) },
        "204": Read { _ in Replacement(status: 204) },
        "416": Read { fields in
            let size = fields.integer("size", in: 0 ... .max) ?? 0
            return Replacement(
                status: 416, fields: [Replacement.Field("Content-Range", "bytes */\(size)")])
        },
        "redirect": Read(make: redirect),
        "429": Read { busy(429, "rate_limit_exceeded", "Too many requests.", &$0) },
        "503": Read { busy(503, "server_overloaded", "The service is overloaded.", &$0) },
        "5xx_after_accept": Read(alwaysForwards: true) { fields in
            let status = fields.integer("status", in: 500...599) ?? 502
            return .error(status, "server_error", "The server had an error.")
        },
    ]

    private static func whole(_ fields: inout FieldReader) -> Replacement? {
        var answer = Replacement(status: fields.integer("status", in: 200...599) ?? 200)
        answer.fields = headers(&fields)
        let text = fields.take("body")
        let encoded = fields.text("body_base64")
        switch text {
        case nil: break
        case .string(let text): answer.body = Array(text.utf8)
        case let value?:
            // Anything else is meant as JSON.
            answer.body = value.encoded()
            if !answer.fields.contains(where: { $0.name.lowercased() == "content-type" }) {
                answer.fields.append(Replacement.Field("Content-Type", "application/json"))
            }
        }
        if let encoded {
            if text != nil { fields.complain("body_base64", "cannot be given together with body") }
            if let data = Data(base64Encoded: encoded) {
                answer.body = Array(data)
            } else {
                fields.complain("body_base64", "is not base64")
            }
        }
        if answer.status == 204 || answer.status == 304, !answer.body.isEmpty {
            fields.complain("body", "an answer with status \(answer.status) has none")
        }
        return answer
    }

    private static func headers(_ fields: inout FieldReader) -> [Replacement.Field] {
        switch fields.take("headers") {
        case nil: return []
        case .object(let object):
            return object.sorted { $0.key < $1.key }.flatMap { name, value in
                // A list stands for a field that comes several times.
                let values = if case .array(let list) = value { list } else { [value] }
                return values.compactMap { value -> Replacement.Field? in
                    guard case .string(let text) = value, Self.isFieldText(name),
                        Self.isFieldText(text)
                    else {
                        fields.complain(
                            "headers.\(name)", "must be a text on one line, or a list of them")
                        return nil
                    }
                    return Replacement.Field(name, text)
                }
            }
        default:
            fields.complain(
                "headers", "must be an object such as {\"Content-Type\": \"text/html\"}")
            return []
        }
    }

    private static func isFieldText(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 != 10 && $0 != 13 }
    }

    private static func redirect(_ fields: inout FieldReader) -> Replacement? {
        let status = fields.integer("status", in: 300...399) ?? 302
        if ![301, 302, 303, 307, 308].contains(status) {
            fields.complain("status", "\(status) is none of 301, 302, 303, 307, 308")
        }
        let words = Replacement.Target.Word.allCases.map(\.rawValue)
        switch fields.take("to") {
        case .string(let text) where text.contains(":") && Self.isFieldText(text):
            return Replacement(status: status, target: .address(text))
        case .string(let text) where words.contains(text):
            return Replacement(
                status: status, target: Replacement.Target.Word(rawValue: text).map { .word($0) })
        case let value:
            fields.complain("to", FieldReader.wrong(value ?? .null, words: words + ["an address"]))
            return nil
        }
    }

    private static func busy(
        _ status: Int, _ code: String, _ message: String, _ fields: inout FieldReader
    ) -> Replacement {
        var answer = Replacement.error(status, code, message)
        switch fields.take("retry_after") {
        case nil: break
        case .integer(let seconds): answer.fields.append(.init("Retry-After", String(seconds)))
        case .decimal(let seconds): answer.fields.append(.init("Retry-After", "\(seconds)"))
        case .string("past"): answer.retryAfter = -3600
        case .string("future"): answer.retryAfter = 30
        case .string("garbage"): answer.fields.append(.init("Retry-After", "soon, maybe; 3 or 4"))
        case let value?:
            fields.complain(
                "retry_after",
                FieldReader.wrong(value, words: ["a number", "past", "future", "garbage"]))
        }
        if let milliseconds = fields.integer("retry_after_ms", in: 0 ... .max) {
            answer.fields.append(.init("retry-after-ms", String(milliseconds)))
        }
        return answer
    }
}

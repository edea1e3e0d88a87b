import SoraHTTP
import SoraSystem

/// The answer to a request that may charge, as it is kept on disk until it is in the catalogue.
///
/// The form is `soralib-receipt 1 LENGTH SHA256`, a newline, and LENGTH bytes: the status, the header
/// fields and the body as HTTP/1.1 writes them. A receipt that was cut short is told by its digest.
enum Receipt {
    private static let magic = "soralib-receipt 1 "

    /// What a slot holds.
    enum Found {
        /// The answer.
        case whole(HTTPResponse)
        /// Some of an answer: evidence, and no proof.
        case torn([UInt8])
    }

    /// The header fields that are kept; others may hold secrets and are of no use.
    private static let kept: Set<String> = [
        "date", "content-type", "retry-after", "retry-after-ms", "x-request-id", "request-id",
        "x-oneapi-request-id", "openai-poll-after-ms", "location",
    ]

    /// The bytes of a receipt.
    static func bytes(of response: HTTPResponse) throws(SystemError) -> [UInt8] {
        var payload = Array("\(response.status)\n".utf8)
        for field in response.headers.fields where kept.contains(field.name.lowercased()) {
            let value = String(field.value.map { $0.isNewline ? " " : $0 })
            payload += Array("\(field.name): \(value)\n".utf8)
        }
        payload += Array("\n".utf8) + response.body
        let digest = try SHA256.digest(of: payload)
        return Array("\(magic)\(payload.count) \(digest)\n".utf8) + payload
    }

    /// What is in a slot, or `nil` where nothing was written: the space was reserved as zeros.
    static func read(_ bytes: [UInt8]) throws(SystemError) -> Found? {
        if let response = try response(in: bytes) { return .whole(response) }
        guard let last = bytes.lastIndex(where: { $0 != 0 }) else { return nil }
        return .torn(Array(bytes[...last]))
    }

    /// The response in a receipt, or `nil` where none was written, or not all of it.
    static func response(in bytes: [UInt8]) throws(SystemError) -> HTTPResponse? {
        guard let end = bytes.prefix(200).firstIndex(of: 10) else { return nil }
        let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
        guard words.count == 4, "\(words[0]) \(words[1]) " == magic, let length = Int(words[2]),
            length > 0, length <= bytes.count - end - 1
        else { return nil }
        let payload = Array(bytes[(end + 1)..<(end + 1 + length)])
        guard try SHA256.digest(of: payload) == words[3] else { return nil }
        return parsed(payload)
    }

    private static func parsed(_ payload: [UInt8]) -> HTTPResponse? {
        var rest = payload[...]
        func line() -> String? {
            guard let end = rest.firstIndex(of: 10) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(decoding: rest[..<end], as: UTF8.self)
        }
        guard let status = line().flatMap({ Int($0) }) else { return nil }
        var headers = HTTPHeaders()
        while let text = line(), !text.isEmpty {
            guard let colon = text.firstIndex(of: ":") else { return nil }
            headers.append(String(text[..<colon]), String(text[colon...].dropFirst(2)))
        }
        return HTTPResponse(status: status, headers: headers, body: Array(rest))
    }
}

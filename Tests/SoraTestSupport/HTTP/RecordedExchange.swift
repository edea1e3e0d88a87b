package import SoraHTTP

/// One exchange as a line of a recording.
///
/// Bodies that are UTF-8 are kept as text, others as numbers.
package struct RecordedExchange: Codable, Hashable, Sendable {
    package struct Field: Codable, Hashable, Sendable {
        package var name: String
        package var value: String
    }

    package struct Failure: Codable, Hashable, Sendable {
        package var reason: String
        package var requestMayHaveLeft: Bool
        package var message: String
    }

    package var method: String
    package var url: String
    package var requestHeaders: [Field]
    package var requestText: String?
    package var requestBytes: [UInt8]?
    package var status: Int?
    package var headers: [Field]
    package var text: String?
    package var bytes: [UInt8]?
    package var failure: Failure?

    /// The response, or `nil` when the exchange failed without one.
    package var response: HTTPResponse? {
        guard let status else { return nil }
        return HTTPResponse(
            status: status, headers: HTTPHeaders(headers.map { ($0.name, $0.value) }),
            body: bytes ?? Array((text ?? "").utf8))
    }

    /// Fields whose values are never written down.
    package static let secretFields: Set<String> = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "api-key", "x-api-key",
        "x-auth-token",
    ]

    /// What stands in place of a secret.
    package static let mask = "MASKED"

    /// Makes the line of a request; the response is filled in after.
    init(_ request: HTTPRequest, secrets: [String]) {
        method = request.method.rawValue
        url = Self.masked(request.url, secrets)
        requestHeaders = Self.fields(request.headers, secrets)
        headers = []
        (requestText, requestBytes) = Self.parts(request.body, secrets)
    }

    /// Fills in a response.
    mutating func take(_ response: HTTPResponse, body: [UInt8], secrets: [String]) {
        status = response.status
        headers = Self.fields(response.headers, secrets)
        (text, bytes) = Self.parts(body, secrets)
    }

    /// Replaces every secret, however it came into a text.
    static func masked(_ text: String, _ secrets: [String]) -> String {
        secrets.filter { !$0.isEmpty }.reduce(text) { $0.replacing($1, with: mask) }
    }

    private static func fields(_ headers: HTTPHeaders, _ secrets: [String]) -> [Field] {
        headers.fields.map { field in
            let isSecret = secretFields.contains(field.name.lowercased())
            return Field(
                name: field.name, value: isSecret ? mask : masked(field.value, secrets))
        }
    }

    private static func parts(_ body: [UInt8]?, _ secrets: [String]) -> (String?, [UInt8]?) {
        guard let body, !body.isEmpty else { return (nil, nil) }
        if let text = String(validating: body, as: UTF8.self) {
            return (masked(text, secrets), nil)
        }
        return (nil, body)
    }
}

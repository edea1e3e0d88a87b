/// Why a request is refused; each service tells it in a shape of its own.
struct Refusal: Error {
    var status: Int
    var message: String
    var type = "invalid_request_error"
    var parameter: String?
    var code: String?
    var headers: [(name: String, value: String)] = []

    /// The answer in OpenAI's shape.
    var response: HTTPResponse { response(as: .openAI) }

    /// The answer in a service's shape.
    func response(as shape: RefusalShape) -> HTTPResponse {
        let body = shape.body(of: self)
        var response = HTTPResponse(
            status: status, contentType: "application/json", bytes: body.encoded())
        response.headers += headers
        return response
    }
}

extension Refusal {
    static func missing(_ parameter: String) -> Refusal {
        Refusal(
            status: 400, message: "Missing required parameter: '\(parameter)'.",
            parameter: parameter, code: "missing_required_parameter")
    }

    static func invalidType(_ parameter: String, expected: String, got: String) -> Refusal {
        Refusal(
            status: 400,
            message:
                "Invalid type for '\(parameter)': expected \(expected), but got \(got) instead.",
            parameter: parameter, code: "invalid_type")
    }

    static func invalidValue(_ parameter: String, _ value: String, rule: String) -> Refusal {
        Refusal(
            status: 400, message: "Invalid value: '\(value)'. \(rule)", parameter: parameter,
            code: "invalid_value")
    }

    static func unknownRoute(_ request: HTTPRequest, hint: String = "") -> Refusal {
        let text = "Invalid URL (\(request.method) \(request.path))"
        return Refusal(
            status: 404, message: hint.isEmpty ? text : "\(text). \(hint)", code: "unknown_url")
    }

    static func wrongMethod(_ request: HTTPRequest, allowed: [String]) -> Refusal {
        Refusal(
            status: 405,
            message: "Not allowed to \(request.method) on \(request.path).",
            code: "method_not_supported", headers: [("Allow", allowed.joined(separator: ", "))])
    }

    static func unknownVideo(_ id: String) -> Refusal {
        Refusal(
            status: 404, message: "Video with id '\(id)' not found.", parameter: "video_id",
            code: "not_found")
    }

    static let noKey = Refusal(
        status: 401,
        message: "You didn't provide an API key. Send it as 'Authorization: Bearer YOUR_KEY'.",
        code: "invalid_api_key")

    static let wantsJSON = Refusal(
        status: 415, message: "Unsupported content type: only 'application/json' is accepted.",
        code: "unsupported_content_type")

    static let wantsForm = Refusal(
        status: 400, message: "Unsupported content type: only 'multipart/form-data' is accepted.",
        code: "unsupported_content_type")

    static let tooLarge = Refusal(
        status: 413,
        message: "The request is larger than \(HTTPServer.bodyLimit >> 20) MiB.",
        code: "request_too_large")

    static let moderation = Refusal(
        status: 400, message: "Your request was blocked by our moderation system.",
        parameter: "prompt", code: "moderation_blocked")

    /// The simulator itself cannot go on, for example because the disk is full.
    static func broken(_ reason: any Error) -> Refusal {
        Refusal(
            status: 500, message: "The simulator \(reason)", type: "server_error",
            code: "server_error")
    }
}

import SoraHTTP

extension ProviderProblem {
    /// The problem that a response tells of.
    ///
    /// - Parameters:
    ///   - kind: what kind it is.
    ///   - response: the response.
    ///   - signs: what its body says.
    ///   - lead: what happened, where the body does not say.
    init(_ kind: Kind, _ response: HTTPResponse, _ signs: ErrorSigns, _ lead: String) {
        var message = lead
        if let words = signs.message ?? signs.code { message += ": \(Redaction.text(words))" }
        self.init(
            kind, status: response.status, code: signs.code.map(Redaction.text),
            message: String(message.prefix(2000)), requestID: response.requestID,
            body: response.body.isEmpty ? nil : Redaction.body(response.body))
    }
}

extension HTTPResponse {
    /// The service's name for the exchange, under the names that services use.
    var requestID: String? {
        for name in ["x-request-id", "request-id", "x-oneapi-request-id"] {
            if let value = headers[name], !value.isEmpty { return String(value.prefix(200)) }
        }
        return nil
    }

    /// The body as JSON, or why it is none.
    ///
    /// - Parameter limit: the most bytes.
    /// - Returns: the value, or the reason to follow "the answer".
    func json(limit: Int) -> (value: JSONValue?, reason: String) {
        do {
            return (try JSONText.parse(body, limit: limit), "")
        } catch {
            return (nil, error.reason)
        }
    }

    /// Where a redirect points, without its query.
    var redirectTarget: String {
        headers["Location"].map { Redaction.url($0) } ?? "nowhere"
    }
}

package import SoraHTTP

/// What a `ScriptedTransport` does with one request.
package struct ScriptedAnswer: Sendable {
    /// Where an exchange fails.
    package enum FailurePoint: Hashable, Sendable {
        /// Before there is a connection: `willSend` is not called, and nothing left.
        case beforeConnect
        /// After the request was sent, before any of the response.
        case afterSend
        /// After that many bytes of the body.
        case midBody(after: Int)
    }

    /// The response; of a failure in its body, what comes before.
    package var response: HTTPResponse?
    /// How and where it fails, if it does.
    package var failure: (reason: TransportFailure.Reason, point: FailurePoint)?
    /// The most bytes that the sink gets at once.
    package var chunkBytes = 16_384
    /// Runs after `willSend` and before the response, for example to wait.
    package var meanwhile: (@Sendable () async throws -> Void)?

    /// A response with a body of bytes.
    package static func response(
        _ status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []
    ) -> ScriptedAnswer {
        ScriptedAnswer(response: HTTPResponse(status: status, headers: headers, body: body))
    }

    /// A response of JSON.
    package static func json(
        _ text: String, status: Int = 200, headers: HTTPHeaders = HTTPHeaders()
    ) -> ScriptedAnswer {
        var fields = headers
        fields["Content-Type"] = "application/json"
        return .response(status, headers: fields, body: Array(text.utf8))
    }

    /// A failure without a response.
    package static func failure(
        _ reason: TransportFailure.Reason, at point: FailurePoint
    ) -> ScriptedAnswer {
        ScriptedAnswer(failure: (reason, point))
    }

    /// A response whose body ends after some of its bytes.
    package static func cut(
        after bytes: Int, of body: [UInt8], status: Int = 200,
        headers: HTTPHeaders = HTTPHeaders(), reason: TransportFailure.Reason = .interrupted
    ) -> ScriptedAnswer {
        var fields = headers
        if fields["Content-Length"] == nil { fields["Content-Length"] = String(body.count) }
        return ScriptedAnswer(
            response: HTTPResponse(status: status, headers: fields, body: body),
            failure: (reason, .midBody(after: bytes)))
    }
}

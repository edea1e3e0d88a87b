/// Sends requests.
///
/// No implementation follows redirects, sends a request twice, or decodes a content encoding.
package protocol Transport: Sendable {
    /// Sends one request and waits for the whole response.
    ///
    /// Ends early when the task is cancelled.
    ///
    /// - Parameters:
    ///   - request: what to send.
    ///   - sink: takes the body as it comes; without one it is collected in the response.
    /// - Returns: the response, of whatever status.
    /// - Throws: `TransportFailure` when there is no whole response.
    func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse
}

extension Transport {
    /// Sends one request and collects the body.
    package func send(_ request: HTTPRequest) async throws(TransportFailure) -> HTTPResponse {
        try await send(request, into: nil)
    }
}

/// Takes the body of a response as it comes, in order, on one thread at a time.
package protocol BodySink: Sendable {
    /// Called once, when the header is complete; what it throws ends the exchange.
    func begin(_ head: HTTPResponse) throws
    /// Called for each part of the body; what it throws ends the exchange.
    func write(_ bytes: RawSpan) throws
}

/// Why there is no whole response.
package struct TransportFailure: Error, Sendable {
    package enum Reason: String, Sendable {
        /// The URL is not one that may be fetched.
        case badURL = "bad_url"
        /// A header field or the body is not one that may be sent.
        case badRequest = "bad_request"
        /// The library for requests is not installed.
        case unavailable
        /// The name was not resolved.
        case resolve
        /// No connection.
        case connect
        /// The address that the name stands for may not be connected to.
        case forbiddenAddress = "forbidden_address"
        /// TLS failed: the certificate, the version, or the handshake.
        case tls
        /// The proxy refused or failed.
        case proxy
        /// A time limit, or the rate, was not kept.
        case timeout
        /// The connection ended before the response did.
        case interrupted
        /// The response is larger than the limit.
        case tooLarge = "too_large"
        /// The response is not HTTP.
        case protocolError = "protocol_error"
        /// `willSend` or the sink ended the exchange; `underlying` tells why.
        case stopped
        /// The task was cancelled.
        case cancelled
    }

    /// Why.
    package var reason: Reason
    /// Whether any byte of the request may have left: then a request that charges may have been
    /// accepted.
    package var requestMayHaveLeft: Bool
    /// What came of the response before it failed, if its header was complete.
    package var partial: HTTPResponse?
    /// The library's words, without secrets.
    package var message: String
    /// What `willSend` or the sink threw.
    package var underlying: (any Error)?

    package init(
        _ reason: Reason, requestMayHaveLeft: Bool, partial: HTTPResponse? = nil,
        message: String, underlying: (any Error)? = nil
    ) {
        self.reason = reason
        self.requestMayHaveLeft = requestMayHaveLeft
        self.partial = partial
        self.message = message
        self.underlying = underlying
    }
}

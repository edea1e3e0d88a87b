/// One request, with everything that decides how it is sent.
package struct HTTPRequest: Sendable {
    package enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case delete = "DELETE"
    }

    package enum Connection: Sendable {
        /// An idle connection may be used again.
        case reusable
        /// Always a new one, never used again: a request that charges must not be repeated by the
        /// library when a reused connection dies.
        case fresh
    }

    /// The method.
    package var method: Method
    /// The absolute URL, `http` or `https`.
    package var url: String
    /// The headers, in the order in which they are sent.
    package var headers: HTTPHeaders
    /// The body, or `nil` for none.
    package var body: [UInt8]?
    /// Which connection it may use.
    package var connection: Connection
    /// Limits of time and size.
    package var limits: HTTPLimits
    /// Which addresses it may connect to.
    package var destination: AddressPolicy
    /// A file of certificates (PEM) to trust in place of the system's, or `nil`.
    package var certificateAuthority: String?
    /// Called once connected, immediately before the first byte of the request is sent.
    ///
    /// What it throws ends the request with nothing sent.
    package var willSend: (@Sendable () throws -> Void)?

    package init(
        _ method: Method, _ url: String, headers: HTTPHeaders = HTTPHeaders(),
        body: [UInt8]? = nil, connection: Connection = .reusable, limits: HTTPLimits = .api,
        destination: AddressPolicy = .publicOnly
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.connection = connection
        self.limits = limits
        self.destination = destination
    }
}

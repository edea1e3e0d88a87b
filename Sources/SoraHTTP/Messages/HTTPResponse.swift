/// A response, with its body unless that went into a sink.
package struct HTTPResponse: Sendable {
    /// The status, 100…599.
    package var status: Int
    /// The header fields.
    package var headers: HTTPHeaders
    /// The body; empty when it went into a sink.
    package var body: [UInt8]
    /// The bytes of body that came.
    package var bodyBytes: Int64
    /// The numeric address that was connected to, for messages.
    package var address: String?

    package init(
        status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [],
        bodyBytes: Int64? = nil, address: String? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.bodyBytes = bodyBytes ?? Int64(body.count)
        self.address = address
    }

    /// Whether the status is 2xx.
    package var isSuccess: Bool { (200..<300).contains(status) }
}

/// One answer, before it is handed to the server.
package struct HTTPResponse: Sendable {
    var status: Int
    var headers: [(name: String, value: String)]
    var body: HTTPResponseBody

    init(
        status: Int, headers: [(name: String, value: String)] = [], body: HTTPResponseBody
    ) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer with a body of one media type.
    init(status: Int, contentType: String, bytes: [UInt8]) {
        self.init(
            status: status, headers: [("Content-Type", contentType)], body: .bytes(bytes))
    }
}

/// The body of an answer.
enum HTTPResponseBody: Sendable {
    /// Bytes that are sent at once.
    case bytes([UInt8])
    /// A part of a stored file, sent piece by piece.
    case stream(StreamedBody)
}

/// A part of a stored file and how badly it is to be sent.
struct StreamedBody: Sendable {
    let bytes: [UInt8]
    /// The part of `bytes` to send; its length is the announced `Content-Length`.
    let range: Range<Int>
    /// After how many bytes of the part the connection is cut.
    var cutAfter: Int?
    /// The highest speed in bytes a second.
    var bytesPerSecond: Int?
}

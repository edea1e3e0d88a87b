extension HTTPRequest {
    /// Checks what cannot be left to a library: what is refused here is never sent.
    ///
    /// - Returns: the URL, read.
    /// - Throws: `TransportFailure`, `.badURL` or `.badRequest`, with every problem.
    package func checked() throws(TransportFailure) -> HTTPURL {
        let problems = fieldProblems + bodyProblems
        guard problems.isEmpty else {
            throw TransportFailure(
                .badRequest, requestMayHaveLeft: false,
                message: "the request cannot be sent: " + problems.joined(separator: "; "))
        }
        do throws(HTTPURLError) {
            return try HTTPURL(url)
        } catch {
            throw TransportFailure(
                .badURL, requestMayHaveLeft: false, message: error.description)
        }
    }

    /// Fields that frame the message or the connection: two hands on them would let one request
    /// look like two (RFC 9112, section 11.2).
    private static let ownFields: Set<String> = [
        "connection", "content-length", "expect", "host", "keep-alive", "proxy-authorization",
        "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade",
    ]

    private var fieldProblems: [String] {
        var problems: [String] = []
        for field in headers.fields {
            if !field.name.isHTTPToken {
                problems.append("a header field has a name that is not a token")
            } else if Self.ownFields.contains(field.name.lowercased()) {
                problems.append("the header field \(field.name) is set by the transport alone")
            } else if field.value.utf8.contains(where: Self.isForbidden) {
                // The value may be a key: it is not shown.
                problems.append("the header field \(field.name) contains a control character")
            }
        }
        return problems
    }

    private var bodyProblems: [String] {
        guard body != nil, method == .get || method == .head else { return [] }
        return ["a \(method.rawValue) request has no body"]
    }

    /// All control characters but the tab (RFC 9110, section 5.5).
    private static func isForbidden(_ byte: UInt8) -> Bool {
        byte < 0x20 && byte != 0x09 || byte == 0x7f
    }
}

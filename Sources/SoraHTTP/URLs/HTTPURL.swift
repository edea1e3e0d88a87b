/// A URL that may be requested: `http` or `https`, checked, without user name and fragment.
///
/// It prints with its query hidden, for signed URLs are secrets; `text` is what is sent.
package struct HTTPURL: Hashable, Sendable {
    package enum Scheme: String, Sendable {
        case http, https

        /// The port where the URL names none.
        package var defaultPort: Int { self == .http ? 80 : 443 }
    }

    /// `http` or `https`.
    package let scheme: Scheme
    /// The host in lower case; an IPv6 address without its brackets.
    package let host: String
    /// The port that the URL names, if any.
    package let port: Int?
    /// The path, percent-encoded, starting with `/`.
    package private(set) var path: String
    /// The query, percent-encoded, without its `?`.
    package private(set) var query: String?

    /// Reads and checks a URL.
    ///
    /// Bytes that are not ASCII are percent-encoded in path and query; the fragment is dropped, for
    /// it is never sent (RFC 9110, section 4.2.5).
    ///
    /// - Throws: `HTTPURLError` with every problem.
    package init(_ text: String) throws(HTTPURLError) {
        var problems: [String] = []
        if text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7f }) {
            problems.append("it contains a space or a control character")
        }
        let parts = HTTPURLParts(text)
        let scheme = Scheme(rawValue: parts.scheme.lowercased())
        if scheme == nil { problems.append("it does not start with http:// or https://") }
        if parts.userInfo != nil {
            problems.append("it contains a user name or password before '@'")
        }
        let host = Self.host(parts.host, problems: &problems)
        let port = Self.port(parts.port, problems: &problems)
        guard let scheme, problems.isEmpty else { throw HTTPURLError(problems: problems) }
        self.scheme = scheme
        self.host = host
        self.port = port
        let path = Self.encodingForeignBytes(parts.path)
        self.path = path.isEmpty ? "/" : path
        query = parts.query.map(Self.encodingForeignBytes)
    }

    /// The port that is connected to.
    package var effectivePort: Int { port ?? scheme.defaultPort }

    /// What decides whether a key may be sent along.
    package var origin: HTTPOrigin {
        HTTPOrigin(scheme: scheme, host: host, port: effectivePort)
    }

    /// Host and port as they stand in a URL.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port.map { "\(name):\($0)" } ?? name
    }

    /// The whole URL, as it is sent; it may hold secrets in its query.
    package var text: String {
        "\(scheme.rawValue)://\(authority)\(path)" + (query.map { "?\($0)" } ?? "")
    }

    /// The URL for messages: the query is hidden.
    package var redacted: String {
        "\(scheme.rawValue)://\(authority)\(path)" + (query == nil ? "" : "?…=REDACTED")
    }

    /// The URL with more path, joined by exactly one slash; the query stays.
    ///
    /// - Parameter more: percent-encoded path.
    /// - Returns: the longer URL.
    package func appending(path more: String) -> HTTPURL {
        var joined = self
        let base = path.hasSuffix("/") ? String(path.dropLast()) : path
        joined.path =
            Self.encodingForeignBytes(base) + (more.hasPrefix("/") ? "" : "/")
            + Self.encodingForeignBytes(more)
        return joined
    }

    /// The URL with more names and values in its query, which are encoded here.
    package func appending(query items: [(String, String)]) -> HTTPURL {
        guard !items.isEmpty else { return self }
        var joined = self
        let more = items.map { "\(Self.encodeQuery($0.0))=\(Self.encodeQuery($0.1))" }
        joined.query = ([query].compactMap { $0 }.filter { !$0.isEmpty } + more)
            .joined(separator: "&")
        return joined
    }
}

extension HTTPURL: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { redacted }
    package var debugDescription: String { redacted }
}

extension HTTPURL {
    private static func host(_ text: String, problems: inout [String]) -> String {
        if text.isEmpty { problems.append("it names no host") }
        if text.hasPrefix("[") {
            let inner = String(text.dropFirst().dropLast())
            if text.hasSuffix("]"), let address = NumericAddress(inner), address.bytes.count == 16 {
                return address.description
            }
            problems.append("what stands in brackets is not an IPv6 address")
            return inner
        }
        if text.utf8.contains(where: { $0 >= 0x80 }) {
            problems.append("its host is not ASCII: write it in its xn-- form")
        } else if !text.utf8.allSatisfy(isHostByte) {
            problems.append("its host contains a character that no host name has")
        }
        return text.lowercased()
    }

    private static func port(_ text: String?, problems: inout [String]) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        let isNumber = text.utf8.count <= 5 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        if isNumber, let port = Int(text), (1...65_535).contains(port) { return port }
        problems.append("its port is not a number from 1 to 65535")
        return nil
    }

    private static func isHostByte(_ byte: UInt8) -> Bool {
        isUnreserved(byte) && byte != UInt8(ascii: "~")
    }
}

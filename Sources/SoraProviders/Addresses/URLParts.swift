/// The parts of an absolute URL, and how paths and queries are put together (RFC 3986).
///
/// All that this layer needs to know of URLs is in this file.
struct URLParts {
    /// The scheme, in lower case.
    var scheme: String
    /// The user information, if any.
    var user: String?
    /// The host, in lower case; an IPv6 address without its brackets.
    var host: String
    /// Whether the host stood in brackets.
    var isBracketed: Bool
    /// The port as it was written; `nil` where there is none.
    var portText: String?
    /// The path as it was written.
    var path: String
    /// The query, if any, without `?`.
    var query: String?
    /// The fragment, if any, without `#`.
    var fragment: String?

    /// Splits a URL; `nil` where there is no `scheme://`.
    init?(_ text: String) {
        guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else {
            return nil
        }
        scheme = text[..<colon].lowercased()
        var rest = text[text.index(colon, offsetBy: 3)...]
        fragment = Self.cut(&rest, at: "#")
        query = Self.cut(&rest, at: "?")
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        path = String(rest[slash...])
        var authority = rest[..<slash]
        if let at = authority.lastIndex(of: "@") {
            user = String(authority[..<at])
            authority = authority[authority.index(after: at)...]
        }
        isBracketed = authority.hasPrefix("[")
        if isBracketed {
            let end = authority.firstIndex(of: "]") ?? authority.endIndex
            host = authority.dropFirst().prefix(upTo: end).lowercased()
            authority = end == authority.endIndex ? "" : authority[authority.index(after: end)...]
            portText = authority.isEmpty ? nil : String(authority.dropFirst())
        } else {
            let end = authority.firstIndex(of: ":") ?? authority.endIndex
            host = authority[..<end].lowercased()
            portText = end == authority.endIndex ? nil : String(authority[end...].dropFirst())
        }
    }

    /// The port, given or usual; `nil` where what is written is none.
    var port: Int? {
        guard let portText else { return scheme == "http" ? 80 : 443 }
        guard (1...5).contains(portText.utf8.count),
            portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(portText), (1...65535).contains(port)
        else { return nil }
        return port
    }

    /// Scheme, host and port, in one form for all ways of writing them (RFC 6454, section 4).
    var origin: String {
        let address = isBracketed ? "[\(host)]" : host
        let usual = scheme == "http" ? 80 : 443
        guard let port, port != usual else { return "\(scheme)://\(address)" }
        return "\(scheme)://\(address):\(port)"
    }

    /// A text as one segment of a path, or as one value in a query: all but letters, digits and
    /// `-._~` percent-encoded, so that it cannot end the segment or climb out of it.
    static func encoded(_ text: String) -> String {
        var result = ""
        let isDots = text.utf8.allSatisfy { $0 == UInt8(ascii: ".") }
        for byte in text.utf8 {
            let scalar = Unicode.Scalar(byte)
            let isPlain =
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "~"): true
                case UInt8(ascii: "."): !isDots
                default: false
                }
            if isPlain {
                result.unicodeScalars.append(scalar)
            } else {
                let digits = Array("0123456789ABCDEF")
                result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
            }
        }
        return result
    }

    /// A path of a profile behind a base URL.
    ///
    /// - Parameters:
    ///   - base: the base URL, without a slash at its end.
    ///   - path: the path, which starts with a slash; `{id}` is replaced.
    ///   - id: the remote id, if the path has one.
    ///   - query: names and values to add behind `?`.
    /// - Returns: the URL.
    static func join(
        _ base: String, _ path: String, id: String? = nil, query: [(String, String)] = []
    ) -> String {
        var url = base + path
        if let id, let place = url.firstRange(of: "{id}") {
            url.replaceSubrange(place, with: encoded(id))
        }
        guard !query.isEmpty else { return url }
        let pairs = query.map { "\(encoded($0.0))=\(encoded($0.1))" }.joined(separator: "&")
        return url + (url.contains("?") ? "&" : "?") + pairs
    }

    private static func cut(_ rest: inout Substring, at mark: Character) -> String? {
        guard let place = rest.firstIndex(of: mark) else { return nil }
        defer { rest = rest[..<place] }
        return String(rest[rest.index(after: place)...])
    }
}

/// A proxy, with its password apart from its address, so that no message can quote it.
struct HTTPProxy: Hashable, Sendable {
    /// `http://proxy.example:3128`, without user name and password; for messages too.
    let address: String
    /// The user name, decoded.
    let user: String?
    /// The password, decoded.
    let password: String?

    /// Reads `[scheme://][user[:password]@]host[:port]`; without a scheme it is `http`, without a
    /// port 1080, both as in libcurl (CURLOPT_PROXY(3)).
    ///
    /// - Throws: `HTTPProxyError`, which names the variable and not its value.
    init(_ text: String, variable: String) throws(HTTPProxyError) {
        let parts = HTTPURLParts(text.contains("://") ? text : "http://" + text)
        let scheme = parts.scheme.lowercased()
        let isHost = parts.host.utf8.allSatisfy { byte in
            HTTPURL.isUnreserved(byte) || "[]:".utf8.contains(byte)
        }
        let port = parts.port.map { Int($0) ?? 0 } ?? (scheme == "https" ? 443 : 1080)
        guard Self.schemes.contains(scheme), !parts.host.isEmpty, isHost,
            (1...65_535).contains(port)
        else { throw HTTPProxyError(variable: variable) }
        address = "\(scheme)://\(parts.host):\(port)"
        let secrets = (parts.userInfo ?? "").split(
            separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        user = parts.userInfo == nil ? nil : Self.decode(secrets[0])
        password = secrets.count == 2 ? Self.decode(secrets[1]) : nil
    }

    private static let schemes = ["http", "https", "socks4", "socks4a", "socks5", "socks5h"]

    private static func decode(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// A variable of the environment that should name a proxy and does not.
struct HTTPProxyError: Error, Hashable, Sendable {
    /// The variable, for example `https_proxy`.
    let variable: String
}

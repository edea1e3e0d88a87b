/// Scheme, host and port together: a key goes to one origin only (RFC 6454, section 4).
package struct HTTPOrigin: Hashable, Sendable, CustomStringConvertible {
    /// `http` or `https`.
    package let scheme: HTTPURL.Scheme
    /// The host in lower case.
    package let host: String
    /// The port that is connected to.
    package let port: Int

    package init(scheme: HTTPURL.Scheme, host: String, port: Int) {
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    package var description: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return "\(scheme.rawValue)://\(name)" + (port == scheme.defaultPort ? "" : ":\(port)")
    }
}

package import SoraHTTP
package import SoraModel

/// Which result URLs and redirects of a service may be fetched, how, and with or without its key.
package struct ResultAddress: Hashable, Sendable {
    /// The URL.
    package let url: String
    /// Which addresses the request may connect to.
    package let destination: AddressPolicy
    /// Whether the URL is of the API's own origin, and so may be sent the key.
    package let isOfAPI: Bool

    /// Checks a URL that a service named.
    ///
    /// `https` anywhere in the public; beyond that, loopback only for a service on loopback, and
    /// private addresses and `http` only for the same host as one that was added with
    /// `--allow-private`.
    ///
    /// - Parameters:
    ///   - url: the absolute URL.
    ///   - base: the service's base URL.
    /// - Throws: `SoraError` of code `url_refused`.
    package init(_ url: String, of base: BaseURL) throws(SoraError) {
        guard let parts = URLParts(url), ["http", "https"].contains(parts.scheme),
            parts.port != nil, parts.user == nil, !parts.host.isEmpty,
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else {
            throw Self.refusal("it is not a plain http or https URL", url)
        }
        let kind = HostKind(parts.host, isBracketed: parts.isBracketed)
        let isOwnHost = base.allowsPrivate && parts.host == base.host
        switch kind {
        case .malformed:
            throw Self.refusal("its host is in no usual form", url)
        case .loopback where base.isLoopback:
            destination = .loopbackOnly
        case .loopback where !isOwnHost, .private where !isOwnHost:
            throw Self.refusal("it is on a private address", url)
        default:
            if parts.scheme == "http", !isOwnHost { throw Self.refusal("it is not https", url) }
            destination =
                isOwnHost ? .any : base.isLoopback ? .publicOrLoopback : .publicOnly
        }
        self.url = url
        isOfAPI = parts.origin == base.origin
    }

    private static func refusal(_ reason: String, _ url: String) -> SoraError {
        SoraError(
            ErrorCode(rawValue: "url_refused"),
            "the service names a result that is not fetched, for \(reason): \(Redaction.url(url))",
            hint: "a service in your own network is added with --allow-private")
    }
}

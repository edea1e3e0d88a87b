/// How the server of a request is reached.
enum HTTPRoute: Hashable, Sendable {
    /// By a connection to the server itself; its address is checked when the socket is opened.
    case direct
    /// Through a proxy, which is told to connect to that address, or, with `nil`, to the name.
    case proxy(HTTPProxy, pinnedTo: NumericAddress?)

    /// Chooses the way, and checks the addresses of a server behind a proxy.
    ///
    /// - Throws: `TransportFailure`: `.proxy`, `.forbiddenAddress`, or that of the look-up.
    static func choose(
        for request: HTTPRequest, url: HTTPURL, proxies: ProxySettings
    ) async throws(TransportFailure) -> HTTPRoute {
        let policy = request.destination
        if policy == .loopbackOnly { return .direct }
        guard let proxy = try proxy(for: url, proxies) else { return .direct }
        if policy == .any { return .proxy(proxy, pinnedTo: nil) }
        let addresses = try await NameLookup.addresses(
            of: url.host, within: request.limits.connectSeconds)
        // A loopback address beyond a proxy would be the proxy's own.
        if let address = addresses.first(where: { AddressClass($0) == .publicInternet }) {
            return .proxy(proxy, pinnedTo: address)
        }
        if addresses.contains(where: { policy.allows($0) }) { return .direct }
        throw TransportFailure(
            .forbiddenAddress, requestMayHaveLeft: false,
            message: addresses.first.map { policy.refusal(of: $0, host: url.host) }
                ?? "\(url.host) has no address")
    }

    private static func proxy(
        for url: HTTPURL, _ proxies: ProxySettings
    ) throws(TransportFailure) -> HTTPProxy? {
        do throws(HTTPProxyError) {
            return try proxies.proxy(for: url)
        } catch {
            throw TransportFailure(
                .proxy, requestMayHaveLeft: false,
                message: "the environment variable \(error.variable) is not the address of a "
                    + "proxy: set it to http://HOST:PORT, or unset it")
        }
    }
}

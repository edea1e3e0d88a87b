#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The proxies that the environment names, read as curl reads them.
///
/// Read here and not by libcurl, so that it is known which requests go through one: then the
/// address connected to is the proxy's, and says nothing about the destination.
/// Source: curl(1), ENVIRONMENT. `HTTP_PROXY` in capitals is ignored, for a web server sets it from
/// a header of a visitor (CVE-2016-5385).
package struct ProxySettings: Sendable {
    private let values: [String: String]

    /// Takes the variables from a dictionary.
    package init(environment: [String: String]) {
        values = environment
    }

    /// Takes the variables of this process.
    package static func ofProcess() -> ProxySettings {
        var environment: [String: String] = [:]
        for name in names {
            if let value = unsafe getenv(name) {
                environment[name] = unsafe String(cString: value)
            }
        }
        return ProxySettings(environment: environment)
    }

    /// The proxy for a URL, or `nil` to connect directly.
    ///
    /// - Throws: `HTTPProxyError` when the variable holds no address of a proxy.
    func proxy(for url: HTTPURL) throws(HTTPProxyError) -> HTTPProxy? {
        if url.isLoopbackByName || isExcepted(url.host) { return nil }
        let names =
            url.scheme == .http
            ? ["http_proxy", "all_proxy", "ALL_PROXY"]
            : ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        for name in names {
            if let value = values[name], !value.isEmpty {
                return try HTTPProxy(value, variable: name)
            }
        }
        return nil
    }

    private static let names = [
        "http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy",
        "NO_PROXY",
    ]

    private func isExcepted(_ host: String) -> Bool {
        guard let list = values["no_proxy"] ?? values["NO_PROXY"] else { return false }
        return list.split(whereSeparator: { $0 == "," || $0 == " " })
            .contains { Self.matches(host, String($0)) }
    }

    /// `*`, a domain with all below it, an address, or a network like `10.0.0.0/8`.
    private static func matches(_ host: String, _ pattern: String) -> Bool {
        if pattern == "*" { return true }
        if let address = NumericAddress(host) { return network(pattern, contains: address) }
        var domain = pattern.lowercased()
        if domain.hasPrefix(".") { domain.removeFirst() }
        if domain.hasSuffix(".") { domain.removeLast() }
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        return !domain.isEmpty && (name == domain || name.hasSuffix("." + domain))
    }

    private static func network(_ pattern: String, contains address: NumericAddress) -> Bool {
        let halves = pattern.split(separator: "/", maxSplits: 1).map(String.init)
        var text = halves.first ?? ""
        if text.hasPrefix("["), text.hasSuffix("]") { text = String(text.dropFirst().dropLast()) }
        guard let base = NumericAddress(text), base.bytes.count == address.bytes.count else {
            return false
        }
        let all = base.bytes.count * 8
        guard let bits = halves.count == 2 ? Int(halves[1]) : all, (0...all).contains(bits) else {
            return false
        }
        return (0..<bits).allSatisfy { bit in
            let mask = UInt8(0x80) >> UInt8(bit % 8)
            return base.bytes[bit / 8] & mask == address.bytes[bit / 8] & mask
        }
    }
}

extension HTTPURL {
    /// Whether the name itself says that this machine is meant.
    var isLoopbackByName: Bool {
        let name = host.hasSuffix(".") ? String(host.dropLast()) : host
        if name == "localhost" || name.hasSuffix(".localhost") { return true }
        return NumericAddress(name).map { AddressClass($0) == .loopback } ?? false
    }
}

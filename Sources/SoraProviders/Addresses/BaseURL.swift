package import SoraHTTP
package import SoraModel

/// What stands before `/v1` in the addresses of a service, checked and in one form.
package struct BaseURL: Hashable, Sendable {
    /// The URL, without a slash or `/v1` at its end.
    package let text: String
    /// Scheme, host and port: a key given for one origin is not for another.
    package let origin: String
    /// The host in lower case; an IPv6 address without its brackets.
    package let host: String
    /// Whether it is on this machine.
    package let isLoopback: Bool
    /// Whether private addresses are accepted for this provider.
    package let allowsPrivate: Bool

    /// Checks a base URL.
    ///
    /// - Parameters:
    ///   - text: the URL; a trailing `/v1` means the same as none.
    ///   - allowPrivate: whether `http` and private addresses are accepted beyond loopback.
    /// - Throws: one `SoraError` of code `invalid` that lists every problem.
    package init(_ text: String, allowPrivate: Bool) throws(SoraError) {
        let trimmed = WireValue.trim(text)
        guard let parts = URLParts(trimmed) else {
            throw SoraError(
                .invalid, "the base URL \(text) has no scheme",
                hint: "write it as https://api.example.com")
        }
        let kind = HostKind(parts.host, isBracketed: parts.isBracketed)
        let problems = Self.problems(
            of: parts, text: trimmed, kind: kind, allowPrivate: allowPrivate)
        guard problems.isEmpty else {
            throw SoraError.all(
                problems, of: "the base URL \(Self.hidingUser(trimmed, parts))",
                hint: "a base URL is what stands before /v1, for example https://api.example.com")
        }
        self.text = parts.origin + Self.withoutVersion(parts.path)
        origin = parts.origin
        host = parts.host
        isLoopback = kind == .loopback
        allowsPrivate = allowPrivate
    }

    /// Which addresses a request to the service itself may connect to.
    package var destination: AddressPolicy {
        isLoopback ? .loopbackOnly : allowsPrivate ? .any : .publicOnly
    }

    private static func problems(
        of parts: URLParts, text: String, kind: HostKind, allowPrivate: Bool
    ) -> [String] {
        var problems: [String] = []
        if !text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }) {
            problems.append(
                "it has spaces, backslashes or letters beyond ASCII; percent-encode those of the "
                    + "path, and write a host in its xn-- form")
        }
        if parts.scheme != "https", parts.scheme != "http" {
            problems.append("its scheme is \(parts.scheme); only https and http are spoken")
        }
        if parts.user != nil {
            problems.append("it has a user or password; a key is given with --key-env or the like")
        }
        if parts.query != nil { problems.append("it has a query (what follows ?)") }
        if parts.fragment != nil { problems.append("it has a fragment (what follows #)") }
        if parts.port == nil { problems.append("its port is not a number from 1 to 65535") }
        if parts.path.split(separator: "/").contains(where: { isDots($0) }) {
            problems.append("its path has . or .. in it")
        }
        if parts.host.isEmpty {
            problems.append("it has no host")
        } else if kind == .malformed {
            problems.append("\(parts.host) is neither a host name nor an address in its usual form")
        }
        if kind == .private, !allowPrivate {
            problems.append(
                "\(parts.host) is a private address; add --allow-private if it is really meant")
        }
        if parts.scheme == "http", kind == .other, !allowPrivate {
            problems.append(
                "http would send the key in the clear; use https, or add --allow-private for a "
                    + "service in your own network")
        }
        return problems
    }

    private static func isDots(_ segment: Substring) -> Bool {
        let plain = segment.lowercased().split(separator: "%2e", omittingEmptySubsequences: false)
            .joined(separator: ".")
        return plain == "." || plain == ".."
    }

    private static func withoutVersion(_ path: String) -> String {
        var rest = path[...]
        while rest.hasSuffix("/") { rest.removeLast() }
        if rest.hasSuffix("/v1") {
            rest.removeLast(3)
            while rest.hasSuffix("/") { rest.removeLast() }
        }
        return String(rest)
    }

    /// The URL without what may be a password.
    private static func hidingUser(_ text: String, _ parts: URLParts) -> String {
        var text = text
        if let user = parts.user, let range = text.firstRange(of: "\(user)@") {
            text.replaceSubrange(range, with: "…@")
        }
        return text
    }
}

extension BaseURL: CustomStringConvertible {
    package var description: String { text }
}

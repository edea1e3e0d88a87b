/// Where a host is, as far as its text tells; a name tells nothing until it is looked up, and the
/// transport checks the address that it connects to.
enum HostKind: Equatable {
    /// `localhost`, 127.0.0.0/8 or `::1`.
    case loopback
    /// An address that the public internet does not route.
    case `private`
    /// A public address, or a name.
    case other
    /// Neither a name nor an address in its one usual form, such as `0x7f.1` or `2130706433`.
    case malformed

    /// Looks at a host.
    ///
    /// - Parameters:
    ///   - host: the host in lower case, without brackets.
    ///   - isBracketed: whether it stood in brackets: then it has to be an IPv6 address.
    init(_ host: String, isBracketed: Bool) {
        if isBracketed {
            self = Self.groups(host).map(Self.kind(ofIPv6:)) ?? .malformed
        } else if host == "localhost" {
            self = .loopback
        } else if let bytes = Self.bytes(host) {
            self = Self.kind(ofIPv4: bytes)
        } else {
            self = Self.isName(host) ? .other : .malformed
        }
    }

    private static func bytes(_ text: some StringProtocol) -> [Int]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part -> Int? in
            guard part.utf8.allSatisfy({ (0x30...0x39).contains($0) }), part.utf8.count <= 3,
                part == "0" || !part.hasPrefix("0"), let number = Int(part), number < 256
            else { return nil }
            return number
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    /// Letters, digits, hyphens and dots, and a last label that is no number: libraries read a host
    /// that ends in a number as an IPv4 address (WHATWG URL, "ends in a number").
    private static func isName(_ host: String) -> Bool {
        let labels = (host.hasSuffix(".") ? host.dropLast() : host[...])
            .split(separator: ".", omittingEmptySubsequences: false)
        guard host.utf8.count <= 253, let last = labels.last,
            labels.allSatisfy({ !$0.isEmpty && $0.utf8.count <= 63 })
        else { return false }
        let isPlain = host.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2D
                || byte == 0x2E || byte == 0x5F
        }
        let isNumber = last.hasPrefix("0x") || last.utf8.allSatisfy { (0x30...0x39).contains($0) }
        return isPlain && !isNumber
    }

    /// IANA's special-purpose registry for IPv4 (RFC 6890 and its updates).
    private static func kind(ofIPv4 b: [Int]) -> HostKind {
        switch (b[0], b[1], b[2]) {
        case (127, _, _): .loopback
        case (0, _, _), (10, _, _), (169, 254, _), (192, 168, _), (192, 0, 0): .private
        case (100, 64...127, _), (172, 16...31, _), (198, 18...19, _), (224..., _, _): .private
        default: .other
        }
    }

    /// The eight groups of an IPv6 address (RFC 4291, section 2.2); `nil` where it is none.
    private static func groups(_ text: String) -> [Int]? {
        var text = text[...]
        var tail: [Int] = []
        if text.contains("."), let colon = text.lastIndex(of: ":") {
            guard let v4 = bytes(text[text.index(after: colon)...]) else { return nil }
            tail = [v4[0] << 8 | v4[1], v4[2] << 8 | v4[3]]
            text = text[...colon]
            if !text.hasSuffix("::") { text = text.dropLast() }
        }
        func read(_ part: Substring) -> [Int]? {
            if part.isEmpty { return [] }
            let words = part.split(separator: ":", omittingEmptySubsequences: false)
            let numbers = words.compactMap { word -> Int? in
                (1...4).contains(word.utf8.count) ? Int(word, radix: 16) : nil
            }
            return numbers.count == words.count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
        }
        guard text.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }) else {
            return nil
        }
        guard let gap = text.firstRange(of: "::") else {
            guard let all = read(text), all.count + tail.count == 8 else { return nil }
            return all + tail
        }
        guard let head = read(text[..<gap.lowerBound]), let rest = read(text[gap.upperBound...]),
            head.count + rest.count + tail.count < 8
        else { return nil }
        let zeros = 8 - head.count - rest.count - tail.count
        return head + Array(repeating: 0, count: zeros) + rest + tail
    }

    /// Only 2000::/3 is routed; addresses that hold an IPv4 one are as that one is.
    private static func kind(ofIPv6 groups: [Int]) -> HostKind {
        let last = [groups[6] >> 8, groups[6] & 255, groups[7] >> 8, groups[7] & 255]
        if groups[..<7].allSatisfy({ $0 == 0 }), groups[7] == 1 { return .loopback }
        if groups[..<5].allSatisfy({ $0 == 0 }), groups[5] == 0xFFFF {
            return kind(ofIPv4: last)
        }
        if groups[0] == 0x64, groups[1] == 0xFF9B, groups[2..<6].allSatisfy({ $0 == 0 }) {
            return kind(ofIPv4: last) == .other ? .other : .private
        }
        return groups[0] & 0xE000 == 0x2000 ? .other : .private
    }
}

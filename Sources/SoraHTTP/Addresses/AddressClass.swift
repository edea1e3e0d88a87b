/// What kind of place an address is, by the registries of special-purpose addresses.
///
/// Source: IANA's special-purpose address registries for IPv4 and IPv6 (RFC 6890).
/// An IPv6 address that carries an IPv4 address is of the class of the address it carries.
package enum AddressClass: String, Hashable, Sendable, CaseIterable {
    /// The public internet.
    case publicInternet = "public"
    /// This machine.
    case loopback
    /// A private network (RFC 1918), or a site-local one (RFC 3879).
    case privateNetwork = "private"
    /// One cable; cloud machines find their credentials there (RFC 3927).
    case linkLocal = "link-local"
    /// A carrier's shared network (RFC 6598).
    case shared = "carrier-grade NAT"
    /// A private IPv6 network (RFC 4193).
    case uniqueLocal = "unique local"
    /// Groups of machines.
    case multicast
    /// No address; connecting to it reaches this machine.
    case unspecified
    /// Every machine of a network.
    case broadcast
    /// Addresses for examples (RFC 5737, RFC 3849, RFC 9637).
    case documentation
    /// For measuring networks (RFC 2544, RFC 5180).
    case benchmarking
    /// Set aside for protocols or for later.
    case reserved

    /// The class of an address.
    package init(_ address: NumericAddress) {
        let bytes = address.bytes
        self = bytes.count == 4 ? Self.ofIPv4(bytes) : Self.ofIPv6(bytes)
    }

    private static func ofIPv4(_ bytes: [UInt8]) -> AddressClass {
        switch (bytes[0], bytes[1], bytes[2], bytes[3]) {
        case (0, 0, 0, 0): .unspecified
        case (0, _, _, _): .reserved
        case (10, _, _, _), (172, 16...31, _, _), (192, 168, _, _): .privateNetwork
        case (100, 64...127, _, _): .shared
        case (127, _, _, _): .loopback
        case (169, 254, _, _): .linkLocal
        case (192, 0, 0, _), (192, 88, 99, _): .reserved
        case (192, 0, 2, _), (198, 51, 100, _), (203, 0, 113, _): .documentation
        case (198, 18...19, _, _): .benchmarking
        case (224...239, _, _, _): .multicast
        case (255, 255, 255, 255): .broadcast
        case (240...255, _, _, _): .reserved
        default: .publicInternet
        }
    }

    private static func ofIPv6(_ bytes: [UInt8]) -> AddressClass {
        if bytes.allSatisfy({ $0 == 0 }) { return .unspecified }
        if bytes.dropLast().allSatisfy({ $0 == 0 }), bytes[15] == 1 { return .loopback }
        let carried = carriedIPv4(in: bytes)
        if !carried.isEmpty {
            return carried.map(ofIPv4).first { $0 != .publicInternet } ?? .publicInternet
        }
        // ISATAP carries an IPv4 address behind a prefix that counts too (RFC 5214).
        if bytes[8] & 0xfd == 0, bytes[9..<12].elementsEqual([0, 0x5e, 0xfe]) {
            let inner = ofIPv4(Array(bytes[12...]))
            if inner != .publicInternet { return inner }
        }
        switch (bytes[0], bytes[1]) {
        case (0xfc...0xfd, _): return .uniqueLocal
        case (0xfe, 0x80...0xbf): return .linkLocal
        case (0xfe, 0xc0...0xff): return .privateNetwork
        case (0xff, _): return .multicast
        default: break
        }
        if starts(bytes, 0x20, 0x01, 0x0d, 0xb8) { return .documentation }
        if starts(bytes, 0x3f, 0xff), bytes[2] < 0x10 { return .documentation }
        if starts(bytes, 0x20, 0x01, 0, 2, 0, 0) { return .benchmarking }
        // 2001::/23 is for protocols; of the rest only 2000::/3 is handed out.
        if starts(bytes, 0x20, 0x01), bytes[2] < 2 { return .reserved }
        return bytes[0] & 0xe0 == 0x20 ? .publicInternet : .reserved
    }

    /// The IPv4 addresses that an IPv6 address carries.
    private static func carriedIPv4(in bytes: [UInt8]) -> [[UInt8]] {
        let last = Array(bytes[12...])
        let zeros = bytes.prefix { $0 == 0 }.count
        // Compatible ::a.b.c.d (RFC 4291, 2.5.5.1), mapped ::ffff:a.b.c.d (2.5.5.2),
        // and translated ::ffff:0:a.b.c.d (RFC 2765).
        if zeros >= 12 { return [last] }
        if zeros == 10, bytes[10] == 0xff, bytes[11] == 0xff { return [last] }
        if zeros == 8, Array(bytes[8..<12]) == [0xff, 0xff, 0, 0] { return [last] }
        // NAT64 64:ff9b::/96 (RFC 6052).
        if starts(bytes, 0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0) { return [last] }
        // 6to4 (RFC 3056).
        if starts(bytes, 0x20, 0x02) { return [Array(bytes[2..<6])] }
        // Teredo carries its server, and its client with all bits turned (RFC 4380).
        if starts(bytes, 0x20, 0x01, 0, 0) { return [Array(bytes[4..<8]), last.map { ~$0 }] }
        return []
    }

    private static func starts(_ bytes: [UInt8], _ prefix: UInt8...) -> Bool {
        bytes.starts(with: prefix)
    }
}

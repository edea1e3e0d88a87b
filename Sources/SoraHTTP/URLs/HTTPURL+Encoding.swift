extension HTTPURL {
    /// Text as a name or value in a query: all but unreserved characters are percent-encoded.
    package static func encodeQuery(_ text: String) -> String {
        encode(text, keeping: isUnreserved)
    }

    /// Text in which only the bytes that a request line cannot carry are percent-encoded.
    static func encodingForeignBytes(_ text: String) -> String {
        encode(text) { $0 > 0x20 && $0 < 0x7f }
    }

    /// Whether a byte stands for itself everywhere in a URL (RFC 3986, section 2.3).
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"): true
        default: false
        }
    }

    private static func encode(_ text: String, keeping isKept: (UInt8) -> Bool) -> String {
        if text.utf8.allSatisfy(isKept) { return text }
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 16)
        for byte in text.utf8 {
            if isKept(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Writes strings into JSON (RFC 8259 §7) so that printing the JSON in a terminal is harmless too.
///
/// Beside what JSON demands, DEL, the C1 controls, U+2028/9, directions and other format
/// characters are written as `\u`.
package enum JSONEscaping {
    /// A string with its quotes.
    package static func string(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count + 2)
        append(text, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends a string with its quotes.
    package static func append(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        if text.utf8.allSatisfy(isPlain) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        byte >= 0x20 && byte < 0x7f && byte != 0x22 && byte != 0x5c
    }

    private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        switch scalar {
        case "\"": bytes += [0x5c, 0x22]
        case "\\": bytes += [0x5c, 0x5c]
        case "\n": bytes += [0x5c, 0x6e]
        case "\t": bytes += [0x5c, 0x74]
        case "\r": bytes += [0x5c, 0x72]
        default:
            if Escaping.isActive(scalar) {
                appendEscaped(scalar, to: &bytes)
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
            }
        }
    }

    /// Appends a character as one `\\u`, or two where it needs a surrogate pair.
    static func appendEscaped(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
        for unit in UTF16.encode(scalar) ?? .init() { appendEscape(unit, to: &bytes) }
    }

    private static func appendEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
        bytes += [0x5c, 0x75]
        for shift in [12, 8, 4, 0] {
            let digit = UInt8(unit >> UInt16(shift) & 0xf)
            bytes.append(digit < 10 ? 0x30 + digit : 0x57 + digit)
        }
    }
}

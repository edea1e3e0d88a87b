/// The same as `NameText` for text in ASCII alone, byte by byte: to ask Unicode of each letter takes most
/// of the time of an export that has nothing to write.
enum PlainName {
    /// Whether a byte is an ASCII letter or digit.
    static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: false
        }
    }

    /// As `NameText.cleaned`, before it is cut; `nil` for other text.
    static func cleaned(_ text: String) -> String? {
        guard isASCII(text.utf8) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var hasSpace = false
        for byte in text.utf8 {
            if isSpace(byte) {
                hasSpace = true
            } else if byte > 0x20, byte != 0x7F {
                if hasSpace, !bytes.isEmpty { bytes.append(0x20) }
                hasSpace = false
                let isSlash = byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\")
                bytes.append(isSlash ? UInt8(ascii: "-") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As `NameText.slug`, before it is cut; `nil` for other text.
    static func slug(_ text: String) -> String? {
        guard isASCII(text.utf8) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var isApart = false
        for byte in text.utf8 {
            if isWord(byte) {
                if isApart, !bytes.isEmpty { bytes.append(UInt8(ascii: "-")) }
                isApart = false
                bytes.append((0x41...0x5A).contains(byte) ? byte + 0x20 : byte)
            } else if isSpace(byte) || byte > 0x20 && byte != 0x7F && byte != UInt8(ascii: "'") {
                isApart = true
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// As `NameText.firstWords`; `nil` for text that begins otherwise.
    static func firstWords(_ text: String) -> String? {
        let begin = text.utf8.prefix(2_000)
        guard isASCII(begin) else { return nil }
        var bytes: [UInt8] = []
        for word in begin.split(maxSplits: 8, whereSeparator: isSpace).prefix(8) {
            guard bytes.isEmpty || bytes.count + word.count < 60 else { break }
            if !bytes.isEmpty { bytes.append(0x20) }
            bytes.append(contentsOf: word.prefix(60))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isASCII(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 < 0x80 }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0D).contains(byte)
    }
}

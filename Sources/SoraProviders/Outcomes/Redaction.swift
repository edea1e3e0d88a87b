/// Takes secrets out of text that is kept or shown.
package enum Redaction {
    /// The most bytes of a body that are kept.
    static let bodyLimit = 65_536

    /// A body as text: signed queries and keys hidden, cut after 64 KiB, invalid UTF-8 repaired.
    package static func body(_ bytes: [UInt8]) -> String {
        // Hidden before it is cut, so that no half of a key is left at the end.
        let hidden = text(String(decoding: bytes.prefix(bodyLimit * 2), as: UTF8.self))
        guard hidden.utf8.count > bodyLimit else { return hidden }
        var end = hidden.utf8.index(hidden.startIndex, offsetBy: bodyLimit)
        while end.samePosition(in: hidden.unicodeScalars) == nil {
            end = hidden.utf8.index(before: end)
        }
        return String(hidden[..<end])
    }

    /// A text without the queries of URLs and without what looks like a key.
    package static func text(_ text: String) -> String {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        result.reserveCapacity(bytes.count)
        var isURL = false
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if starts("://", bytes, index) || starts(#":\/\/"#, bytes, index) { isURL = true }
            if isEnd(bytes, index) { isURL = false }
            if isURL, byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#") {
                result += Array("?REDACTED".utf8)
                while index < bytes.count, !isEnd(bytes, index) { index += 1 }
            } else if let mark = ["Bearer ", "bearer ", "sk-"].first(where: {
                starts($0, bytes, index) && isWordStart(bytes, index)
            }) {
                result += Array("\(mark)REDACTED".utf8)
                index += mark.utf8.count
                while index < bytes.count, !isEnd(bytes, index) { index += 1 }
            } else {
                result.append(byte)
                index += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// A URL without its query and user.
    package static func url(_ url: String) -> String {
        guard let parts = URLParts(url) else { return text(url) }
        return parts.origin + parts.path + (parts.query == nil ? "" : "?REDACTED")
    }

    private static func starts(_ mark: String, _ bytes: [UInt8], _ index: Int) -> Bool {
        bytes[index...].starts(with: mark.utf8)
    }

    private static func isWordStart(_ bytes: [UInt8], _ index: Int) -> Bool {
        guard index > 0 else { return true }
        let before = bytes[index - 1] | 0x20
        return !(0x61...0x7A).contains(before) && !(0x30...0x39).contains(bytes[index - 1])
    }

    /// What ends a URL or a key in JSON, HTML or running text; escapes of JSON inside do not.
    private static func isEnd(_ bytes: [UInt8], _ index: Int) -> Bool {
        if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count {
            return bytes[index + 1] != UInt8(ascii: "u") && bytes[index + 1] != UInt8(ascii: "/")
        }
        return bytes[index] <= 0x20 || "\"<>`".utf8.contains(bytes[index])
    }
}

/// A URL cut at its delimiters, nothing checked (RFC 3986, appendix B).
struct HTTPURLParts {
    private(set) var scheme = ""
    private(set) var userInfo: String?
    private(set) var host = ""
    private(set) var port: String?
    private(set) var path = ""
    private(set) var query: String?

    init(_ text: String) {
        // Cut in bytes: a combining mark after a delimiter must not hide the delimiter.
        var rest = Array(text.utf8)[...]
        if let hash = rest.firstIndex(of: UInt8(ascii: "#")) { rest = rest[..<hash] }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            query = Self.text(rest[(mark + 1)...])
            rest = rest[..<mark]
        }
        guard let colon = rest.firstIndex(of: UInt8(ascii: ":")),
            rest[(colon + 1)...].starts(with: "//".utf8)
        else { return }
        scheme = Self.text(rest[..<colon])
        rest = rest[(colon + 3)...]
        let slash = rest.firstIndex(of: UInt8(ascii: "/"))
        path = Self.text(rest[(slash ?? rest.endIndex)...])
        cutAuthority(rest[..<(slash ?? rest.endIndex)])
    }

    private mutating func cutAuthority(_ authority: ArraySlice<UInt8>) {
        var rest = authority
        if let at = rest.lastIndex(of: UInt8(ascii: "@")) {
            userInfo = Self.text(rest[..<at])
            rest = rest[(at + 1)...]
        }
        let afterBracket = rest.lastIndex(of: UInt8(ascii: "]")) ?? rest.startIndex
        if let colon = rest[afterBracket...].firstIndex(of: UInt8(ascii: ":")) {
            port = Self.text(rest[(colon + 1)...])
            rest = rest[..<colon]
        }
        host = Self.text(rest)
    }

    private static func text(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: bytes, as: UTF8.self)
    }
}

/// Reads the lines of a record just as soralib writes them, and no other JSON.
struct RecordReader {
    /// What one line says.
    struct Line {
        /// The name, which is the same as in JSON.
        var path: ArraySlice<UInt8>
        var sha256: ArraySlice<UInt8>
        var bytes: Int64
        /// In nanoseconds.
        var modified: Int64
        var isLink: Bool
    }

    private let bytes: [UInt8]
    private var place = 0
    private var isFirst = true

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { place == bytes.count }

    /// Goes on behind these bytes; false where there are others.
    mutating func skip(_ wanted: some RandomAccessCollection<UInt8>) -> Bool {
        guard bytes.count - place >= wanted.count else { return false }
        var at = place
        for byte in wanted {
            if bytes[at] != byte { return false }
            at += 1
        }
        place = at
        return true
    }

    private static let name = Array(#"{"name":""#.utf8)
    private static let role = Array(#"","role":"clip","video":""#.utf8)
    private static let sha256 = Array(#"","sha256":""#.utf8)
    private static let size = Array(#"","bytes":"#.utf8)
    private static let modified = Array(#","modified":""#.utf8)
    private static let link = Array(#"","link":""#.utf8)
    private static let end = Array(#""}"#.utf8)
    private static let symbolic = Array("symbolic".utf8)

    /// The next line that tells of a clip; `nil` where there is none that is just as expected.
    mutating func next() -> Line? {
        let before = place
        guard skip(isFirst ? [0x0A] : [0x2C, 0x0A]), skip(Self.name), let path = text(),
            skip(Self.role), text() != nil, skip(Self.sha256), let sha256 = text(),
            skip(Self.size), let bytes = number(), skip(Self.modified), let seconds = number(),
            skip([UInt8(ascii: ".")]), let fraction = number(), skip(Self.link),
            let link = text(), skip(Self.end)
        else {
            place = before
            return nil
        }
        isFirst = false
        return Line(
            path: path, sha256: sha256, bytes: bytes,
            modified: seconds * 1_000_000_000 + fraction, isLink: link.elementsEqual(Self.symbolic))
    }

    /// What is before the next quotation mark, if it has no escape.
    private mutating func text() -> ArraySlice<UInt8>? {
        let start = place
        while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
            if bytes[place] == UInt8(ascii: "\\") { return nil }
            place += 1
        }
        return bytes[start..<place]
    }

    private mutating func number() -> Int64? {
        let start = place
        var value: Int64 = 0
        while place < bytes.count, (0x30...0x39).contains(bytes[place]) {
            guard value < 900_000_000_000_000_000 else { return nil }
            value = value * 10 + Int64(bytes[place] - 0x30)
            place += 1
        }
        return place > start ? value : nil
    }
}

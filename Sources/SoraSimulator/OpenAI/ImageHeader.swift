/// Reads the size of an image from its first bytes.
enum ImageHeader {
    /// The size of a PNG, JPEG or WebP image; nil for anything else.
    static func size(of bytes: [UInt8]) -> PixelSize? {
        if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) {
            return size(number(bytes, at: 16, count: 4), number(bytes, at: 20, count: 4))
        }
        if bytes.starts(with: [0xff, 0xd8]) { return jpeg(bytes) }
        if bytes.starts(with: Array("RIFF".utf8)),
            bytes.dropFirst(8).starts(with: Array("WEBP".utf8))
        {
            return webP(bytes)
        }
        return nil
    }

    /// Walks the segments to the frame header (ITU-T T.81, B.2.2).
    private static func jpeg(_ bytes: [UInt8]) -> PixelSize? {
        var place = 2
        while place + 9 < bytes.count, bytes[place] == 0xff {
            let marker = bytes[place + 1]
            if 0xc0...0xcf ~= marker, ![0xc4, 0xc8, 0xcc].contains(marker) {
                return size(
                    number(bytes, at: place + 7, count: 2), number(bytes, at: place + 5, count: 2))
            }
            guard let length = number(bytes, at: place + 2, count: 2), length >= 2 else {
                return nil
            }
            place += 2 + length
        }
        return nil
    }

    /// The three kinds of first chunk of the WebP container: lossy, lossless, extended.
    private static func webP(_ bytes: [UInt8]) -> PixelSize? {
        func little(_ place: Int, _ count: Int) -> Int? {
            guard place + count <= bytes.count else { return nil }
            return (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[place + $1]) }
        }
        switch String(decoding: bytes.dropFirst(12).prefix(4), as: UTF8.self) {
        case "VP8 ":
            return size(little(26, 2).map { $0 & 0x3fff }, little(28, 2).map { $0 & 0x3fff })
        case "VP8L":
            let bits = little(21, 4)
            return size(bits.map { ($0 & 0x3fff) + 1 }, bits.map { ($0 >> 14 & 0x3fff) + 1 })
        case "VP8X":
            return size(little(24, 3).map { $0 + 1 }, little(27, 3).map { $0 + 1 })
        default:
            return nil
        }
    }

    /// A number with its highest byte first.
    private static func number(_ bytes: [UInt8], at place: Int, count: Int) -> Int? {
        guard place + count <= bytes.count else { return nil }
        return bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func size(_ width: Int?, _ height: Int?) -> PixelSize? {
        guard let width, let height, width > 0, height > 0 else { return nil }
        return PixelSize(width, height)
    }
}

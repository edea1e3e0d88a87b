/// Files that look like clips by their name and want something else: another file, the network, memory.
package enum HostileMedia {
    /// A file's name without its extension, and its bytes.
    package typealias File = (name: String, bytes: [UInt8])

    /// All of them; each is to be named `.mp4`.
    package static var all: [File] { texts + archives + polyglots + references + bombs }

    private static let playlist = """
        #EXTM3U
        #EXT-X-KEY:METHOD=AES-128,URI="file:///etc/passwd"
        #EXTINF:10,
        http://127.0.0.1:1/a.ts
        #EXTINF:10,
        file:///etc/passwd
        #EXT-X-ENDLIST

        """

    private static let texts: [File] = [
        ("hls", Array(playlist.utf8)),
        ("concat", Array("ffconcat version 1.0\nfile '/etc/passwd'\n".utf8)),
        (
            "svg",
            Array(
                """
                <?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" \
                xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="file:///etc/passwd"/></svg>
                """.utf8)
        ),
        (
            "dash",
            Array(
                """
                <?xml version="1.0"?><MPD><Period><AdaptationSet><Representation><BaseURL>\
                http://127.0.0.1:1/a.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>
                """.utf8)
        ),
        ("sdp", Array("v=0\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n".utf8)),
        ("avisynth", Array("AviSource(\"/etc/passwd\")\n".utf8)),
    ]

    private static let archives: [File] = [
        ("zip", zip), ("gzip", [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
    ]

    /// An empty archive's end, behind the start of an entry.
    private static let zip: [UInt8] =
        [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 26) + [0x50, 0x4B, 5, 6]
        + [UInt8](repeating: 0, count: 18)

    /// What one reader takes for a movie and another for something else.
    private static var polyglots: [File] {
        let movie = TinyMovie().bytes
        let type = Array(movie.prefix(24))
        return [
            ("movie-and-zip", movie + zip),
            ("movie-and-playlist", movie + Array(playlist.utf8)),
            ("type-then-playlist", type + box("free", Array(playlist.utf8))),
            ("playlist-in-type", box("ftyp", Array("isom\n\(playlist)".utf8))),
            ("type-then-matroska", type + [0x1A, 0x45, 0xDF, 0xA3, 0x80]),
            ("jpeg-then-html", [0xFF, 0xD8, 0xFF, 0xE0] + Array("<html>".utf8)),
            ("boxes-of-no-end", type + [0, 0, 0, 0] + Array("moov".utf8) + type),
        ]
    }

    /// Movies whose frames are in another file.
    private static var references: [File] {
        ["/etc/passwd", "/dev/zero", "http://127.0.0.1:1/a.mp4", "concat:/etc/passwd|/etc/group"]
            .enumerated().map { number, path in
                var movie = TinyMovie()
                movie.framesElsewhere = path
                return ("frames-elsewhere-\(number)", movie.bytes)
            }
    }

    /// Pictures that take gigabytes once they are decoded.
    private static var bombs: [File] {
        var huge = TinyMovie()
        (huge.width, huge.height) = (60_000, 60_000)
        return [
            ("png-bomb", png(side: 60_000, bytesPerPixel: 1, header: [8, 0, 0, 0, 0])),
            ("png-bomb-in-limits", png(side: 16_000, bytesPerPixel: 4, header: [8, 6, 0, 0, 0])),
            ("jpeg-bomb", jpeg(side: 60_000)), ("jpeg-bomb-in-limits", jpeg(side: 16_000)),
            ("webp-bomb", webp(side: 16_383)), ("movie-bomb", huge.bytes),
        ]
    }

    /// A picture of zeros, deflated to a 160th (RFC 1951, 3.2.6: fixed codes).
    private static func png(side: UInt32, bytesPerPixel: Int, header: [UInt8]) -> [UInt8] {
        // Length 258 at distance 1, which is code 285 and distance code 0.
        let token: [UInt8] = [1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0]
        // One last block of fixed codes, and the literal 0.
        var bits: [UInt8] = [1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0]
        for _ in 0..<24 { bits += token }
        var packed = [UInt8](repeating: 0, count: bits.count / 8)
        for place in 0..<packed.count * 8 { packed[place / 8] |= bits[place] << (place % 8) }
        // Eight tokens are 13 bytes, over and over.
        let turns = Int(side) * (Int(side) * bytesPerPixel + 1) / (8 * 258)
        var data: [UInt8] = [0x78, 0xDA] + packed.prefix(2)
        data.reserveCapacity(turns * 13 + 8)
        let period = Array(packed[2..<15])
        for _ in 0..<turns { data += period }
        var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        file += chunk("IHDR", long(side) + long(side) + header)
        file += chunk("IDAT", data)
        file += chunk("IEND", [])
        return file
    }

    private static func jpeg(side: UInt32) -> [UInt8] {
        let side = Array(long(side).suffix(2))
        let tables: [UInt8] =
            [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0] + [UInt8](repeating: 1, count: 64)
        let frame: [UInt8] =
            [0xFF, 0xC0, 0, 17, 8] + side + side + [3, 1, 17, 0, 2, 17, 0, 3, 17, 0]
        let scan: [UInt8] = [0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 17, 3, 17, 0, 63, 0]
        return tables + frame + scan + [UInt8](repeating: 0, count: 4_000) + [0xFF, 0xD9]
    }

    /// A lossless picture of that size (RFC 9649, 3.4), without its pixels.
    private static func webp(side: UInt32) -> [UInt8] {
        let bits = (side - 1) | (side - 1) << 14
        var data: [UInt8] = [0x2F]
        data += long(bits).reversed()
        data += [UInt8](repeating: 0, count: 4_001)
        var body = Array("WEBPVP8L".utf8)
        body += long(UInt32(data.count)).reversed()
        body += data
        var file = Array("RIFF".utf8)
        file += long(UInt32(body.count)).reversed()
        return file + body
    }

    private static func chunk(_ kind: String, _ data: [UInt8]) -> [UInt8] {
        // No reader of libavformat looks at the check sum unless it is told to.
        long(UInt32(data.count)) + Array(kind.utf8) + data + long(0)
    }

    private static func box(_ kind: String, _ body: [UInt8]) -> [UInt8] {
        long(UInt32(body.count + 8)) + Array(kind.utf8) + body
    }

    private static func long(_ number: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }
}

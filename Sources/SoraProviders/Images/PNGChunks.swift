/// The chunks of a PNG file (W3C, PNG, third edition, section 5).
enum PNGChunks {
    /// Texts, times and Exif data.
    private static let metadata: Set<String> = ["tEXt", "zTXt", "iTXt", "tIME", "eXIf", "dSIG"]

    /// The file without metadata, up to its end chunk.
    static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
        var result = Array(bytes.prefix(8))
        var offset = 8
        while let length = bytes.bigEndian(at: offset, count: 4) {
            let end = offset + 12 + length
            guard end <= bytes.count else { return nil }
            let type = String(decoding: bytes[(offset + 4)..<(offset + 8)], as: UTF8.self)
            if !metadata.contains(type) { result += bytes[offset..<end] }
            if type == "IEND" { return result }
            offset = end
        }
        return nil
    }
}

/// The chunks of a WebP file (RFC 9649, section 2).
enum WebPChunks {
    /// The bits of the header `VP8X` that tell of Exif and XMP data.
    private static let metadataFlags: UInt8 = 0b0000_1100

    /// The file without Exif and XMP data.
    static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
        guard let size = bytes.littleEndian(at: 4, count: 4), size >= 4, 8 + size <= bytes.count
        else { return nil }
        var chunks: [UInt8] = []
        var offset = 12
        while offset < 8 + size {
            guard let length = bytes.littleEndian(at: offset + 4, count: 4) else { return nil }
            // A chunk of odd length is followed by one byte of padding.
            let end = offset + 8 + length + length % 2
            guard end <= 8 + size else { return nil }
            var chunk = Array(bytes[offset..<end])
            let type = String(decoding: chunk.prefix(4), as: UTF8.self)
            if type == "VP8X", length >= 1 { chunk[8] &= ~metadataFlags }
            if type != "EXIF", type != "XMP " { chunks += chunk }
            offset = end
        }
        let whole = UInt32(chunks.count + 4)
        let length = (0..<4).map { UInt8(truncatingIfNeeded: whole >> (8 * $0)) }
        return Array("RIFF".utf8) + length + Array("WEBP".utf8) + chunks
    }
}

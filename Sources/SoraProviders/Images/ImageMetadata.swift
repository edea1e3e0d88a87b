/// Takes out of an image's file what is not the picture: where and when it was taken, with what, and
/// by whom.
///
/// What decides how the picture looks stays: colour profiles, and the orientation of a photograph.
/// Pixels are not decoded.
package enum ImageMetadata {
    /// The same picture without metadata.
    ///
    /// - Parameter bytes: a JPEG, PNG or WebP file.
    /// - Returns: the file without metadata, or `nil` where its structure is not understood.
    package static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
        if bytes.starts(with: [0xFF, 0xD8]) { return JPEGSegments.stripped(bytes) }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return PNGChunks.stripped(bytes) }
        if bytes.starts(with: Array("RIFF".utf8)) { return WebPChunks.stripped(bytes) }
        return nil
    }
}

extension Array<UInt8> {
    /// The number in some bytes, the most significant first; `nil` past the end.
    func bigEndian(at offset: Int, count: Int) -> Int? {
        guard offset >= 0, offset + count <= self.count else { return nil }
        return self[offset..<(offset + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    /// The number in some bytes, the least significant first; `nil` past the end.
    func littleEndian(at offset: Int, count: Int) -> Int? {
        guard offset >= 0, offset + count <= self.count else { return nil }
        return self[offset..<(offset + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}

/// What the first bytes of a JPEG or PNG file say of its size, and whether its end is there.
///
/// Sources: ITU-T T.81, B.1 and B.2; PNG (W3C), 5.2, 11.2.2 and 11.2.5.
package struct PictureHeader: Hashable, Sendable {
    package let format: PictureRequest.Format
    package let width: Int
    package let height: Int

    /// What a whole file is; `nil` where it is neither, or its end is missing.
    package init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            guard bytes.suffix(2) == [0xFF, 0xD9], let size = Self.jpegSize(bytes) else {
                return nil
            }
            (format, width, height) = (.jpeg, size.width, size.height)
        } else if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            let end: [UInt8] = [0, 0, 0, 0, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82]
            guard bytes.count >= 45, Array(bytes[12..<16]) == Array("IHDR".utf8),
                Array(bytes.suffix(12)) == end
            else { return nil }
            func long(_ place: Int) -> Int {
                bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
            }
            (format, width, height) = (.png, long(16), long(20))
        } else {
            return nil
        }
        guard width > 0, height > 0 else { return nil }
    }

    /// The size in the first frame header.
    private static func jpegSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        func word(_ place: Int) -> Int { Int(bytes[place]) << 8 | Int(bytes[place + 1]) }
        var place = 2
        while place + 9 <= bytes.count, bytes[place] == 0xFF {
            let marker = bytes[place + 1]
            // Every SOF but the marks DHT, JPG and DAC, which share their range.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                return (word(place + 7), word(place + 5))
            }
            place += 2 + word(place + 2)
        }
        return nil
    }
}

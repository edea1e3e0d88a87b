/// The segments of a JPEG file (ISO/IEC 10918-1, annex B).
enum JPEGSegments {
    /// The file without comments and application data but JFIF, colour profiles (ICC.1, annex B.4) and
    /// Adobe's colour transform; of Exif data the orientation stays.
    static func stripped(_ bytes: [UInt8]) -> [UInt8]? {
        var result: [UInt8] = [0xFF, 0xD8]
        var offset = 2
        while true {
            guard bytes.bigEndian(at: offset, count: 1) == 0xFF,
                let marker = bytes.bigEndian(at: offset + 1, count: 1)
            else { return nil }
            // A marker may be led by any number of fill bytes.
            if marker == 0xFF {
                offset += 1
                continue
            }
            // What stands behind the end of the image is no part of it.
            if marker == 0xD9 { return result + [0xFF, 0xD9] }
            guard let length = bytes.bigEndian(at: offset + 2, count: 2), length >= 2,
                offset + 2 + length <= bytes.count
            else { return nil }
            var end = offset + 2 + length
            if marker == 0xDA { end = endOfScan(bytes, from: end) }
            let segment = Array(bytes[offset..<end])
            if keeps(marker, segment) {
                result += segment
            } else if marker == 0xE1, let orientation = orientation(in: segment), orientation != 1 {
                result += exif(orientation)
            }
            offset = end
        }
    }

    private static func keeps(_ marker: Int, _ segment: [UInt8]) -> Bool {
        switch marker {
        case 0xE0: segment.dropFirst(4).starts(with: Array("JFIF\0".utf8))
        case 0xE2: segment.dropFirst(4).starts(with: Array("ICC_PROFILE\0".utf8))
        case 0xEE: segment.dropFirst(4).starts(with: Array("Adobe".utf8))
        case 0xE1...0xEF, 0xFE: false
        default: true
        }
    }

    /// Where coded data ends: at a marker that is neither a restart nor a coded FF.
    private static func endOfScan(_ bytes: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count {
            let next = bytes[index + 1]
            if bytes[index] == 0xFF, next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) {
                return index
            }
            index += 1
        }
        return bytes.count
    }

    /// The orientation in Exif data (tag 0x0112, CIPA DC-008): 1 to 8.
    private static func orientation(in segment: [UInt8]) -> Int? {
        let header = Array("Exif\0\0".utf8)
        guard segment.dropFirst(4).starts(with: header) else { return nil }
        let data = Array(segment.dropFirst(4 + header.count))
        let isLittle = data.starts(with: Array("II".utf8))
        func number(_ offset: Int, _ count: Int) -> Int? {
            isLittle
                ? data.littleEndian(at: offset, count: count)
                : data.bigEndian(at: offset, count: count)
        }
        guard let directory = number(4, 4), let count = number(directory, 2) else { return nil }
        for entry in 0..<min(count, 512) {
            let offset = directory + 2 + entry * 12
            guard let tag = number(offset, 2) else { return nil }
            if tag == 0x0112 {
                return number(offset + 8, 2).flatMap { (1...8).contains($0) ? $0 : nil }
            }
        }
        return nil
    }

    /// A segment of Exif data that says the orientation and nothing else.
    private static func exif(_ orientation: Int) -> [UInt8] {
        let data: [UInt8] =
            Array("Exif\0\0MM".utf8) + [0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0]
            + [UInt8(orientation), 0, 0, 0, 0, 0, 0]
        return [0xFF, 0xE1, 0, UInt8(data.count + 2)] + data
    }
}

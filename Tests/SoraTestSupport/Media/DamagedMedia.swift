/// Copies of a media file that each have one thing wrong: a size or a count of 0, 1 or the most that fits, or a missing
/// end.
package struct DamagedMedia: Sendable {
    /// What is done to a copy.
    package struct Damage: Sendable, CustomStringConvertible {
        /// Where, and what is written there.
        package let place: Int
        let written: [UInt8]
        /// How many bytes are left.
        let length: Int
        package let description: String
    }

    /// The bytes of the sound file.
    package let bytes: [UInt8]
    /// Each size and each count, three times.
    package private(set) var fields: [Damage] = []
    /// A cut at each 1 KiB, and one byte before the end.
    package var cuts: [Damage] {
        (Array(stride(from: 1_024, to: bytes.count, by: 1_024)) + [bytes.count - 1]).map {
            Damage(place: $0, written: [], length: $0, description: "cut at \($0)")
        }
    }

    /// Finds the fields of an MP4, MOV, Matroska or WebM file.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        if bytes.starts(with: [0x1A, 0x45, 0xDF, 0xA3]) {
            elements(0..<bytes.count, in: "file")
        } else {
            boxes(0..<bytes.count, in: "file")
        }
    }

    /// The bytes of a copy.
    package func copy(with damage: Damage) -> [UInt8] {
        var copy = Array(bytes.prefix(damage.length))
        copy.replaceSubrange(
            damage.place..<damage.place + damage.written.count, with: damage.written)
        return copy
    }

    private func number(_ place: Int, _ width: Int) -> Int {
        bytes[place..<place + width].reduce(0) { $0 << 8 | Int($1) }
    }

    /// Notes a field with all that is written over it.
    private mutating func add(_ name: String, at place: Int, _ values: [[UInt8]]) {
        guard place >= 0, let width = values.first?.count, place + width <= bytes.count else {
            return
        }
        for value in values where Array(bytes[place..<place + width]) != value {
            let digits = value.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            fields.append(
                Damage(
                    place: place, written: value, length: bytes.count,
                    description: "\(name) at \(place) is 0x\(digits)"))
        }
    }

    private static func plain(_ width: Int) -> [[UInt8]] {
        let zeros = [UInt8](repeating: 0, count: width)
        return [zeros, zeros.dropLast() + [1], [UInt8](repeating: 0xFF, count: width)]
    }
}

/// The boxes of ISO/IEC 14496-12.
extension DamagedMedia {
    /// Boxes that hold boxes, and how many bytes stand before the first one.
    private static let holders = [
        "moov": 0, "trak": 0, "mdia": 0, "minf": 0, "stbl": 0, "edts": 0, "dinf": 0, "mvex": 0,
        "moof": 0, "traf": 0, "mfra": 0, "udta": 0, "meta": 4, "stsd": 8, "dref": 8, "avc1": 78,
        "mp4a": 28,
    ]
    /// Counts, and what counts time: where they are in the box, and how wide.
    private static let counts: [String: [(Int, Int)]] = [
        "stts": [(4, 4)], "ctts": [(4, 4)], "stsc": [(4, 4)], "stco": [(4, 4)], "co64": [(4, 4)],
        "stss": [(4, 4)], "stsd": [(4, 4)], "dref": [(4, 4)], "elst": [(4, 4)],
        "stsz": [(4, 4), (8, 4)], "trun": [(4, 4)], "sidx": [(22, 2), (30, 2)],
        "tfra": [(12, 4)], "sbgp": [(8, 4)], "sgpd": [(8, 4), (12, 4)], "mvhd": [(12, 4), (16, 4)],
        "mdhd": [(12, 4), (16, 4)],
    ]

    private mutating func boxes(_ range: Range<Int>, in parent: String) {
        var offset = range.lowerBound
        while offset + 8 <= range.upperBound {
            let size = number(offset, 4)
            let kind = String(decoding: bytes[offset + 4..<offset + 8], as: UTF8.self)
            guard size >= 8, offset + size <= range.upperBound else { return }
            add("the size of \(kind) in \(parent)", at: offset, Self.plain(4))
            let body = offset + 8
            for (place, width) in Self.counts[kind] ?? [] where place + width <= size - 8 {
                add("a count of \(kind)", at: body + place, Self.plain(width))
            }
            if let before = Self.holders[kind], before <= size - 8 {
                boxes(body + before..<offset + size, in: kind)
            }
            offset += size
        }
    }
}

/// The elements of RFC 8794 and RFC 9559.
extension DamagedMedia {
    private static let masters: Set<Int> = [
        0x1A45_DFA3, 0x1853_8067, 0x114D_9B74, 0x4DBB, 0x1549_A966, 0x1654_AE6B, 0xAE, 0xE0, 0xE1,
        0x1F43_B675, 0xA0, 0x1C53_BB6B, 0xBB, 0xB7, 0x1254_C367, 0x7373, 0x67C8, 0x63C0,
    ]

    private mutating func elements(_ range: Range<Int>, in parent: String) {
        var offset = range.lowerBound
        var seen: [Int: Int] = [:]
        while offset < range.upperBound, bytes[offset] >= 0x10 {
            let idWidth = bytes[offset].leadingZeroBitCount + 1
            guard offset + idWidth < range.upperBound, bytes[offset + idWidth] > 0 else { return }
            let id = number(offset, idWidth)
            let place = offset + idWidth
            let width = bytes[place].leadingZeroBitCount + 1
            guard place + width <= range.upperBound else { return }
            let mask = 1 << (7 * width) - 1
            let size = number(place, width) & mask
            let body = place + width
            let end = size == mask ? range.upperBound : min(body + size, range.upperBound)
            seen[id, default: 0] += 1
            // Of the many blocks of a cluster, and points of an index, three are enough.
            if seen[id, default: 0] <= 3 {
                let name = String(id, radix: 16)
                // The marker bit stays where it is, or the number would be of another width.
                let marker = UInt8(0x80) >> (width - 1)
                let zeros = [UInt8](repeating: 0, count: width - 1)
                let ones = [UInt8](repeating: 0xFF, count: width - 1)
                let most = marker | (marker - 1)
                add(
                    "the size of \(name) in \(parent)", at: place,
                    [
                        width == 1 ? [marker] : [marker] + zeros,
                        width == 1 ? [marker | 1] : [marker] + zeros.dropLast() + [1],
                        // All ones are a size that is not known; one less is the largest there is.
                        [most] + ones, width == 1 ? [most - 1] : [most] + ones.dropLast() + [0xFE],
                    ])
                if Self.masters.contains(id) { elements(body..<end, in: name) }
            }
            offset = end
        }
    }
}

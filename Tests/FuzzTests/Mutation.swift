/// Changes bytes as a fuzzer does, the same ones for the same seed.
struct Mutation {
    private var random: Numbers
    private let others: [[UInt8]]

    /// What readers of texts and of boxes look for.
    private static let words = [
        "{", "}", "[", "]", "\"", ":", ",", "null", "true", "-1", "1e999", "99999999999999999999",
        "\\u0000", "\\ud800", "\u{FEFF}", "\u{202E}", "\u{301}", "e\u{301}", "🦊", "\r\n", "\r",
        "\u{1B}[31m", "id", "status", "video", "prompt", "..", "http://127.0.0.1/", "moov", "mdat",
        "stsz", "stco", "trun", "sidx", "\u{1A}E\u{DF}\u{A3}", "PNG", "Exif",
    ].map { Array($0.utf8) }
    private static let numbers: [[UInt8]] = [
        [0], [0, 0, 0, 0], [0, 0, 0, 1], [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0],
        [0xFF, 0xFF, 0xFF, 0xFF], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
        [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 8], [0x01], [0x10],
    ]

    /// - Parameters:
    ///   - seed: what the changes follow from.
    ///   - others: bytes of the same kind, of which parts are taken over.
    init(seed: UInt64, others: [[UInt8]]) {
        random = Numbers(seed: seed)
        self.others = others
    }

    /// Bytes with one to eight changes.
    mutating func changed(_ original: [UInt8]) -> [UInt8] {
        var bytes = original
        for _ in 0...random.below(8) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = random.below(bytes.count + 1)
        let part = min(random.below(16) + 1, bytes.count - place)
        switch random.below(8) {
        case 0 where part > 0: bytes[place] ^= 1 << random.below(8)
        case 1 where part > 0: bytes[place] = UInt8(random.below(256))
        case 2: bytes.removeSubrange(place..<place + part)
        case 3: bytes.insert(contentsOf: bytes[place..<place + part], at: place)
        case 4: bytes.insert(contentsOf: Self.words[random.below(Self.words.count)], at: place)
        case 5:
            let number = Self.numbers[random.below(Self.numbers.count)]
            bytes.replaceSubrange(
                place..<min(place + number.count, bytes.count), with: number)
        case 6 where !others.isEmpty:
            let other = others[random.below(others.count)]
            let start = random.below(other.count + 1)
            let end = min(start + random.below(200), other.count)
            bytes.insert(contentsOf: other[start..<end], at: place)
        default: bytes.removeSubrange(place...)
        }
    }
}

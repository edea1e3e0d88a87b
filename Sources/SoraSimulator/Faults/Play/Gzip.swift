/// The gzip format of RFC 1952, without making anything smaller.
enum Gzip {
    /// A gzip member whose deflate blocks are stored (RFC 1951, 3.2.4).
    static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            out.append(rest.isEmpty ? 1 : 0)
            out += little(UInt32(block.count), bytes: 2)
            out += little(~UInt32(block.count), bytes: 2)
            out += block
        } while !rest.isEmpty
        return out + little(checksum(bytes), bytes: 4)
            + little(UInt32(truncatingIfNeeded: bytes.count), bytes: 4)
    }

    private static func little(_ number: UInt32, bytes count: UInt32) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }

    /// The CRC-32 of RFC 1952, 8.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        let table = (0..<256).map { (index: UInt32) in
            (0..<8).reduce(index) { value, _ in
                value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1
            }
        }
        return ~bytes.reduce(~UInt32(0)) {
            $0 >> 8 ^ table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)]
        }
    }
}

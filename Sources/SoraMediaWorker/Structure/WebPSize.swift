/// The size of a WebP picture, by the header of its first chunk.
///
/// libavformat tells it only after it decoded the whole picture, which may be a gigabyte. Source: RFC 9649, 2.5
/// to 2.7 and 3.4; of the frame of VP8, RFC 6386, 9.1.
struct WebPSize: Hashable {
    let width: Int
    let height: Int

    /// The size, given a file's first bytes; `nil` where they do not tell it.
    init?(_ head: [UInt8]) {
        guard head.count >= 30 else { return nil }
        func number(_ offset: Int, bytes: Int) -> Int {
            head[offset..<offset + bytes].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        switch String(decoding: head[12..<16], as: UTF8.self) {
        case "VP8 " where head[20] & 1 == 0 && Array(head[23..<26]) == [0x9D, 0x01, 0x2A]:
            // The two highest bits tell how to scale it for display.
            width = number(26, bytes: 2) & 0x3FFF
            height = number(28, bytes: 2) & 0x3FFF
        case "VP8L" where head[20] == 0x2F:
            let bits = number(21, bytes: 4)
            width = (bits & 0x3FFF) + 1
            height = (bits >> 14 & 0x3FFF) + 1
        case "VP8X":
            width = number(24, bytes: 3) + 1
            height = number(27, bytes: 3) + 1
        default: return nil
        }
        guard width > 0, height > 0 else { return nil }
    }
}

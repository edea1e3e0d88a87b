/// Width and height in pixels, written `1280x720`.
struct PixelSize: Codable, Sendable, Hashable, CustomStringConvertible {
    let width: Int
    let height: Int

    init(_ width: Int, _ height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `1280x720`; nil for anything else.
    init?(_ text: String) {
        let sides = text.split(separator: "x", omittingEmptySubsequences: false)
        guard sides.count == 2, sides.allSatisfy({ $0.allSatisfy(\.isASCIIDigit) }),
            let width = Int(sides[0]), let height = Int(sides[1]), width > 0, height > 0
        else { return nil }
        self.init(width, height)
    }

    var description: String { "\(width)x\(height)" }

    /// Half of each side, kept even as H.264 in 4:2:0 wants.
    var half: PixelSize { PixelSize(max(2, width / 4 * 2), max(2, height / 4 * 2)) }
}

extension Character {
    /// Whether this is one of 0 to 9.
    var isASCIIDigit: Bool { isASCII && isNumber }
}

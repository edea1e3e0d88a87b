/// A width and a height in pixels.
public struct PixelSize: Hashable, Sendable {
    /// Pixels from left to right, 1 or more.
    public var width: Int
    /// Pixels from top to bottom, 1 or more.
    public var height: Int

    /// Makes a size.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `1280x720`; `nil` where the text is anything else.
    public init?(_ text: String) {
        let parts = text.split(separator: "x", omittingEmptySubsequences: false)
        guard parts.count == 2, let width = Self.side(parts[0]), let height = Self.side(parts[1])
        else { return nil }
        self.init(width: width, height: height)
    }

    private static func side(_ text: Substring) -> Int? {
        guard (1...5).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(text), number > 0
        else { return nil }
        return number
    }
}

extension PixelSize: CustomStringConvertible {
    /// The size as `1280x720`.
    public var description: String { "\(width)x\(height)" }
}

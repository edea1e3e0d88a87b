/// A ratio of width to height, as people write it: `16:9`.
public struct AspectRatio: Hashable, Sendable {
    /// The part for the width, 1 or more.
    public var width: Int
    /// The part for the height, 1 or more.
    public var height: Int

    /// Makes a ratio.
    public init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// Reads `16:9`; `nil` where the text is anything else.
    public init?(_ text: String) {
        guard let size = PixelSize(text.replacing(":", with: "x")), text.contains(":"),
            !text.contains("x")
        else { return nil }
        self.init(width: size.width, height: size.height)
    }

    /// Width divided by height.
    public var quotient: Double { Double(width) / Double(height) }
}

extension AspectRatio: CustomStringConvertible {
    /// The ratio as `16:9`.
    public var description: String { "\(width):\(height)" }
}

extension StringProtocol {
    /// The text with one character in place of another.
    fileprivate func replacing(_ old: Character, with new: Character) -> String {
        String(map { $0 == old ? new : $0 })
    }
}

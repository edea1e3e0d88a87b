/// A text that a person wrote, with the places in it that an error is about.
public struct MarkedText: Hashable, Sendable {
    /// The text.
    public let text: String
    /// The places, in letters counted from 0.
    public let marks: [Range<Int>]

    /// Makes one.
    public init(_ text: String, marks: [Range<Int>]) {
        self.text = text
        self.marks = marks
    }
}

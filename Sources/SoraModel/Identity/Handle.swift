/// What people call an object: a letter for its kind and its number, such as `t41`.
public struct Handle: Hashable, Sendable {
    /// The kind of the object.
    public let kind: ObjectKind
    /// The row number, 1 or more.
    public let number: Int64

    /// Makes a handle.
    public init(_ kind: ObjectKind, _ number: Int64) {
        self.kind = kind
        self.number = number
    }

    /// Reads a handle, or gives `nil` where the text is not one.
    public init?(_ text: some StringProtocol) {
        guard let letter = text.first,
            let kind = ObjectKind.allCases.first(where: { $0.letter == letter }),
            text.count <= 19, text.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int64(text.dropFirst()), number > 0
        else { return nil }
        self.init(kind, number)
    }
}

extension Handle: CustomStringConvertible {
    /// The handle as text, for example `v27`.
    public var description: String {
        "\(kind.letter)\(number)"
    }
}

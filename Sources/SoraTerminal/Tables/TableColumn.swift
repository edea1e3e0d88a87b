/// One column of a table.
package struct TableColumn: Sendable, Equatable {
    package enum Alignment: Sendable {
        case left
        case right
    }

    package var title: String
    package var alignment: Alignment
    /// Whether it may be made narrower to fit the terminal.
    package var isFlexible: Bool

    package init(_ title: String, alignment: Alignment = .left, isFlexible: Bool = false) {
        self.title = title
        self.alignment = alignment
        self.isFlexible = isFlexible
    }
}

/// A range of numbers, open at an end where there is no bound.
package struct QueryRange: Hashable, Sendable {
    /// An end of a range.
    package struct Bound: Hashable, Sendable {
        /// The number.
        package var value: Double
        /// Whether the number itself is in the range.
        package var isIncluded: Bool

        package init(_ value: Double, isIncluded: Bool = true) {
            self.value = value
            self.isIncluded = isIncluded
        }
    }

    /// The lowest number.
    package var lower: Bound?
    /// The highest number.
    package var upper: Bound?

    package init(lower: Bound? = nil, upper: Bound? = nil) {
        self.lower = lower
        self.upper = upper
    }
}

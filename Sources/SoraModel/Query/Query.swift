/// What is looked for: query words that were read and are right.
package struct Query: Hashable, Sendable {
    /// What kind of objects is looked for.
    package var kind: ObjectKind
    /// An object is found where all conditions of one of these hold; with none, every object is.
    package var alternatives: [[Term]]

    /// One condition.
    package struct Term: Hashable, Sendable {
        /// Whether it must not hold.
        package var isNegated = false
        /// The field that it is about; `nil` for words that may stand in any of the object's texts.
        package var field: QueryField?
        /// What has to be true of it.
        package var test: Test
    }

    /// What has to be true of a field.
    package enum Test: Hashable, Sendable {
        /// These words stand in it.
        case words(WordPhrase)
        /// It is this text, in any case.
        case text(String)
        /// It is in this range; moments are in milliseconds since 1970.
        case range(QueryRange)
        /// It is true, or false.
        case truth(Bool)
        /// It is the object of that number.
        case object(Int64)
    }
}

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

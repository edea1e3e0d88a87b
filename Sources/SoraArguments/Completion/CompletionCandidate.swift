/// A word that a shell may offer.
package struct CompletionCandidate: Sendable, Equatable {
    package var value: String
    /// What it is, for shells that show that.
    package var explanation: String
    /// False where more of the same word follows, such as the value behind `tag:`.
    package var isWhole: Bool

    package init(_ value: String, _ explanation: String = "", isWhole: Bool = true) {
        self.value = value
        self.explanation = explanation
        self.isWhole = isWhole
    }
}

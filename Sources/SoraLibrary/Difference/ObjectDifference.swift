package import SoraModel

/// In what two objects differ.
package struct ObjectDifference: Sendable {
    /// A field in which they differ.
    package struct Field: Hashable, Sendable {
        package var name: String
        /// Its value in each; `nil` where there is none.
        package var before: String?
        package var after: String?
    }

    /// The two.
    package var before: Handle
    package var after: Handle
    /// How the text that was asked for changed; `nil` where neither has one.
    package var prompt: WordDifference?
    /// The fields that differ, what was asked for first, then what was measured.
    package var fields: [Field]

    /// Whether they do not differ.
    package var isEmpty: Bool { fields.isEmpty && prompt?.isEmpty != false }
}

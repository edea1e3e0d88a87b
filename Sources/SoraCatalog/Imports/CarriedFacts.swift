package import SoraModel

/// What another library had beside what others tell of a clip: what only soralib keeps.
package struct CarriedFacts: Hashable, Sendable {
    /// A collection that the clip was in.
    package struct Collection: Hashable, Sendable {
        package var name: String
        package var uid: String?
        /// Its place there.
        package var position: Int64?
        package var createdAt: Timestamp?

        package init(_ name: String) { self.name = name }
    }

    /// A value in a field of the owner's own.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var value: FieldValue.Content
        package var uid: String?
        /// What the field was declared as; `nil` where only the value is known.
        package var type: OwnFieldType?

        package init(_ name: String, _ value: FieldValue.Content) {
            self.name = name
            self.value = value
        }
    }

    /// The prompt as it was kept.
    package struct Prompt: Hashable, Sendable {
        package var uid: String
        package var title: String?
        package var tags: [String] = []
        package var createdAt: Timestamp?
        /// Which revision it is, and the uid of the prompt that it revises.
        package var revision: Int64 = 1
        package var revises: String?

        package init(uid: String) { self.uid = uid }
    }

    /// The clip's uid there.
    package var uid: String?
    /// The digest of the file that is spoken of.
    package var sha256: String?
    /// Whether the file that is imported is that one, so that it may have its uid.
    package var isOfThisFile = false
    /// How it was made.
    package var operation: TaskOperation?
    /// How closely the file had to keep to its request.
    package var expectation: MediaExpectation?
    package var prompt: Prompt?
    package var collections: [Collection] = []
    package var fields: [Field] = []
    /// What of it was not taken, as sentences.
    package var refused: [String] = []

    package init() {}
}

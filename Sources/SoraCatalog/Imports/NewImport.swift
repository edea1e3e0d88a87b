/// A clip that comes into the library from outside.
package struct NewImport: Sendable {
    /// Its file, which is among the originals.
    package var file: StoredFile
    /// What was measured in it.
    package var measured: Measured
    /// What is known of it.
    package var facts: ClipFacts
    /// The numbers of the collections that it goes to the end of.
    package var collections: [Int64]

    package init(
        file: StoredFile, measured: Measured, facts: ClipFacts, collections: [Int64] = []
    ) {
        self.file = file
        self.measured = measured
        self.facts = facts
        self.collections = collections
    }
}

/// What became of a clip that was to be imported.
package enum ImportOutcome: Hashable, Sendable {
    /// It is a new video of that number; and what was not taken of what its sidecar tells.
    case new(Int64, refused: [String])
    /// The video of that number has the same bytes.
    case known(Int64)
}

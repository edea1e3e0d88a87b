/// What a person changes of an object.
package struct ObjectChanges: Hashable, Sendable {
    /// The title; `.some(nil)` takes it away.
    package var title: String??
    /// The notes; `.some(nil)` takes them away.
    package var notes: String??
    /// The rating, 0 to 5; `.some(nil)` takes it away.
    package var rating: Int??
    /// Whether it is in the trash; for videos.
    package var isTrashed: Bool?
    /// Values of fields of the owner's own; for videos.
    package var fields: [FieldValue] = []
    /// Tags that it gets.
    package var addedTags: [String]
    /// Tags that it loses.
    package var removedTags: [String]

    package init(addedTags: [String] = [], removedTags: [String] = []) {
        self.addedTags = addedTags
        self.removedTags = removedTags
    }
}

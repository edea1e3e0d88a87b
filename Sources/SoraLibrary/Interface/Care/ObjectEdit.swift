import SoraCatalog

/// What a person changes of videos, prompts or images.
public struct ObjectEdit: Hashable, Sendable {
    /// What becomes of one value.
    public enum Change<Value: Hashable & Sendable>: Hashable, Sendable {
        /// It stays as it is.
        case unchanged
        /// It becomes this.
        case set(Value)
        /// It is taken away.
        case removed
    }

    /// The title, of one line.
    public var title: Change<String> = .unchanged
    /// The notes; videos only.
    public var notes: Change<String> = .unchanged
    /// The rating, 0 to 5; videos only.
    public var rating: Change<Int> = .unchanged
    /// Whether it is in the trash; videos only, and `nil` leaves it where it is.
    public var isTrashed: Bool?
    /// Tags that it gets.
    public var addedTags: [String]
    /// Tags that it loses.
    public var removedTags: [String]

    /// Makes an edit that changes tags, or nothing yet.
    ///
    /// - Parameters:
    ///   - addedTags: tags that are added.
    ///   - removedTags: tags that are taken away.
    public init(addedTags: [String] = [], removedTags: [String] = []) {
        self.addedTags = addedTags
        self.removedTags = removedTags
    }

    var changes: ObjectChanges {
        var changes = ObjectChanges(addedTags: addedTags, removedTags: removedTags)
        changes.title = title.value
        changes.notes = notes.value
        changes.rating = rating.value
        changes.isTrashed = isTrashed
        return changes
    }
}

extension ObjectEdit.Change {
    fileprivate var value: Value?? {
        switch self {
        case .unchanged: nil
        case .set(let value): .some(value)
        case .removed: .some(nil)
        }
    }
}

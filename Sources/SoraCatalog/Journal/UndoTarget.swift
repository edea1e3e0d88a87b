package import SoraModel

/// How far back an undo goes.
package enum UndoTarget: Hashable, Sendable {
    /// The last set of changes.
    case last
    /// Every set after this one; after 0, all.
    case after(Int64)
    /// Every set that was made after this moment.
    case since(Timestamp)
}

/// What an undo did.
package struct UndoResult: Hashable, Sendable {
    /// The sets that were undone, the newest first.
    package var undone: [ChangeSet]
    /// Those on the way that cannot be undone, and are as they were.
    package var leftAlone: [ChangeSet]
}

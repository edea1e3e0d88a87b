/// One value that a set of changes changed.
package struct ChangeLine: Hashable, Sendable {
    /// What it belongs to: `v27`, `collection Foxes`, `field client`.
    package var object: String
    /// The field: `title`, `tag`, `place in Foxes`.
    package var field: String
    /// What it was; `nil` for nothing.
    package var before: String?
    /// What it became; `nil` for nothing.
    package var after: String?
}

/// What a command would change.
package struct ChangePreview: Hashable, Sendable {
    /// How many rows.
    package var count: Int
    /// The first changes of them.
    package var lines: [ChangeLine]
}

/// A set of changes: what one command did.
package struct ChangeSet: Hashable, Sendable {
    /// The number that people call it by.
    package var id: Int64
    /// When it was done, in milliseconds since 1970.
    package var at: Int64
    /// The words of the command; empty where a program did it without one.
    package var command: String
    /// Whether it can be undone.
    package var isUndoable: Bool
    /// The set that undid it.
    package var undoneBy: Int64?
    /// How many rows it changed; 0 where it cannot be undone.
    package var changes: Int
    /// What it changed, in words.
    package var summary: String
}

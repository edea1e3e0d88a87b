import SoraCatalog
public import SoraModel

/// A set of changes that was made at once.
public struct ChangeRecord: Identifiable, Hashable, Sendable {
    /// The number that people call it by.
    public var id: Int64
    /// When it was made.
    public var at: Timestamp
    /// The words of the command or the name of the program that made it; may be empty.
    public var command: String
    /// What it changed, in words.
    public var summary: String
    /// How many rows it changed; 0 where it cannot be undone.
    public var changes: Int
    /// Whether it can be undone.
    public var isUndoable: Bool
    /// The set that undid it.
    public var undoneBy: Int64?

    init(_ set: ChangeSet) {
        id = set.id
        at = Timestamp(milliseconds: set.at)
        command = set.command
        summary = set.summary
        changes = set.changes
        isUndoable = set.isUndoable
        undoneBy = set.undoneBy
    }
}

package import SoraCatalog
import SoraModel

/// A set of changes as people and scripts see it.
package struct HistoryEntry: Hashable, ResultObject {
    private let set: ChangeSet

    package init(_ set: ChangeSet) { self.set = set }

    package static let fieldNames = [
        "id", "at", "command", "summary", "changes", "undoable", "undone_by",
    ]

    package var values: [ResultValue] {
        [
            .integer(Int(set.id)), .text(Timestamp(milliseconds: set.at).iso8601),
            .text(set.command.isEmpty ? nil : set.command),
            .text(set.summary.isEmpty ? nil : set.summary), .integer(set.changes),
            .truth(set.isUndoable), .integer(set.undoneBy.map { Int($0) }),
        ]
    }
}

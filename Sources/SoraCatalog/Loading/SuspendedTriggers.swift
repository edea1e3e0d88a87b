import SoraSQLite

/// The triggers that keep order row by row, while records bring whole lives and families at once.
///
/// What those of tasks hold is not asked of a record; families are looked through once, at the end.
struct SuspendedTriggers {
    private static let names = [
        "task_first_state", "task_legal_edge", "task_request_frozen", "task_parent_kept",
        "video_acyclic_new", "video_acyclic_changed",
    ]
    private let definitions: [String]

    /// Takes them away, in the caller's transaction.
    init(on connection: borrowing Connection) throws {
        var definitions: [String] = []
        for name in Self.names {
            guard
                let sql = try connection.text(
                    "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = ?",
                    [.text(name)])
            else { continue }
            definitions.append(sql)
            try connection.execute("DROP TRIGGER \(name)")
        }
        self.definitions = definitions
    }

    /// Puts them back, in the same transaction.
    func restore(on connection: borrowing Connection) throws {
        for sql in definitions { try connection.execute(sql) }
    }
}

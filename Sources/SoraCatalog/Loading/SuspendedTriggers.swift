import SoraSQLite

/// The triggers that keep a task's life in order step by step: a record brings a whole life at once.
struct SuspendedTriggers {
    private static let names = [
        "task_first_state", "task_legal_edge", "task_request_frozen", "task_parent_kept",
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

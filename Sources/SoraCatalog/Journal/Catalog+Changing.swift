import SoraModel
import SoraSQLite
import Synchronization

extension Catalog {
    /// Takes a trial run back.
    private struct TrialEnded: Error {}

    /// Lends the connection for one transaction that a person's command makes, and journals it.
    ///
    /// - Parameters:
    ///   - mode: how it is told in the history; `nil` where it is no person's doing.
    ///   - checksReferences: whether foreign keys are checked row by row; else `body` does it.
    ///   - body: does the work; is lent the number of the set of changes too.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws, after everything was rolled back.
    func changing<Value>(
        _ mode: JournalMode? = .rows, checksReferences: Bool = true,
        _ body: (borrowing Connection, _ set: Int64) throws -> Value
    ) throws -> Value {
        guard let mode else { return try database.write { try body($0, 0) } }
        var note: Int64?
        let value = try database.write(checksReferences: checksReferences) { connection in
            let journal = Journal(catalog: self)
            let set = try journal.begin(mode, on: connection)
            let value = try body(connection, set)
            try journal.end(set, mode, on: connection)
            if mode == .final { note = set }
            return value
        }
        finalNote.withLock { $0 = note }
        return value
    }

    /// Does the same to the moment before the commit, and takes all of it back.
    ///
    /// - Parameters:
    ///   - lines: how many changes are told.
    ///   - body: does the work.
    /// - Returns: what `body` returns, and what would be changed.
    /// - Throws: what `body` throws.
    func trying<Value>(
        lines: Int, _ body: (borrowing Connection, _ set: Int64) throws -> Value
    ) throws -> (value: Value, preview: ChangePreview) {
        var found: (Value, ChangePreview)?
        do {
            try database.write { connection in
                let journal = Journal(catalog: self)
                let set = try journal.begin(.rows, on: connection)
                let value = try body(connection, set)
                let count = try journal.end(set, .rows, on: connection)
                found = (
                    value,
                    ChangePreview(
                        count: count,
                        lines: try ChangeLines.read(of: set, limit: lines, on: connection))
                )
                throw TrialEnded()
            }
        } catch is TrialEnded {
            // Rolled back, as it was meant to be.
        }
        guard let found else { throw SoraError(.failed, "the trial run said nothing") }
        return found
    }
}

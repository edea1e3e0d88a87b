import SoraModel
package import SoraSystem
import Synchronization

/// A database file with its write lock; lends its connection to one caller at a time.
///
/// SQLite 3.40.1 has the WAL-reset bug (two connections writing or checkpointing
/// at once, https://www.sqlite.org/wal.html#walresetbug). So every transaction
/// that writes and every checkpoint holds the write lock, a `flock` on a file of
/// its own, and nothing checkpoints by itself.
package final class Database: Sendable {
    /// The path of the database file.
    package let path: String
    private let lockPath: String
    private let system: SystemContext
    private let connection: Mutex<Connection>
    /// Set by the first fatal error: an unwritten WAL frame must not be followed by another.
    private let broken = Mutex<SoraError?>(nil)

    /// The bytes of the WAL that stay after it was moved into the database, for there were readers.
    private let walRest = Mutex<Int64>(0)

    /// The size of the WAL, in bytes, from which on a writer moves it into the database.
    private static let checkpointBytes: Int64 = 4 << 20
    /// How long a writer waits for the others, in seconds.
    private static let lockSeconds = 10.0

    /// Opens a database.
    ///
    /// - Throws: `SoraError` when it cannot be opened or is none.
    package init(
        _ path: String, lock: String, access: Connection.Access, system: SystemContext
    ) throws {
        self.path = path
        self.lockPath = lock
        self.system = system
        do {
            connection = Mutex(try Connection.open(path, access))
        } catch {
            throw error.forPeople(database: path)
        }
    }

    /// Lends the connection for reading.
    package func read<Value>(
        _ body: (borrowing Connection) throws -> Value
    ) throws -> Value {
        try translated {
            try connection.withLock { connection in try body(connection) }
        }
    }

    /// Lends the connection for one transaction, which is committed and durable when this returns.
    ///
    /// The write lock is held meanwhile: no request, probe or copy of a file belongs inside.
    ///
    /// - Parameters:
    ///   - checksReferences: whether SQLite checks each row's foreign keys; where it does not, `body` checks all of
    ///     them itself (`PRAGMA foreign_key_check`), which is quicker for many rows.
    ///   - body: does the work.
    /// - Returns: what `body` returns.
    /// - Throws: `SoraError` with code `locked` when the lock is not free within 10 seconds; what
    ///   `body` throws, after everything it did was rolled back.
    package func write<Value>(
        checksReferences: Bool = true, _ body: (borrowing Connection) throws -> Value
    ) throws -> Value {
        try translated {
            try connection.withLock { connection in
                if let error = broken.withLock({ $0 }) { throw error }
                let lock = try takeLock()
                let value: Value
                if !checksReferences { try connection.run("PRAGMA foreign_keys = OFF") }
                defer {
                    // Nothing is written without the checks by accident, whatever went wrong.
                    if !checksReferences { try? connection.run("PRAGMA foreign_keys = ON") }
                }
                do {
                    try connection.execute("BEGIN IMMEDIATE")
                    value = try body(connection)
                    try connection.execute("COMMIT")
                } catch {
                    if let error = error as? SQLiteError, error.isFatal {
                        broken.withLock { $0 = error.forPeople(database: path) }
                    }
                    if connection.isInTransaction { try? connection.execute("ROLLBACK") }
                    throw error
                }
                try checkpointIfLarge(connection)
                _ = consume lock
                return value
            }
        }
    }

    /// Turns write-ahead logging on where it is not: the setting stays in the file.
    package func ensureWriteAheadLog() throws {
        try translated {
            try connection.withLock { connection in
                if try connection.text("PRAGMA journal_mode") == "wal" { return }
                let lock = try takeLock()
                try connection.run("PRAGMA journal_mode = WAL")
                _ = consume lock
            }
        }
    }

    /// Moves all of the WAL into the database where no reader is in the way: at the end of a run that wrote.
    package func checkpoint() throws {
        try translated {
            try connection.withLock { connection in
                let lock = try takeLock()
                try shorten(connection)
                _ = consume lock
            }
        }
    }

    /// Moves a WAL into the database that has grown by so much, and makes it short.
    ///
    /// Where a reader keeps it from being made short, the next time is when it has grown by as much
    /// again: its size says nothing of what is still to be moved, and moving costs two syncs.
    private func checkpointIfLarge(_ connection: borrowing Connection) throws {
        guard let wal = try? system.files.status(of: path + "-wal") else { return }
        let isDue = walRest.withLock { rest in
            rest = min(rest, wal.bytes)
            return wal.bytes - rest > Self.checkpointBytes
        }
        guard isDue else { return }
        try shorten(connection)
        let left = try? system.files.status(of: path + "-wal")
        walRest.withLock { $0 = left?.bytes ?? 0 }
    }

    /// Moves what can be moved now; a reader in the way is not waited for, for the write lock is held.
    private func shorten(_ connection: borrowing Connection) throws {
        try connection.run("PRAGMA busy_timeout = 0")
        defer { try? connection.run("PRAGMA busy_timeout = \(Connection.busyMilliseconds)") }
        try connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    }

    private func takeLock() throws -> FileLock {
        let lock = try FileLock.take(lockPath, within: Self.lockSeconds, files: system.files)
        guard let lock else {
            throw SoraError(
                .locked, "another soralib has been writing to \(path) for 10 seconds",
                hint: "run the command again when it is done")
        }
        return lock
    }

    private func translated<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as SQLiteError {
            throw error.forPeople(database: path)
        } catch let error as SystemError {
            throw error.forPeople
        }
    }
}

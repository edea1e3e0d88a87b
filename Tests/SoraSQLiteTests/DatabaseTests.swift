import Foundation
import SoraModel
import SoraSQLite
import SoraSystem
import SoraTestSupport
import Testing

@Suite struct `A database` {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func opened(_ access: Connection.Access = .create) throws -> Database {
        try Database(
            folder.file("a.sqlite"), lock: folder.file("a.lock"), access: access,
            system: SystemContext())
    }

    @Test func `commits all of a transaction or nothing`() throws {
        let database = try opened()
        try database.write { try $0.run("CREATE TABLE t (x INTEGER) STRICT") }
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try database.write { connection in
                try connection.execute("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        #expect(try database.read { try $0.integer("SELECT count(*) FROM t") } == 0)
        try database.write { try $0.execute("INSERT INTO t VALUES (1)") }
        #expect(try database.read { try $0.integer("SELECT count(*) FROM t") } == 1)
    }

    @Test func `leaves references unchecked for one transaction that asks for it, and no longer`()
        throws
    {
        let database = try opened()
        try database.write {
            try $0.run("CREATE TABLE t (x INTEGER PRIMARY KEY, y INTEGER REFERENCES t (x)) STRICT")
        }
        struct Stop: Error {}
        for isStopped in [false, true] {
            do {
                try database.write(checksReferences: false) { connection in
                    try connection.execute("INSERT INTO t (y) VALUES (99)")
                    if isStopped { throw Stop() }
                }
            } catch is Stop {}
            #expect(throws: SoraError.self, "\(isStopped)") {
                try database.read { try $0.execute("INSERT INTO t (y) VALUES (98)") }
            }
        }
        #expect(try database.read { try $0.integer("SELECT count(*) FROM t") } == 1)
    }

    @Test func `waits for the write lock, and says after ten seconds who has it`() throws {
        let database = try opened()
        try database.write { try $0.run("CREATE TABLE t (x INTEGER) STRICT") }
        let lock = try FileLock.tryTaking(folder.file("a.lock"), files: FileSystem())
        let start = Date()
        let error = #expect(throws: SoraError.self) {
            try database.write { try $0.execute("INSERT INTO t VALUES (1)") }
        }
        #expect(error?.code == .locked && error?.code.exitStatus == .temporaryFailure)
        #expect(Date().timeIntervalSince(start) >= 10)
        _ = consume lock
        try database.write { try $0.execute("INSERT INTO t VALUES (1)") }
    }

    @Test func `lets many write at once without an error`() async throws {
        let first = try opened()
        try first.ensureWriteAheadLog()
        try first.write { try $0.run("CREATE TABLE t (x INTEGER) STRICT") }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    let database = try opened(.readWrite)
                    for number in 0..<50 {
                        try database.write {
                            try $0.execute(
                                "INSERT INTO t VALUES (?)", [.integer(Int64(writer * 100 + number))]
                            )
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try first.read { try $0.integer("SELECT count(*) FROM t") } == 200)
        #expect(try first.read { try $0.text("PRAGMA integrity_check") } == "ok")
    }

    @Test func `moves its log into the database only when told, or when it is large`() throws {
        let database = try opened()
        try database.ensureWriteAheadLog()
        try database.write { try $0.run("CREATE TABLE t (x BLOB) STRICT") }
        let wal = folder.file("a.sqlite-wal")
        #expect(try FileSystem().status(of: wal)?.bytes ?? 0 > 0)
        try database.checkpoint()
        #expect(try FileSystem().status(of: wal)?.bytes == 0)
        let large = "INSERT INTO t VALUES (zeroblob(3000000))"
        try database.write { try $0.execute(large) }
        #expect(try FileSystem().status(of: wal)?.bytes ?? 0 > 3_000_000)
        try database.write { try $0.execute(large) }
        // It is short again, so that the next writes do not find it large and move it each time.
        #expect(try FileSystem().status(of: wal)?.bytes == 0)
    }

    @Test func `makes its log short again after a reader has gone that was in the way`() throws {
        let database = try opened()
        try database.ensureWriteAheadLog()
        try database.write { try $0.run("CREATE TABLE t (x BLOB) STRICT") }
        let wal = folder.file("a.sqlite-wal")
        let large = "INSERT INTO t VALUES (zeroblob(3000000))"
        do {
            let reader = try Connection.open(folder.file("a.sqlite"), .readOnly)
            try reader.run("BEGIN")
            #expect(try reader.integer("SELECT count(*) FROM t") == 0)
            for _ in 0..<3 { try database.write { try $0.execute(large) } }
            #expect(try FileSystem().status(of: wal)?.bytes ?? 0 > 8_000_000)
            #expect(try reader.integer("SELECT count(*) FROM t") == 0)
        }
        for _ in 0..<3 { try database.write { try $0.execute(large) } }
        #expect(try FileSystem().status(of: wal)?.bytes ?? 0 < 8_000_000)
        #expect(try database.read { try $0.integer("SELECT count(*) FROM t") } == 6)
    }

    @Test func `writes nothing more after the disk was full`() throws {
        let database = try opened()
        try database.write { connection in
            try connection.run("CREATE TABLE t (x BLOB) STRICT; PRAGMA max_page_count = 10")
        }
        let error = #expect(throws: SoraError.self) {
            try database.write { try $0.execute("INSERT INTO t VALUES (zeroblob(1000000))") }
        }
        #expect(error?.code == .diskFull)
        #expect(throws: SoraError.self) {
            try database.write { try $0.execute("INSERT INTO t VALUES (NULL)") }
        }
        #expect(try database.read { try $0.integer("SELECT count(*) FROM t") } == 0)
    }

    @Test func `that is damaged is told as such, and how to go on`() throws {
        try folder.write(
            Array("this is not a database, whatever its name says".utf8), to: "a.sqlite")
        let error = #expect(throws: SoraError.self) {
            let database = try opened(.readWrite)
            _ = try database.read { try $0.integer("PRAGMA user_version") }
        }
        #expect(error?.code == .corrupt && error?.code.exitStatus == .badData)
    }
}

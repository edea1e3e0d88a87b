import Glibc
import SoraHTTP
import SoraModel
import SoraSQLite
import SoraSync
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@testable import SoraCatalog

/// A fault of the disk: which error, and whether it stays.
struct DiskFault: Sendable, CustomTestStringConvertible {
    var error: Int32
    var isSticky: Bool

    var testDescription: String {
        (error == EIO ? "EIO" : "ENOSPC") + (isSticky ? " from then on" : " once")
    }

    static let all = [
        DiskFault(error: EIO, isSticky: false), DiskFault(error: EIO, isSticky: true),
        DiskFault(error: ENOSPC, isSticky: false), DiskFault(error: ENOSPC, isSticky: true),
    ]
}

@Suite(.timeLimit(.minutes(2))) struct `A disk that fails` {
    /// Every write of the catalogue opens the write lock, so its failures are among these too.
    @Test(arguments: DiskFault.all)
    func `at any call of a run costs neither the money nor the video`(
        fault: DiskFault
    ) async throws {
        var number = 0
        while true {
            let world = try World()
            try world.queue()
            let faults = Faults.at(number, fault.error, sticky: fault.isSticky)
            world.files = faults.files
            let code = await world.syncFailing(untilIdle: true)
            let isUndisturbed = faults.failed == 0
            let sent = world.service.charges
            #expect(sent <= 1)
            let kind = fault.error == EIO ? "io_error" : "disk_full"
            #expect(code == kind || code.hasPrefix("no error"), "an error that a person can read")
            world.files = FileSystem()
            world.time.advance(by: 3600)
            let summary = try await world.sync(untilIdle: true)
            let state = try world.state()
            let told = "call \(number), \(faults.calls.dropFirst(number).first ?? ""), then \(code)"
            #expect(world.service.charges == 1, "one charge: \(told)")
            // Only a receipt that was lost together with the catalogue leaves a doubt.
            #expect(
                state == .succeeded || fault.isSticky && sent == 1 && state == .uncertain, "\(told)"
            )
            #expect(summary.exitStatus == (state == .succeeded ? .success : .decisionNeeded))
            #expect(try world.sql("PRAGMA integrity_check") == "ok")
            if state == .succeeded { #expect(try world.original() == Movie.bytes(), "\(told)") }
            #expect(try world.names(world.folder.receipts).isEmpty, "\(told)")
            if isUndisturbed { break }
            number += 1
        }
        #expect(number > 30, "a run makes more calls than \(number)")
    }

    @Test(arguments: [EIO, ENOSPC])
    func `ends the run with its error, and nothing more is sent`(error: Int32) async throws {
        let world = try World()
        for task in 1...3 { try world.queue("\(task)") }
        world.serial = true
        // The first receipt cannot be written; the catalogue can.
        let faults = Faults { _, operation, path in
            operation == .write && path.contains("/receipts/") ? error : nil
        }
        world.files = faults.files
        let code = await world.syncFailing(untilIdle: true)
        #expect(code == (error == EIO ? "io_error" : "disk_full"))
        #expect(world.service.charges == 1)
        #expect(try world.state(1) == .submitted)
        #expect(try world.state(2) == .queued)
    }

    @Test func `sends nothing where no receipt can be reserved`() async throws {
        let world = try World()
        try world.queue()
        world.files = Faults { _, operation, _ in operation == .allocate ? ENOSPC : nil }.files
        #expect(await world.syncFailing() == "disk_full")
        #expect(world.service.charges == 0)
        #expect(try world.state() == .queued)
    }

    @Test func `keeps results coming while it has no room for new ones`() async throws {
        let world = try World()
        try await world.submitted()
        try world.queue("later")
        world.options.reserveBytes = .max
        #expect(await world.syncFailing() == "disk_full")
        #expect(try world.state(1) == .succeeded)
        #expect(try world.state(2) == .queued)
        #expect(world.service.charges == 1)
    }

    @Test func `is sent no more than what fits beside all that is ordered`() async throws {
        let world = try World()
        world.serial = true
        // An hour each, so that what other programs do to the disk meanwhile is nothing beside it.
        var task = try world.newTask("an hour")
        task.seconds = 3600
        _ = try world.catalog.queue([task, task, task])
        let one = Int64(3600 * (2 << 20))
        let free = try FileSystem().freeBytes(at: world.folder.path)
        world.options.reserveBytes = free - 2 * one - one / 2
        #expect(await world.syncFailing() == "disk_full")
        #expect(world.service.charges == 2)
        #expect(try world.state(2) == .submitted && world.state(3) == .queued)
        // What came took far less, and that is what the next ones are taken for.
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.catalog.expectedBytes(withOneMoreOf: 3600) == 6000)
        #expect(try world.state(3) == .submitted)
    }

    @Test func `has no room for a result leaves it at the service, and the next run fetches it`()
        async throws
    {
        let world = try World()
        try await world.submitted()
        world.files =
            Faults { _, operation, path in
                operation == .allocate && path.hasSuffix(".part") ? ENOSPC : nil
            }.files
        #expect(await world.syncFailing() == "disk_full")
        #expect(try world.state() == .completed && world.errorCode() == "disk_full")
        world.files = FileSystem()
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
    }

    @Test func `with a catalogue that is full from any page on costs no second charge`()
        async throws
    {
        let tasks: Int64 = 6
        for spare in 0..<30 {
            let world = try World()
            for task in 1...tasks { try world.queue("task \(task)") }
            world.service.always(.poll) { request in
                .status("completed", more: #","error":null,"note":"\#(request.url)""#)
            }
            world.prepare = { catalog in
                try catalog.database.read { connection in
                    let pages = try connection.integer("PRAGMA page_count") ?? 0
                    try connection.run("PRAGMA max_page_count = \(pages + Int64(spare))")
                }
            }
            let code = await world.syncFailing(untilIdle: true)
            world.prepare = { _ in }
            world.time.advance(by: 3600)
            try await world.sync(untilIdle: true)
            #expect(
                try world.sql("SELECT count(*) FROM task WHERE state = 'succeeded'") == "\(tasks)",
                "\(spare) spare pages, then \(code)")
            #expect(world.service.charges == tasks)
            if code.hasPrefix("no error") { return }
            #expect(code == "disk_full")
        }
        Issue.record("no run was undisturbed")
    }

    @Test func `in the middle of a body keeps what came, and the next run goes on from there`()
        async throws
    {
        let movie = Movie.bytes(40_000)
        let world = try World(service: Service(movie: movie))
        try await world.submitted()
        let writes = Mutex(0)
        world.files =
            Faults { _, operation, path in
                guard operation == .write, path.hasSuffix(".part") else { return nil }
                return writes.withLock { count in
                    count += 1
                    return count == 2 ? ENOSPC : nil
                }
            }.files
        #expect(await world.syncFailing() == "disk_full")
        #expect(try world.state() == .completed)
        #expect(try world.sql("SELECT durable_bytes FROM download") == "16384")
        world.files = FileSystem()
        world.time.advance(by: 60)
        world.service.next(.content, .rest(of: movie, from: 16_384))
        try await world.sync()
        #expect(try world.original() == movie)
        #expect(world.service.requests(.content).last?.headers["Range"] == "bytes=16384-")
    }

    @Test(arguments: [1 << 14, 17 << 20])
    func `never syncs a file again whose sync failed`(bytes: Int) async throws {
        let filler = [UInt8](repeating: 7, count: bytes)
        let world = try World(service: Service(movie: Movie.bytes(64) + filler))
        try await world.submitted()
        let syncs = Mutex(0)
        world.files =
            Faults { _, operation, path in
                guard operation == .synchronize, path.hasSuffix(".part") else { return nil }
                return syncs.withLock { count in
                    count += 1
                    return count == 1 ? EIO : nil
                }
            }.files
        #expect(await world.syncFailing() == "io_error")
        #expect(syncs.withLock { $0 } == 1)
        #expect(try world.sql("SELECT durable_bytes FROM download") == "0")
        world.files = FileSystem()
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `at one result keeps no other result from being fetched`() async throws {
        let world = try World()
        try world.queue("first")
        try world.queue("second")
        try await world.sync()
        world.time.advance(by: 60)
        world.files =
            Faults { _, operation, path in
                operation == .read && path.contains("/t1-") ? EIO : nil
            }.files
        #expect(await world.syncFailing() == "io_error")
        #expect(try world.state(2) == .succeeded)
        world.files = FileSystem()
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state(1) == .succeeded)
    }
}

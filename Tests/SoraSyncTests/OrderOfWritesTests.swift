import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A task from queued to succeeded` {
    @Test func `is submitted once, polled, downloaded, stored and judged`() async throws {
        let world = try World()
        try world.queue()
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(summary.submitted == 1 && summary.downloaded == 1 && summary.verified == 1)
        #expect(summary.exitStatus == .success)
        #expect(world.service.charges == 1)
        #expect(try world.original() == Movie.bytes())
        #expect(try world.sql("SELECT verdict || ' ' || bytes FROM video") == "verified 3000")
        #expect(try world.attempts() == ["answered accepted"])
        #expect(try world.names(world.folder.receipts).isEmpty)
        #expect(try world.names(world.folder.incoming) == ["receipts"])
        #expect(
            try world.sql(
                "SELECT group_concat(to_state, ' ') FROM event WHERE from_state IS NOT to_state")
                == "queued submitting submitted completed downloading succeeded")
    }

    @Test func `takes one pass where it is not asked to wait`() async throws {
        let world = try World()
        try world.queue()
        let summary = try await world.sync()
        #expect(summary.submitted == 1 && summary.waiting == 1)
        #expect(try world.state() == .submitted)
        #expect(world.service.count(.poll) == 0)
    }

    @Test func `goes on where the last run stopped, and submits nothing again`() async throws {
        let world = try World()
        try world.queue()
        for _ in 0..<4 {
            try await world.sync()
            world.time.advance(by: 60)
        }
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
    }

    @Test func `is committed as armed, with room for its receipt, before anything is sent`()
        async throws
    {
        let world = try World()
        try world.queue()
        let seen = Mutex<[String]>([])
        let folder = world.folder
        let time = world.time
        let look: @Sendable () throws -> Void = {
            // With a connection of its own: what another process would find after a power cut.
            let system = SystemContext(time: time)
            let catalog = try Catalog.open(folder, for: .reading, system: system)
            let attempt = try catalog.pendingAttempts()[0]
            let slot = try FileSystem().status(of: "\(folder.receipts)/\(attempt.uid)")
            let state = try catalog.task(number: 1).state
            seen.withLock {
                $0.append(
                    "\(state.rawValue) \(attempt.phase.rawValue), "
                        + "\((slot?.bytes ?? 0) >= 65_536 ? "64 KiB reserved" : "no room")")
            }
        }
        world.wrap = { WatchedTransport(inner: $0, before: look, after: look) }
        try await world.sync()
        #expect(
            seen.withLock { $0 } == [
                "submitting armed, 64 KiB reserved", "submitting sending, 64 KiB reserved",
            ])
    }

    @Test func `has its receipt on disk before its outcome is in the catalogue`() async throws {
        let world = try World()
        try world.queue()
        let sentAt = Mutex(0)
        let outcomes = Mutex<[String]>([])
        let folder = world.folder
        let faults = Faults { _, operation, path in
            let isReceipt = path.hasPrefix(folder.receipts + "/")
            guard isReceipt, operation == .write || operation == .remove else { return nil }
            let catalog = try? Catalog.open(folder, for: .reading, system: SystemContext())
            let outcome = try? catalog?.attempts(ofTask: 1)[0].outcome.rawValue
            outcomes.withLock { $0.append("\(operation.rawValue): \(outcome ?? "?")") }
            return nil
        }
        world.files = faults.files
        world.wrap = {
            WatchedTransport(
                inner: $0, before: {}, after: { sentAt.withLock { $0 = faults.calls.count } })
        }
        try await world.sync()
        let uid = try world.catalog.attempts(ofTask: 1)[0].uid
        let after = faults.calls.dropFirst(sentAt.withLock { $0 })
        #expect(
            Array(after.prefix(4)) == [
                "write \(uid)", "synchronize \(uid)", "create soralib.lock", "remove \(uid)",
            ])
        #expect(outcomes.withLock { $0 } == ["write: pending", "remove: accepted"])
    }

    @Test func `sends each request that charges on a connection of its own`() async throws {
        let world = try World()
        try world.queue()
        try await world.sync(untilIdle: true)
        let submit = try #require(world.service.requests(.submit).first)
        guard case .fresh = submit.connection else {
            Issue.record("the connection may be reused")
            return
        }
        #expect(submit.willSend != nil)
        #expect(world.service.requests(.poll).allSatisfy { $0.willSend == nil })
    }
}

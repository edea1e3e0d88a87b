import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A result whose time is over` {
    /// A completed task whose result could not be fetched so far.
    private func waiting(after seconds: Double = 4000) async throws -> World {
        let world = try World()
        try await world.submitted()
        world.service.next(.content, .response(503))
        try await world.sync()
        #expect(try world.state() == .completed)
        world.time.advance(by: seconds)
        return world
    }

    @Test func `is fetched all the same while the service has it`() async throws {
        let world = try await waiting()
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test(arguments: [401, 403, 404, 410, 400])
    func `is expired when the service does not give it any more`(status: Int) async throws {
        let world = try await waiting()
        world.service.always(.content) { _ in .response(status) }
        let summary = try await world.sync()
        #expect(try world.state() == .expired && world.errorCode() == "expired")
        #expect(summary.expired == 1 && summary.exitStatus == .expired)
        // Told once, and never ordered again.
        #expect(try await world.sync(untilIdle: true).exitStatus == .success)
        #expect(world.service.charges == 1)
    }

    @Test func `is expired when the service has forgotten the task`() async throws {
        let world = try await waiting()
        world.service.always(.content) { _ in .response(404) }
        world.service.always(.poll) { _ in .response(404) }
        #expect(try await world.sync().exitStatus == .expired)
    }

    @Test(arguments: [401, 403, 404, 410])
    func `is not expired before, whatever comes`(status: Int) async throws {
        let world = try await waiting(after: 600)
        world.service.always(.content) { _ in .response(status) }
        for _ in 0..<3 {
            try await world.sync()
            #expect(try world.state() == .completed && world.errorCode() == "not_ready")
            world.time.advance(by: 300)
        }
        world.service.recover()
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `is not expired while the service cannot be asked`() async throws {
        let world = try await waiting()
        world.service.always(.content) { _ in .response(404) }
        world.service.always(.poll) { _ in .failure(.timeout, at: .beforeConnect) }
        try await world.sync()
        #expect(try world.state() == .completed)
        #expect(try world.names(world.folder.receipts).isEmpty)
    }

    @Test func `is not expired where the service names a later time`() async throws {
        let world = try await waiting()
        let later = Int(world.time.now().seconds) + 7200
        world.service.next(.content, .response(404))
        world.service.next(.poll, .status("completed", more: #","expires_at":\#(later)"#))
        try await world.sync()
        #expect(try world.state() == .completed)
        world.time.advance(by: 600)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `is not given up while the service is out of order`() async throws {
        let world = try await waiting()
        world.service.always(.content) { _ in .response(500) }
        for _ in 0..<6 {
            try await world.sync()
            world.time.advance(by: 1000)
        }
        #expect(try world.state() == .completed)
    }

    @Test func `fails the task when nothing but pages came, and keeps one as evidence`()
        async throws
    {
        let world = try await waiting(after: 60)
        world.service.always(.content) { _ in
            .response(200, body: Array("<html>this link is not for you".utf8))
        }
        for _ in 0..<4 {
            try await world.sync()
            #expect(try world.state() == .completed && world.errorCode() == "not_media")
            world.time.advance(by: 600)
        }
        world.time.advance(by: 3600)
        let summary = try await world.sync()
        #expect(try world.state() == .failed && world.errorCode() == "no_result")
        #expect(summary.failed == 1)
        let detail = try world.sql("SELECT detail FROM event WHERE to_state = 'failed'")
        #expect(detail?.contains("this link is not for you") == true)
    }

    @Test func `fails the task when it never came whole, and keeps what came`() async throws {
        let world = try await waiting(after: 60)
        world.service.always(.content) { _ in
            .movie(Movie.bytes(), cutAfter: 900, tag: nil)
        }
        for _ in 0..<4 {
            try await world.sync()
            #expect(try world.state() == .completed && world.errorCode() == "truncated")
            world.time.advance(by: 600)
        }
        world.time.advance(by: 3600)
        try await world.sync()
        #expect(try world.state() == .failed && world.errorCode() == "no_result")
        let kept = try #require(world.names(world.folder.incoming).first { $0.hasSuffix(".part") })
        #expect(try FileSystem().status(of: "\(world.folder.incoming)/\(kept)")?.bytes == 900)
        // A later run does not clear that away.
        try await world.sync()
        #expect(try world.names(world.folder.incoming).contains(kept))
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A run that waits until nothing is left` {
    @Test func `leaves a result for the next run that was refused three times in this one`()
        async throws
    {
        let world = try World()
        try await world.submitted()
        world.service.always(.content) { _ in .response(200, body: Array("<html>".utf8)) }
        for run in 1...3 {
            let summary = try await world.sync(untilIdle: true)
            #expect(world.service.count(.content) == 3 * run)
            #expect(summary.waiting == 1 && summary.exitStatus == .success)
            world.time.advance(by: 600)
        }
        world.service.recover()
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
    }

    @Test func `waits for queued tasks, however often the service asks to wait`() async throws {
        let world = try World()
        try world.queue()
        for _ in 0..<8 { world.service.next(.submit, .response(429)) }
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 9)
        #expect(try world.attempts().filter { $0 == "answered accepted" }.count == 1)
    }

    @Test func `sends no more than one request about a task in a second`() async throws {
        let world = try World()
        try world.queue()
        let start = world.time.now()
        world.service.always(.submit) { _ in
            .response(429, headers: HTTPHeaders([("Retry-After", "0")]))
        }
        let time = world.time
        let control = world.control
        world.service.always(.poll) { _ in nil }
        Task { [service = world.service] in
            while service.charges < 20 { await Task.yield() }
            control.timeOut()
        }
        try await world.sync(untilIdle: true)
        #expect(time.now() - start >= Double(world.service.charges - 1))
    }
}

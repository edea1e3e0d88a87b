import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `Many waiting tasks` {
    /// So many tasks that the service has, to be polled now.
    private func submitted(_ count: Int, world: World? = nil) throws -> World {
        let world = try world ?? World()
        try world.queue()
        // To send them all would take long: they are put where they would be then.
        let trigger =
            try world.sql("SELECT sql FROM sqlite_schema WHERE name = 'task_legal_edge'") ?? ""
        _ = try world.catalog.queue(
            Array(repeating: try world.newTask("a red fox"), count: count - 1))
        try world.run(
            """
            DROP TRIGGER task_legal_edge;
            UPDATE task SET state = 'submitted', remote_id = 'video_' || id,
                submitted_at = \(world.time.now().milliseconds);
            \(trigger)
            """)
        world.time.advance(by: 60)
        return world
    }

    private func listed(_ numbers: some Sequence<Int>, _ status: String = "in_progress") -> [Listed]
    {
        numbers.map { Listed(id: "video_\($0)", prompt: nil, status: status) }
    }

    @Test func `cost one request a hundred where the service has a list`() async throws {
        let world = try submitted(1000)
        world.service.always(.list) { request in
            let after = request.url.split(separator: "after=video_").dropFirst().first
            let last = after.flatMap { Int($0) } ?? 1001
            let page = (max(1, last - 100)..<last).reversed()
            return .list(self.listed(page), more: last > 101)
        }
        let summary = try await world.sync()
        #expect(world.service.count(.list) == 10)
        #expect(world.service.count(.poll) == 0)
        #expect(summary.waiting == 1000)
        #expect(try world.sql("SELECT count(*) FROM task WHERE state = 'in_progress'") == "1000")
    }

    @Test func `are asked after one by one where the list leaves them out`() async throws {
        let world = try submitted(30)
        world.service.always(.list) { _ in .list(self.listed(1...20)) }
        world.service.always(.poll) { _ in .status("in_progress") }
        try await world.sync()
        #expect(world.service.count(.list) == 1)
        #expect(world.service.count(.poll) == 10)
    }

    @Test func `are not ended by what a list says`() async throws {
        let world = try submitted(20)
        world.service.always(.list) { _ in .list(self.listed(1...20, "failed")) }
        world.service.always(.poll) { _ in .status("in_progress") }
        #expect(try await world.sync().failed == 0)
        #expect(world.service.count(.poll) == 20)
    }

    @Test func `reach the service at a steady rate`() async throws {
        let world = try submitted(120)
        world.service.always(.poll) { _ in .status("in_progress") }
        let start = world.time.now()
        try await world.sync()
        #expect(world.service.count(.poll) == 120)
        // Twenty at once after a quiet time, then ten a second.
        #expect(world.time.now() - start >= 10)
    }

    @Test func `on this machine's own service are not slowed down`() async throws {
        let world = try submitted(120, world: World(service: Service("http://127.0.0.1:9")))
        world.service.always(.poll) { _ in .status("in_progress") }
        let start = world.time.now()
        try await world.sync()
        #expect(world.service.count(.poll) == 120)
        #expect(world.time.now() == start)
    }

    @Test func `are left alone together when the service asks to wait`() async throws {
        let world = try submitted(15)
        world.serial = true
        world.service.always(.poll) { _ in
            .response(429, headers: HTTPHeaders([("Retry-After", "40")]))
        }
        try await world.sync()
        #expect(world.service.count(.poll) == 1)
        // Those that were not asked are asked when the time is over, and none is forgotten.
        world.service.recover()
        let start = world.time.now()
        world.service.next(.poll, .response(429, headers: HTTPHeaders([("Retry-After", "40")])))
        try await world.sync(untilIdle: true)
        #expect(try world.sql("SELECT count(*) FROM task WHERE state = 'succeeded'") == "15")
        #expect(world.time.now() - start >= 40)
    }

    @Test(arguments: [401, 402, 403])
    func `cost one request where the service refuses every question`(status: Int) async throws {
        let world = try submitted(15)
        world.serial = true
        world.service.always(.poll) { _ in .response(status) }
        try await world.sync(untilIdle: true)
        #expect(world.service.count(.poll) == 1)
        #expect(try world.sql("SELECT count(*) FROM task WHERE state = 'submitted'") == "15")
    }

    @Test func `do not keep results waiting that may expire`() async throws {
        let world = try submitted(250)
        world.serial = true
        world.service.always(.poll) { request in
            request.url.hasSuffix("/video_1") ? nil : .status("in_progress")
        }
        try await world.sync()
        let order = world.transport.requests.map(\.url)
        let content = try #require(order.firstIndex { $0.hasSuffix("/content") })
        #expect(order[content...].contains { !$0.hasSuffix("/content") }, "before the last polls")
        #expect(try world.sql("SELECT count(*) FROM task WHERE state = 'succeeded'") == "1")
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A task that takes long` {
    @Test func `is asked after less often, the longer it takes`() async throws {
        let world = try World()
        try await world.submitted()
        let start = world.time.now()
        world.service.always(.poll) { [time = world.time] _ in
            time.now() - start < 3600 ? .status("in_progress") : nil
        }
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        // Every ten seconds, that would be over three hundred.
        #expect(world.service.count(.poll) < 100)
        #expect(world.time.now() - start < 3600 + 400, "and yet it is not noticed late")
    }

    @Test func `is not waited for after a day, and asked often enough to fetch its result`()
        async throws
    {
        let world = try World()
        try await world.submitted()
        world.service.always(.poll) { _ in .status("simmering") }
        world.time.advance(by: 86_400)
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .success && summary.waiting == 1)
        #expect(world.service.count(.poll) == 1)
        #expect(try world.state() == .submitted && world.errorCode() == "overdue")
        for _ in 0..<10 {
            try await world.sync()
            world.time.advance(by: 600)
        }
        // A result can be fetched for an hour, so every quarter of one.
        #expect((4...8).contains(world.service.count(.poll)))
        #expect(try world.sql("SELECT count(*) FROM event WHERE what = 'polled'") == "1")
        world.service.recover()
        world.time.advance(by: 3600)
        try await world.sync()
        #expect(try world.state() == .succeeded && world.errorCode() == nil)
    }
}

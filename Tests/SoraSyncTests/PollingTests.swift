import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A task that the service works on` {
    /// The seconds until the task is looked at again.
    private func wait(_ world: World) throws -> Double {
        try world.catalog.task(number: 1).nextAt - world.time.now()
    }

    @Test func `follows the service's word`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(
            .poll, .status("queued"), .status("in_progress", progress: 40), .status("completed"))
        var states: [TaskState] = []
        for _ in 0..<3 {
            world.time.advance(by: 60)
            try await world.sync()
            states.append(try world.state())
        }
        #expect(states == [.submitted, .inProgress, .succeeded])
    }

    @Test func `keeps its state at a word that nobody knows`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(
            .poll, .status("in_progress"), .status("simmering"), .json(#"{"id":"x"}"#))
        for _ in 0..<3 {
            try await world.sync()
            #expect(try world.state() == .inProgress)
            world.time.advance(by: 60)
        }
        #expect(try world.sql("SELECT remote_status FROM task") == nil)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `never goes back, in its progress or its state`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(
            .poll, .status("in_progress", progress: 70), .status("queued", progress: 20))
        for _ in 0..<2 {
            try await world.sync()
            world.time.advance(by: 60)
        }
        #expect(try world.state() == .inProgress)
        #expect(try world.sql("SELECT progress FROM task") == "70")
    }

    @Test func `is not completed by a progress of 100`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.poll, .status("in_progress", progress: 100))
        try await world.sync()
        #expect(try world.state() == .inProgress)
    }

    @Test func `is not taken for another task of the library`() async throws {
        let world = try World()
        world.serial = true
        let first = try world.queue()
        let second = try await world.submitted()
        let other = try #require(try world.catalog.task(number: second).remoteID)
        world.service.next(.poll, .json(#"{"id":"\#(other)","status":"completed"}"#))
        try await world.sync()
        #expect(try world.state(first) == .submitted)
        #expect(try world.errorCode(first) == "other_task")
        #expect(world.service.count(.content) == 1, "only the second one's result was fetched")
        try await world.sync(untilIdle: true)
        #expect(try world.state(first) == .succeeded)
    }

    @Test func `keeps the id of the answer that accepted it`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.poll, .json(#"{"id":"another","status":"in_progress"}"#))
        try await world.sync()
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.sql("SELECT remote_id FROM task") == "video_1")
        #expect(world.service.requests(.poll).allSatisfy { $0.url.hasSuffix("/v1/videos/video_1") })
    }

    @Test func `fails with the service's reason`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(
            .poll,
            .status("failed", more: #","error":{"code":"gpu_lost","message":"the machine burnt"}"#))
        let summary = try await world.sync()
        #expect(try world.state() == .failed)
        #expect(try world.errorCode() == "gpu_lost")
        #expect(try world.sql("SELECT error_message FROM task") == "the machine burnt")
        #expect(summary.failed == 1 && summary.exitStatus == .failure)
        #expect(try await world.sync(untilIdle: true).exitStatus == .success)
        #expect(world.service.charges == 1)
    }

    @Test(arguments: [("cancelled", TaskState.cancelled), ("moderated", .failed)])
    func `ends as the service ended it`(word: String, state: TaskState) async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(
            .poll,
            word == "cancelled"
                ? .status("cancelled")
                : .status("failed", more: #","error":{"code":"moderation_blocked"}"#))
        try await world.sync()
        #expect(try world.state() == state)
        if state == .failed { #expect(try world.errorCode() == "moderation") }
    }

    @Test func `is not asked after before it is due`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.always(.poll) { _ in .status("in_progress") }
        for _ in 0..<5 { try await world.sync() }
        #expect(world.service.count(.poll) == 1)
        #expect(try wait(world) >= 10 && wait(world) <= 11)
    }

    @Test func `is asked after when the service advises`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(
            .poll,
            .json(
                #"{"id":"x","status":"in_progress"}"#,
                headers: HTTPHeaders([("openai-poll-after-ms", "45000")])))
        try await world.sync()
        #expect(try wait(world) >= 45 && wait(world) <= 49.5)
    }

    @Test func `is asked after less and less often while no answer is had, and at once is not`()
        async throws
    {
        let world = try World()
        try await world.submitted()
        world.service.always(.poll) { _ in .response(500) }
        var waits: [Double] = []
        for _ in 0..<12 {
            try await world.sync()
            waits.append(try wait(world))
            world.time.advance(by: waits.last ?? 0)
        }
        #expect(waits[0] >= 2 && waits[0] <= 2.5)
        #expect(waits[3] >= 16 && waits[3] <= 20)
        #expect(waits.allSatisfy { $0 <= 750 } && (waits.last ?? 0) >= 600)
        #expect(try world.state() == .submitted)
        world.service.recover()
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
    }

    @Test(arguments: [
        ("30", 30.0), ("0", 1.0), ("99999999", 21_600.0), ("1e9", 2.0), ("1000000000", 21_600.0),
        ("Sat, 21 Nov 2026 01:00:00 GMT", 1.0), ("Sat, 21 Nov 2026 02:08:04 GMT", 240.0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 21_600.0), ("-5", 2.0), ("soon", 2.0), ("", 2.0),
    ])
    func `waits as long as the service asks, from a second to six hours`(
        value: String, least: Double
    ) async throws {
        let world = try World()
        try await world.submitted()
        // A date that is over asks for no wait at all.
        #expect(world.time.now().iso8601 > "2026-11-21T01:00:00Z")
        world.service.next(
            .poll, .response(429, headers: HTTPHeaders([("Retry-After", value)])))
        try await world.sync()
        #expect(try wait(world) >= least && wait(world) <= least * 1.25)
    }

    @Test func `may be unknown to the service for an hour, and then five times`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.always(.poll) { _ in .response(404) }
        for _ in 0..<8 {
            try await world.sync()
            #expect(try world.state() == .submitted, "within the hour")
            world.time.advance(by: 200)
        }
        world.time.advance(by: 3600)
        try await world.sync()
        #expect(try world.state() == .failed)
        #expect(try world.errorCode() == "not_found")
    }

    @Test func `is not given up at the first 404 after a time without a network`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.always(.poll) { _ in .failure(.resolve, at: .beforeConnect) }
        for _ in 0..<8 {
            try await world.sync()
            world.time.advance(by: 700)
        }
        world.service.recover()
        world.service.next(.poll, .response(404))
        try await world.sync()
        #expect(try world.state() == .submitted)
        world.time.advance(by: 700)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test(arguments: [#"[1]"#, "<html>", "", #""text""#])
    func `keeps its state at an answer that is not understood`(body: String) async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.poll, .response(200, body: Array(body.utf8)))
        try await world.sync()
        #expect(try world.state() == .submitted)
        #expect(try world.errorCode() == "not_understood")
    }

    @Test func `is polled where it was submitted, whatever the settings say now`() async throws {
        let world = try World()
        try await world.submitted()
        var provider = try world.catalog.provider(named: "one")
        provider.baseURL = "https://other.example.com"
        try world.catalog.updateProvider(provider)
        // The new key is not for the old origin: nothing is sent there, and nothing is given up.
        try await world.sync()
        #expect(world.service.count(.poll) == 0)
        #expect(try world.state() == .submitted)
        #expect(try world.errorCode() == "configuration")
        provider.baseURL = world.service.base
        try world.catalog.updateProvider(provider)
        world.time.advance(by: 3601)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `does not keep others waiting where its request cannot be read`() async throws {
        let world = try World()
        try world.queue("first")
        try world.queue("second")
        try await world.sync()
        try world.run(
            "DROP TRIGGER task_request_frozen; UPDATE task SET request = '{\"version\":99}' WHERE id = 1"
        )
        world.time.advance(by: 60)
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .submitted && world.state(2) == .succeeded)
        #expect(try world.errorCode(1) == "schema")
        #expect(summary.exitStatus == .success && summary.waiting == 1)
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A clock that is wrong` {
    @Test func `and is set back leaves no task waiting for years`() async throws {
        let world = try World()
        try world.queue()
        world.time.advance(by: 10 * 365 * 86_400)
        try await world.sync()
        world.time.turn(by: -10 * 365 * 86_400)
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
    }

    @Test func `and is set back before a run makes what waits due at once`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.poll, .status("in_progress"))
        try await world.sync()
        // Three hours back: the task would be asked after three hours late, and its result expire.
        world.time.turn(by: -3 * 3600)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `and is set back in the middle of a run keeps nothing waiting longer`() async throws
    {
        let world = try World()
        world.serial = true
        for task in 1...2 { try world.queue("\(task)") }
        try await world.sync()
        let time = world.time
        time.advance(by: 60)
        // The first is to be asked after again in ten seconds, by a clock that is set back then.
        var late = ScriptedAnswer.status("in_progress")
        late.meanwhile = { time.turn(by: -3 * 3600) }
        world.service.next(.poll, .status("in_progress"), late)
        let start = time.uptime()
        try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .succeeded && world.state(2) == .succeeded)
        #expect(time.uptime() - start < 120)
    }

    @Test func `and is ahead expires nothing that the service's clock does not`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.content, .response(503))
        try await world.sync()
        #expect(try world.state() == .completed)
        let date = HTTPHeaders([("Date", "Sat, 21 Nov 2026 02:05:00 GMT")])
        world.time.turn(by: 400 * 86_400)
        world.service.always(.content) { _ in .response(404, headers: date) }
        world.service.always(.poll) { _ in
            .json(#"{"id":"x","status":"completed"}"#, headers: date)
        }
        for _ in 0..<4 {
            try await world.sync()
            #expect(try world.state() == .completed && world.errorCode() == "not_ready")
            world.time.advance(by: 600)
        }
        // The service's clock is over it too: now it is gone.
        let later = HTTPHeaders([("Date", "Sat, 21 Nov 2026 09:05:00 GMT")])
        world.service.always(.content) { _ in .response(404, headers: later) }
        world.service.always(.poll) { _ in
            .json(#"{"id":"x","status":"completed"}"#, headers: later)
        }
        #expect(try await world.sync().exitStatus == .expired)
        let detail = try world.sql("SELECT detail FROM event WHERE to_state = 'expired'")
        #expect(detail?.contains(#"\"status\":\"completed\""#) == true, "what it said is kept")
    }

    @Test func `loses no result that the service still has`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.content, .response(503))
        try await world.sync()
        // Decades after the result's lifetime, by this clock.
        world.time.advance(by: 30 * 365 * 86_400)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test func `that goes back while a provider rests does not make it rest longer`() async throws {
        let world = try World()
        try world.queue("first")
        try world.queue("second")
        world.serial = true
        let time = world.time
        world.service.next(
            .submit, .response(429, headers: HTTPHeaders([("Retry-After", "5")])))
        world.service.always(.submit) { [service = world.service] _ in
            var answer = service.accept()
            answer.meanwhile = { time.turn(by: -86_400) }
            return answer
        }
        try await world.sync(untilIdle: true)
        #expect(try world.state(1) == .succeeded && world.state(2) == .succeeded)
    }
}

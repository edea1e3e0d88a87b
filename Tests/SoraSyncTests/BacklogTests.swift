import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `Results that come slowly` {
    /// A world with one result that takes so many seconds to come, one task that the service works on,
    /// and one that is queued.
    private func slow(_ seconds: Double) async throws -> World {
        let world = try World()
        world.serial = true
        try world.queue()
        try await world.submitted()
        try world.queue()
        world.service.next(.poll, .status("completed"), .status("in_progress"))
        var answer = ScriptedAnswer.movie(Movie.bytes())
        answer.meanwhile = { [time = world.time] in time.advance(by: seconds) }
        world.service.next(.content, answer)
        return world
    }

    @Test func `keep more from being ordered that could expire before it is fetched`()
        async throws
    {
        // Of two clips that may be ready at once, only one would come within its hour.
        let world = try await slow(2000)
        try await world.sync()
        #expect(try world.state(1) == .succeeded)
        #expect(try world.state(3) == .queued)
        #expect(world.service.charges == 2)
        #expect(world.watcher.count("nothing more is submitted for now") == 1)
    }

    @Test func `let more be ordered when what was ordered is here`() async throws {
        let world = try await slow(2000)
        try await world.sync(untilIdle: true)
        #expect(try world.state(3) == .succeeded)
        #expect(world.service.charges == 3)
    }

    @Test func `keep nothing from being ordered that can be fetched in time`() async throws {
        let world = try await slow(60)
        try await world.sync()
        #expect(try world.state(3) == .submitted)
        #expect(world.service.charges == 3)
    }
}

@Suite struct `The rate at which results come` {
    @Test func `counts those that come at once together`() {
        var rate = FetchRate()
        #expect(rate.bytesPerSecond == nil)
        rate.began(at: 10)
        rate.began(at: 12)
        rate.ended(bytes: 600, at: 14)
        rate.ended(bytes: 400, at: 20)
        #expect(rate.bytesPerSecond == 100)
        rate.began(at: 100)
        rate.ended(bytes: 1000, at: 110)
        #expect(rate.bytesPerSecond == 100)
    }

    @Test func `is not told after a moment`() {
        var rate = FetchRate()
        rate.began(at: 0)
        rate.ended(bytes: 1_000_000, at: 4)
        #expect(rate.bytesPerSecond == nil)
    }
}

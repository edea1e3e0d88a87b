import SoraHTTP
import SoraModel
import SoraSync
import SoraTestSupport
import Testing

/// How the clock is turned in the middle of a run: by a person, a dead battery, a time server, or a
/// suspend, which is a jump forward of both clocks.
enum Turn: CaseIterable, Sendable {
    case hourOn, hourBack, yearsOn, yearsBack, to1970, to2038, suspend

    func apply(to time: HeldTime) {
        switch self {
        case .hourOn: time.advance(by: 3600)
        case .hourBack: time.advance(by: -3600)
        case .yearsOn: time.advance(by: 10 * 365.25 * 86_400)
        case .yearsBack: time.advance(by: -10 * 365.25 * 86_400)
        case .to1970: time.set(Timestamp(milliseconds: 1000))
        // Past the last second of 32 bits.
        case .to2038: time.set(Timestamp(milliseconds: 2_147_483_648_000))
        case .suspend: time.advance(by: 9 * 3600)
        }
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A clock that is turned` {
    @Test(arguments: Turn.allCases)
    func `while a request that charges is on its way costs nothing`(turn: Turn) async throws {
        let world = try World()
        try world.queue()
        let time = world.time
        world.service.next(.submit, world.service.accept(meanwhile: { turn.apply(to: time) }))
        try await expectDelivery(world)
    }

    @Test(arguments: Turn.allCases)
    func `while a task is made loses nothing`(turn: Turn) async throws {
        let world = try World()
        try await world.submitted()
        let time = world.time
        var answer = ScriptedAnswer.status("in_progress", progress: 40)
        answer.meanwhile = { turn.apply(to: time) }
        world.service.next(.poll, answer)
        try await expectDelivery(world)
    }

    @Test(arguments: Turn.allCases)
    func `in the middle of a result loses nothing`(turn: Turn) async throws {
        let movie = Movie.bytes(8000)
        let world = try World(service: Service(movie: movie))
        try await world.submitted()
        let time = world.time
        var answer = ScriptedAnswer.movie(movie, cutAfter: 4000)
        answer.meanwhile = { turn.apply(to: time) }
        world.service.next(.content, answer, .rest(of: movie, from: 4000))
        try await expectDelivery(world)
        #expect(try world.original() == movie)
    }

    @Test(arguments: Turn.allCases)
    func `between two runs loses nothing, and back again`(turn: Turn) async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.content, .response(503))
        try await world.sync()
        let before = world.time.now()
        turn.apply(to: world.time)
        world.service.next(.content, .response(503))
        try await world.sync()
        world.time.set(before)
        try await expectDelivery(world)
    }

    @Test func `again and again brings the task to its end all the same`() async throws {
        let world = try World()
        try world.queue()
        let time = world.time
        let turns = Turn.allCases
        for (number, turn) in (turns + turns).enumerated() {
            var answer = ScriptedAnswer.status("in_progress", progress: number)
            answer.meanwhile = { turn.apply(to: time) }
            world.service.next(.poll, answer)
        }
        try await expectDelivery(world)
    }

    /// The task succeeds in this run or, where a clock far ahead made it seem overdue, so that no run
    /// waits for it any more, in one that comes a quarter of the result's lifetime later.
    private func expectDelivery(_ world: World) async throws {
        for _ in 0..<20 where try world.state() != .succeeded {
            let summary = try await world.sync(untilIdle: true)
            #expect(summary.expired == 0 && summary.failed == 0)
            world.time.advance(by: 1000)
        }
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
        #expect(try world.sql("SELECT count(*) FROM event WHERE to_state = 'expired'") == "0")
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A network that goes and comes back` {
    @Test(arguments: [Service.Route.submit, .poll, .content])
    func `is waited for, and nothing is ordered twice`(route: Service.Route) async throws {
        let world = try World()
        try world.queue()
        if route != .submit { try await world.sync() }
        world.service.always(route) { _ in .failure(.connect, at: .beforeConnect) }
        world.time.advance(by: 60)
        for _ in 0..<3 {
            let summary = try await world.sync(untilIdle: true)
            #expect(summary.exitStatus == .success && summary.waiting == 1)
            world.time.advance(by: 600)
        }
        world.service.recover()
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
    }
}

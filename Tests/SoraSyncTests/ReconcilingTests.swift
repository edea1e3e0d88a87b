import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraTestSupport
import Testing

/// An entry that differs from the task in one thing, and what follows from that.
struct Differing: Sendable, CustomTestStringConvertible {
    var name: String
    /// Seconds from the intent to when the entry was made, or `nil` where it does not say.
    var after: Double? = 1
    var change: @Sendable (inout Listed) -> Void = { _ in }
    /// Whether a person is shown it.
    var isProposed: Bool

    var testDescription: String { name }

    static let all: [Differing] = [
        Differing(name: "made in an unknown moment", after: nil, isProposed: true),
        Differing(name: "made a minute before the intent", after: -60, isProposed: true),
        Differing(name: "made five minutes before the intent", after: -300, isProposed: false),
        Differing(name: "made five minutes after the last byte", after: 300, isProposed: true),
        Differing(name: "made an hour after the last byte", after: 3600, isProposed: false),
        Differing(name: "without a prompt", change: { $0.prompt = nil }, isProposed: true),
        Differing(
            name: "of another prompt", change: { $0.prompt = "a blue fox" }, isProposed: false),
        Differing(
            name: "of another model", change: { $0.model = "sora-2-pro" }, isProposed: false),
        Differing(name: "of another length", change: { $0.seconds = "4" }, isProposed: false),
        Differing(name: "of another size", change: { $0.size = "720x1280" }, isProposed: false),
    ]
}

@Suite(.timeLimit(.minutes(2))) struct `An uncertain task and the service's list` {
    /// A task whose answer was lost at this moment of the clock.
    private func lost(_ prompts: String..., world: World? = nil) async throws -> World {
        let world = try world ?? World()
        world.serial = true
        for prompt in prompts {
            try world.queue(prompt)
            world.service.next(.submit, .failure(.interrupted, at: .afterSend))
        }
        try await world.sync()
        #expect(try world.state() == .uncertain)
        return world
    }

    private func entry(_ id: String, _ world: World, after seconds: Double = 1) -> Listed {
        Listed(id: id, createdAt: world.time.now() + seconds)
    }

    @Test func `is adopted where one entry fits beyond doubt, and fetched without a second charge`()
        async throws
    {
        let world = try await lost("a red fox")
        let entry = entry("video_9", world)
        world.service.always(.list) { _ in .list([entry]) }
        world.time.advance(by: 30)
        let summary = try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(try world.sql("SELECT remote_id FROM task") == "video_9")
        #expect(try world.attempts() == ["answered accepted"])
        #expect(summary.exitStatus == .success && summary.submitted == 1)
        #expect(world.service.charges == 1)
        let what = try world.catalog.events(ofTask: 1).map(\.what)
        #expect(what.contains("adopted by the service's list"))
    }

    @Test(arguments: Differing.all)
    func `is not adopted by itself where the entry leaves a doubt`(
        differing: Differing
    ) async throws {
        let world = try await lost("a red fox")
        var entry = Listed(
            id: "video_9", createdAt: differing.after.map { world.time.now() + $0 })
        differing.change(&entry)
        world.service.always(.list) { [entry] _ in .list([entry]) }
        world.time.advance(by: 7200)
        #expect(try await world.sync().exitStatus == .decisionNeeded)
        #expect(try world.state() == .uncertain)
        #expect(
            try world.catalog.proposals(ofTask: 1).map(\.remoteID)
                == (differing.isProposed ? ["video_9"] : []))
        #expect(world.service.charges == 1)
    }

    @Test func `is not adopted where two entries fit`() async throws {
        let world = try await lost("a red fox")
        let entries = [entry("video_8", world), entry("video_9", world, after: 2)]
        world.service.always(.list) { _ in .list(entries) }
        try await world.sync()
        #expect(try world.state() == .uncertain)
        #expect(
            try world.catalog.proposals(ofTask: 1).map(\.remoteID) == ["video_8", "video_9"])
        // Taking one of them as another task's leaves the other beyond doubt.
        try world.catalog.resolve(
            try world.catalog.task(number: 1), .adopt(remoteID: "video_8"), by: "a person",
            next: world.time.now())
        #expect(try world.catalog.proposals(ofTask: 1).isEmpty)
    }

    @Test func `is not adopted where another task fits the entry too, of whatever provider`()
        async throws
    {
        let world = try await lost("a red fox", "a red fox")
        let entry = entry("video_9", world)
        world.service.always(.list) { _ in .list([entry]) }
        try await world.sync()
        #expect(try world.state(1) == .uncertain && world.state(2) == .uncertain)

        let shared = try World()
        let twin = try shared.catalog.addProvider(World.record("twin", at: shared.service.base))
        try shared.queue(for: twin)
        shared.service.next(.submit, .failure(.interrupted, at: .afterSend))
        try await shared.sync()
        _ = try await lost("a red fox", world: shared)
        shared.service.always(.list) { _ in .list([entry]) }
        try await shared.sync()
        #expect(try shared.state(1) == .uncertain && shared.state(2) == .uncertain)
        #expect(try shared.catalog.proposals(ofTask: 1).map(\.remoteID) == ["video_9"])
    }

    @Test func `is never given an entry that is another task already`() async throws {
        let world = try World()
        let twin = try world.catalog.addProvider(World.record("twin", at: world.service.base))
        try world.queue(for: twin)
        try await world.sync()
        #expect(try world.sql("SELECT remote_id FROM task") == "video_1")
        try world.queue()
        world.service.next(.submit, .failure(.interrupted, at: .afterSend))
        try await world.sync()
        let entry = entry("video_1", world)
        world.service.always(.list) { _ in .list([entry]) }
        try await world.sync()
        #expect(try world.state(2) == .uncertain)
        #expect(try world.catalog.proposals(ofTask: 2).isEmpty)
    }

    @Test func `is compared by the service's clock`() async throws {
        let world = try await lost("a red fox")
        // The service's clock is a day ahead: what it calls tomorrow is now.
        let entry = entry("video_9", world, after: 86_401)
        world.service.always(.list) { _ in .list([entry], date: "Sun, 22 Nov 2026 02:03:04 GMT") }
        #expect(world.time.now().iso8601 == "2026-11-21T02:03:04Z")
        try await world.sync()
        #expect(try world.sql("SELECT remote_id FROM task") == "video_9")
    }

    @Test func `is looked for on every page, and not adopted where the list does not end`()
        async throws
    {
        let world = try await lost("a red fox")
        let entry = entry("video_9", world)
        let others = (0..<3).map { Listed(id: "other_\($0)", prompt: "x") }
        world.service.next(.list, .list(others, more: true), .list([entry]))
        try await world.sync()
        #expect(try world.sql("SELECT remote_id FROM task") == "video_9")
        #expect(world.service.requests(.list).last?.url.contains("after=other_2") == true)

        // A cursor that goes round in a circle proves nothing about the rest.
        let endless = try await lost("a red fox")
        let one = Listed(id: "video_9", createdAt: endless.time.now() + 1)
        endless.service.always(.list) { _ in .list([one], more: true) }
        try await endless.sync()
        #expect(try endless.state() == .uncertain)
        #expect(try endless.catalog.proposals(ofTask: 1).map(\.remoteID) == ["video_9"])
        #expect(endless.service.count(.list) <= 4)
    }

    @Test(arguments: [401, 404, 429, 500, 501])
    func `stays uncertain where there is no list now, or none at all`(status: Int) async throws {
        let world = try await lost("a red fox")
        world.service.always(.list) { _ in .response(status) }
        for _ in 0..<3 {
            #expect(try await world.sync().exitStatus == .decisionNeeded)
            world.time.advance(by: 86_400)
        }
        #expect(try world.state() == .uncertain)
        #expect(world.service.charges == 1)
    }

    @Test func `stays uncertain where it is in no list, however often that is read`() async throws {
        let world = try await lost("a red fox")
        world.service.always(.list) { _ in .list([]) }
        for _ in 0..<10 {
            try await world.sync(untilIdle: true)
            world.time.advance(by: 3600)
        }
        #expect(try world.state() == .uncertain)
        #expect(world.service.charges == 1)
    }

    @Test func `costs no request where nothing is uncertain`() async throws {
        let world = try World()
        try world.queue()
        try await world.sync(untilIdle: true)
        #expect(world.service.count(.list) == 0)
    }
}

import Foundation
import SoraCatalog
import SoraHTTP
import SoraMedia
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A result that does not read` {
    private let good = Movie.bytes(5000)
    private let spoilt = Movie.bytes(5000, seed: 3)

    /// A task whose result comes spoilt at first, in its full length.
    private func spoiltOnce(then answers: ScriptedAnswer...) async throws -> World {
        let world = try World(service: Service(movie: good))
        try await world.submitted()
        world.prober.says(judge)
        world.service.next(.content, .movie(spoilt))
        for answer in answers { world.service.next(.content, answer) }
        return world
    }

    /// Says that the good file reads.
    private var judge: @Sendable (String) -> ProbeOutcome {
        { [good] path in
            let bytes = try? Data(contentsOf: URL(fileURLWithPath: path))
            return .measured(bytes == Data(good) ? .good(path) : .broken(path))
        }
    }

    private func history(_ world: World) throws -> [String] {
        try world.catalog.events(ofTask: 1).map(\.what).filter { $0.hasPrefix("fetched once") }
    }

    @Test func `is fetched once more, and replaced by one that does`() async throws {
        let world = try await spoiltOnce()
        let summary = try await world.sync()
        #expect(try world.original() == good)
        #expect(try world.sql("SELECT verdict || bytes FROM video") == "verified5000")
        #expect(summary.verified == 1 && summary.corrupt == 0 && summary.downloaded == 1)
        #expect(try history(world) == ["fetched once more: other bytes, which read well"])
        #expect(try world.names(world.folder.incoming) == ["receipts"])
        #expect(world.service.charges == 1)
    }

    @Test func `is kept, and not fetched for ever, where it is the same again`() async throws {
        let world = try await spoiltOnce(then: .movie(spoilt))
        for _ in 0..<3 { try await world.sync(untilIdle: true) }
        #expect(try world.original() == spoilt)
        #expect(try world.sql("SELECT verdict FROM video") == "corrupt")
        #expect(world.service.count(.content) == 2)
        #expect(try history(world) == ["fetched once more: the same bytes"])
    }

    @Test(arguments: [
        ScriptedAnswer.response(404), .response(410), .response(200, body: Array("<html>".utf8)),
        .movie(Movie.bytes(4000, seed: 9)),
    ])
    func `is kept where nothing better comes`(answer: ScriptedAnswer) async throws {
        let world = try await spoiltOnce(then: answer)
        for _ in 0..<3 { try await world.sync() }
        #expect(try world.original() == spoilt)
        #expect(try history(world).count == 1)
        #expect(world.service.count(.content) == 2)
        #expect(try world.names(world.folder.incoming) == ["receipts"])
    }

    @Test func `is fetched once more by a later run where the network was gone`() async throws {
        let world = try await spoiltOnce(
            then: .failure(.connect, at: .beforeConnect), .movie(good, cutAfter: 100))
        for _ in 0..<2 { try await world.sync() }
        #expect(try history(world).isEmpty)
        #expect(try world.original() == spoilt)
        try await world.sync()
        #expect(try world.original() == good)
    }

    @Test func `is not asked for again when its time is over`() async throws {
        let world = try await spoiltOnce(then: .failure(.connect, at: .beforeConnect))
        try await world.sync()
        world.time.advance(by: 7200)
        try await world.sync()
        #expect(world.service.count(.content) == 2)
        #expect(try world.sql("SELECT verdict FROM video") == "corrupt")
    }

    @Test func `keeps its bytes for another video that has the same`() async throws {
        let world = try World()
        for task in 1...2 { try world.queue("\(task)") }
        world.serial = true
        try await world.sync()
        world.time.advance(by: 60)
        world.prober.says(judge)
        world.service.next(
            .content, .movie(spoilt), .movie(spoilt), .movie(good), .movie(spoilt))
        try await world.sync()
        #expect(try world.objects().count == 2)
        #expect(try world.sql("SELECT verdict FROM video WHERE id = 1") == "verified")
        #expect(try world.sql("SELECT verdict FROM video WHERE id = 2") == "corrupt")
    }
}

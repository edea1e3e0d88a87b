import Foundation
import SoraCatalog
import SoraHTTP
import SoraMedia
import SoraModel
import SoraProviders
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct `A download that was cut` {
    private let movie = Movie.bytes(40_000)

    /// A task whose result came up to 20,000 bytes.
    private func cut(after end: Int = 20_000, tag: String? = "\"one\"") async throws -> World {
        let world = try World(service: Service(movie: movie))
        try await world.submitted()
        world.service.next(.content, .movie(movie, cutAfter: end, tag: tag))
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "truncated")
        world.time.advance(by: 60)
        return world
    }

    @Test func `goes on with what is missing, if the result is still the same`() async throws {
        let world = try await cut()
        world.service.next(.content, .rest(of: movie, from: 20_000))
        try await world.sync()
        #expect(try world.original() == movie)
        let second = try #require(world.service.requests(.content).last)
        #expect(second.headers["Range"] == "bytes=20000-")
        #expect(second.headers["If-Range"] == "\"one\"")
        #expect(world.service.charges == 1)
    }

    @Test func `goes on as often as it is cut, while it comes nearer`() async throws {
        let world = try await cut()
        for start in stride(from: 20_000, to: 36_000, by: 2000) {
            var answer = ScriptedAnswer.rest(of: movie, from: start)
            answer.failure = (.interrupted, .midBody(after: 2000))
            world.service.next(.content, answer)
        }
        world.service.next(.content, .rest(of: movie, from: 36_000))
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded && world.original() == movie)
    }

    @Test func `within its first bytes is not judged by the middle of the file`() async throws {
        let world = try await cut(after: 20)
        world.service.next(.content, .rest(of: movie, from: 20))
        try await world.sync()
        #expect(try world.original() == movie)
    }

    @Test func `begins anew where the service sends the whole`() async throws {
        let world = try await cut()
        let other = Movie.bytes(9000, seed: 5)
        world.service.next(.content, .movie(other, tag: "\"two\""))
        try await world.sync()
        #expect(try world.original() == other)
    }

    @Test func `is kept while the whole comes anew and has less, and gone on with after all`()
        async throws
    {
        let world = try await cut()
        // One of two servers has another tag, and breaks off; then the first one answers again.
        world.service.next(
            .content, .movie(Movie.bytes(40_000, seed: 3), cutAfter: 15_000, tag: "\"two\""),
            .rest(of: movie, from: 20_000))
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "truncated")
        #expect(try world.names(world.folder.incoming).count == 2, "the new one is gone again")
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.original() == movie)
        #expect(world.service.requests(.content).last?.headers["If-Range"] == "\"one\"")
    }

    @Test func `is left behind when the whole comes anew and has more`() async throws {
        let world = try await cut()
        let other = Movie.bytes(40_000, seed: 3)
        world.service.next(
            .content, .movie(other, cutAfter: 30_000, tag: "\"two\""),
            .rest(of: other, from: 30_000, tag: "\"two\""))
        try await world.sync()
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.original() == other)
        #expect(world.service.requests(.content).last?.headers["If-Range"] == "\"two\"")
        #expect(try world.names(world.folder.incoming) == ["receipts"])
    }

    @Test(arguments: [
        ScriptedAnswer.response(200, body: Array("<html>sign in to the network".utf8)),
        .response(204), .response(503),
        .response(302, headers: HTTPHeaders([("Location", "https://10.0.0.1/login")])),
    ])
    func `is not lost to what comes in between`(answer: ScriptedAnswer) async throws {
        let world = try await cut()
        world.service.next(.content, answer, .rest(of: movie, from: 20_000))
        try await world.sync()
        #expect(try world.state() == .completed)
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.original() == movie)
        #expect(world.service.requests(.content).last?.headers["Range"] == "bytes=20000-")
        #expect(try world.names(world.folder.incoming) == ["receipts"])
    }

    @Test func `begins anew where there is no strong validator to ask with`() async throws {
        let world = try await cut(tag: "W/\"weak\"")
        try await world.sync()
        #expect(try world.original() == movie)
        #expect(world.service.requests(.content).last?.headers["Range"] == nil)
    }

    @Test(arguments: [
        (
            "another start",
            ScriptedAnswer.rest(of: Movie.bytes(40_000), from: 20_000, start: 19_000)
        ),
        ("another total", .rest(of: Movie.bytes(40_000), from: 20_000, total: 50_000)),
        (
            "another entity, with If-Range ignored",
            .rest(of: Movie.bytes(40_000, seed: 7), from: 20_000, tag: "\"two\"")
        ),
        ("no range at all", .response(206, body: Array(Movie.bytes(40_000).suffix(20_000)))),
        ("nothing more to give", .response(416)),
        (
            "nothing more to give, of this size",
            .response(416, headers: HTTPHeaders([("Content-Range", "bytes */20000")]))
        ),
        (
            "nothing more to give, of the whole's size",
            .response(416, headers: HTTPHeaders([("Content-Range", "bytes */40000")]))
        ),
    ])
    func `is never joined with bytes that may not belong to it`(
        name: String, answer: ScriptedAnswer
    ) async throws {
        let world = try await cut()
        world.service.next(.content, answer)
        try await world.sync()
        #expect(try world.state() == .completed, "\(name)")
        #expect(try world.objects().isEmpty)
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.original() == movie)
        #expect(world.service.requests(.content).last?.headers["Range"] == nil)
    }

    @Test func `leaves one file behind, which the next run uses`() async throws {
        let world = try World(service: Service(movie: movie))
        try await world.submitted()
        for reason in [TransportFailure.Reason.connect, .interrupted, .timeout] {
            world.service.next(.content, .failure(reason, at: .beforeConnect))
            try await world.sync()
            world.time.advance(by: 60)
        }
        #expect(try world.names(world.folder.incoming).count == 2)
        try await world.sync()
        #expect(try world.names(world.folder.incoming) == ["receipts"])
    }
}

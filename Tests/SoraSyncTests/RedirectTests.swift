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

@Suite(.timeLimit(.minutes(2))) struct `A redirect of a result` {
    private let movie = Movie.bytes()

    private func redirected(
        _ locations: String..., status: Int = 302
    ) async throws -> (World, cdn: Service) {
        let cdn = Service("https://cdn.example.net")
        cdn.always(.poll) { [movie] _ in .movie(movie) }
        let world = try World(others: [cdn])
        try await world.submitted()
        for location in locations {
            world.service.next(
                .content, .response(status, headers: HTTPHeaders([("Location", location)])))
        }
        return (world, cdn)
    }

    @Test(arguments: [301, 302, 303, 307, 308])
    func `is followed to another host, and the key stays behind`(status: Int) async throws {
        let (world, cdn) = try await redirected(
            "https://cdn.example.net/v.mp4?sig=1", status: status)
        try await world.sync()
        #expect(try world.state() == .succeeded)
        let request = try #require(cdn.requests(.poll).first)
        #expect(request.url == "https://cdn.example.net/v.mp4?sig=1")
        #expect(request.headers["Authorization"] == nil)
        #expect(world.service.requests(.content)[0].headers["Authorization"] != nil)
    }

    @Test func `is followed relative to where it came from, with the key on the same origin`()
        async throws
    {
        let (world, _) = try await redirected("/v1/videos/other/content")
        try await world.sync()
        #expect(try world.state() == .succeeded)
        let last = try #require(world.service.requests(.content).last)
        #expect(last.url == "https://api.example.com/v1/videos/other/content")
        #expect(last.headers["Authorization"] != nil)
    }

    @Test(arguments: [
        "http://cdn.example.net/v.mp4", "https://169.254.169.254/latest/meta-data",
        "https://127.0.0.1/v.mp4", "https://10.0.0.7/v.mp4", "https://[::1]/v",
        "file:///etc/passwd",
        "ftp://cdn.example.net/v.mp4", "https://0x7f.1/v", "https://user@cdn.example.net/v",
    ])
    func `is not followed to where nothing is fetched from`(location: String) async throws {
        let (world, cdn) = try await redirected(location)
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "url_refused")
        #expect(cdn.requests(.poll).isEmpty)
        #expect(world.transport.requests.count == 3)
        // The service is not to blame for good: the result is asked for again.
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080/v.mp4", TaskState.completed),
        ("https://127.0.0.1:8080/v.mp4", .succeeded),
    ])
    func `from https is followed to https alone, on this machine too`(
        location: String, state: TaskState
    ) async throws {
        let place = Service(String(location.prefix { $0 != "v" }.dropLast()), movie: movie)
        place.always(.poll) { [movie] _ in .movie(movie) }
        let world = try World(service: Service("https://127.0.0.1:4433"), others: [place])
        try await world.submitted()
        world.service.next(
            .content, .response(302, headers: HTTPHeaders([("Location", location)])))
        try await world.sync()
        #expect(try world.state() == state)
        #expect(place.requests(.poll).count == (state == .succeeded ? 1 : 0))
        if state == .completed { #expect(try world.errorCode() == "url_refused") }
    }

    @Test func `is followed five times and no more`() async throws {
        let (world, _) = try await redirected()
        world.service.always(.content) { _ in
            .response(302, headers: HTTPHeaders([("Location", "/v1/videos/video_1/content")]))
        }
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "url_refused")
        #expect(world.service.count(.content) == 6)
    }

    @Test func `to a host that is dead leaves the provider reachable`() async throws {
        let (world, cdn) = try await redirected("https://cdn.example.net/v.mp4")
        cdn.always(.poll) { _ in .failure(.tls, at: .beforeConnect) }
        let summary = try await world.sync()
        #expect(summary.unreachable.isEmpty)
        #expect(try world.state() == .completed)
    }
}

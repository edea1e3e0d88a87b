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

/// A body that comes in place of a video.
struct NoVideo: Sendable, CustomTestStringConvertible {
    var name: String
    var answer: ScriptedAnswer
    var code = "not_media"

    var testDescription: String { name }

    private static func body(_ text: String, _ type: String, _ status: Int = 200) -> ScriptedAnswer
    {
        .response(
            status,
            headers: HTTPHeaders([
                ("Content-Type", type), ("Content-Length", "\(text.utf8.count)"),
            ]), body: Array(text.utf8))
    }

    static let all: [NoVideo] = [
        NoVideo(name: "a page", answer: body("<!doctype html><p>sign in", "text/html")),
        NoVideo(name: "a page that says it is a video", answer: body("<html>", "video/mp4")),
        NoVideo(name: "JSON", answer: body(#"{"error":"not yet"}"#, "application/json")),
        NoVideo(name: "JSON after white space", answer: body("\n  \n   {\"a\":1}", "text/json")),
        NoVideo(name: "a playlist", answer: body("#EXTM3U\nhttps://x/1.ts\n", "video/mp4")),
        NoVideo(name: "nothing", answer: body("", "video/mp4")),
        NoVideo(name: "204", answer: .response(204)),
        NoVideo(name: "304", answer: .response(304)),
        NoVideo(name: "other bytes", answer: body("GIF89a, which is an image", "image/gif")),
        NoVideo(name: "eight bytes of a video", answer: .movie(Array(Movie.bytes().prefix(8)))),
        NoVideo(
            name: "a compressed body",
            answer: .response(
                200, headers: HTTPHeaders([("Content-Encoding", "gzip")]), body: Movie.bytes())),
        NoVideo(
            name: "a part that was not asked for", answer: .rest(of: Movie.bytes(), from: 100),
            code: "truncated"),
        NoVideo(name: "416", answer: .response(416), code: "truncated"),
        NoVideo(
            name: "a declared length beyond any video",
            answer: .response(
                200, headers: HTTPHeaders([("Content-Length", "9000000000000000000")]),
                body: Movie.bytes()), code: "too_large"),
    ]
}

@Suite(.timeLimit(.minutes(2))) struct `The result of a completed task` {
    @Test(arguments: NoVideo.all)
    func `is asked for again where something else comes, and never ordered again`(
        other: NoVideo
    ) async throws {
        let world = try World()
        try await world.submitted()
        world.service.next(.content, other.answer)
        let summary = try await world.sync()
        #expect(try world.state() == .completed)
        #expect(try world.errorCode() == other.code)
        #expect(try world.objects().isEmpty)
        #expect(summary.exitStatus == .success && summary.waiting == 1)
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state() == .succeeded && world.original() == Movie.bytes())
        #expect(world.service.requests(.content).last?.headers["Range"] == nil)
        #expect(world.service.charges == 1)
    }

    @Test func `is not longer than its profile allows`() async throws {
        let world = try World()
        try world.queue(changing: { $0.resultBytes = Movie.bytes().count - 1 })
        try await world.sync()
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "too_large")
        #expect(try world.objects().isEmpty)
    }

    @Test(arguments: [(Verdict.verified, 8.0), (.mismatch, 5.0)])
    func `is stored and judged by what was measured`(
        verdict: Verdict, seconds: Double
    ) async throws {
        let world = try World()
        try await world.submitted()
        world.prober.says { path in
            var probe = MediaProbe.good(path)
            probe.duration = seconds
            return .measured(probe)
        }
        let summary = try await world.sync()
        #expect(try world.sql("SELECT verdict FROM video") == verdict.rawValue)
        #expect(summary.mismatch == (verdict == .mismatch ? 1 : 0))
        #expect(summary.exitStatus == .success)
    }

    @Test func `is unprobed and never corrupt where the prober could not say`() async throws {
        let world = try World()
        try await world.submitted()
        world.prober.says { _ in .unprobed(reason: "the worker died") }
        try await world.sync()
        #expect(
            try world.sql("SELECT verdict || reasons FROM video") == #"unprobed["the worker died"]"#
        )
    }

    @Test func `is kept as corrupt where all declared bytes came and do not read`() async throws {
        let world = try World()
        try await world.submitted()
        world.prober.says { .measured(.broken($0)) }
        let summary = try await world.sync()
        #expect(try world.state() == .succeeded)
        #expect(try world.sql("SELECT verdict FROM video") == "corrupt")
        #expect(summary.corrupt == 1 && summary.exitStatus == .success)
    }

    @Test func `without a declared length is whole where the prober says so`() async throws {
        let world = try World()
        try await world.submitted()
        world.service.always(.content) { _ in .movie(Movie.bytes(), length: false) }
        world.prober.says { .measured(.broken($0)) }
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "truncated")
        world.prober.says { .measured(.good($0)) }
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state() == .succeeded)
    }

    @Test(arguments: [(true, TaskState.succeeded), (false, .completed)])
    func `without a declared length is judged by its boxes where the prober could not say`(
        isWhole: Bool, state: TaskState
    ) async throws {
        let movie = TinyMovie().bytes
        let world = try World(service: Service(movie: movie))
        try await world.submitted()
        world.prober.says { _ in .unprobed(reason: "the worker died") }
        world.service.always(.content) { _ in
            .movie(isWhole ? movie : movie.dropLast(9), length: false)
        }
        try await world.sync()
        #expect(try world.state() == state)
        #expect(try world.errorCode() == (isWhole ? nil : "truncated"))
        if isWhole { #expect(try world.sql("SELECT verdict FROM video") == "unprobed") }
    }

    @Test func `of the same bytes as another is stored once, for both tasks`() async throws {
        let world = try World()
        try world.queue("first")
        try world.queue("second")
        try await world.sync(untilIdle: true)
        #expect(try world.objects().count == 1)
        #expect(try world.sql("SELECT count(*) FROM video") == "2")
        #expect(try world.names(world.folder.incoming) == ["receipts"])
    }

    @Test func `replaces a stored file of its name that is damaged`() async throws {
        let world = try World()
        try world.queue("first")
        try await world.sync(untilIdle: true)
        let path = "\(world.folder.objects)/\(try world.objects()[0])"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: path))
        try world.queue("second")
        try await world.sync(untilIdle: true)
        #expect(try world.original() == Movie.bytes())
    }

    @Test func `is read-only and named by its hash and kind`() async throws {
        let world = try World()
        try await world.submitted()
        try await world.sync()
        let hash = try SHA256.digest(of: Movie.bytes())
        #expect(try world.objects() == ["\(hash.prefix(2))/\(hash).mp4"])
        let path = world.folder.object(hash, "mp4")
        #expect(try FileSystem().status(of: path)?.mode == 0o444)
    }

    @Test func `that expires first is fetched first`() async throws {
        let world = try World()
        world.serial = true
        for task in 1...3 { try world.queue("\(task)") }
        try await world.sync()
        world.time.advance(by: 60)
        let now = Int(world.time.now().seconds)
        world.service.always(.poll) { request in
            let hours = ["1": 9, "2": 3, "3": 6][request.url.suffix(1)] ?? 0
            return .status("completed", more: #","expires_at":\#(now + hours * 3600)"#)
        }
        // Completed in one run, and fetched in the next.
        world.service.next(.content, .response(503), .response(503), .response(503))
        try await world.sync()
        world.time.advance(by: 60)
        try await world.sync()
        let asked = world.service.requests(.content).suffix(3).map {
            $0.url.split(separator: "/")[4]
        }
        #expect(asked == ["video_2", "video_3", "video_1"])
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A result at a URL that the service names` {
    private let movie = Movie.bytes()

    private func completed() async throws -> (World, cdn: Service) {
        let cdn = Service("https://cdn.example.net")
        cdn.always(.poll) { [movie] _ in .movie(movie) }
        let world = try World(others: [cdn])
        world.service.always(.poll) { _ in
            .status("completed", more: #","video_url":"https://cdn.example.net/v.mp4?sig=s""#)
        }
        try world.queue { $0.delivery = .url }
        try await world.sync()
        world.time.advance(by: 60)
        return (world, cdn)
    }

    @Test func `is fetched without the key, and the URL is not stored`() async throws {
        let (world, cdn) = try await completed()
        try await world.sync()
        #expect(try world.state() == .succeeded)
        #expect(cdn.requests(.poll)[0].headers["Authorization"] == nil)
        #expect(try world.sql("SELECT count(*) FROM event WHERE detail LIKE '%sig=s%'") == "0")
    }

    @Test func `is asked for anew when it was refused, and not ordered anew`() async throws {
        let (world, cdn) = try await completed()
        cdn.next(.poll, .response(403))
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "not_ready")
        world.service.next(
            .poll, .status("completed", more: #","url":"https://cdn.example.net/fresh.mp4""#))
        world.time.advance(by: 60)
        try await world.sync()
        #expect(try world.state() == .succeeded)
        #expect(cdn.requests(.poll).last?.url == "https://cdn.example.net/fresh.mp4")
        #expect(world.service.charges == 1)
    }

    @Test func `that is refused to everybody expires when its time is over, and not before`()
        async throws
    {
        let (world, cdn) = try await completed()
        cdn.always(.poll) { _ in .response(403) }
        world.time.advance(by: 3000)
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "not_ready")
        world.time.advance(by: 3600)
        try await world.sync()
        #expect(try world.state() == .expired)
        #expect(world.service.charges == 1)
    }

    @Test(arguments: [
        "http://169.254.169.254/x", "https://192.168.0.1/x", "http://cdn.example.net/v",
    ])
    func `is not fetched from a private or unprotected place`(url: String) async throws {
        let (world, cdn) = try await completed()
        world.service.always(.poll) { _ in
            .status("completed", more: #","video_url":"\#(url)""#)
        }
        try await world.sync()
        #expect(try world.state() == .completed && world.errorCode() == "url_refused")
        #expect(cdn.requests(.poll).isEmpty)
    }

    @Test func `that is never named fails the task when its time is over`() async throws {
        let (world, _) = try await completed()
        world.service.always(.poll) { _ in .status("completed") }
        for _ in 0..<3 {
            try await world.sync()
            #expect(try world.state() == .completed)
            world.time.advance(by: 900)
        }
        world.time.advance(by: 3600)
        let summary = try await world.sync()
        #expect(try world.state() == .failed && world.errorCode() == "no_result")
        #expect(summary.exitStatus == .failure)
    }

    @Test func `of a task that the service has forgotten expires when its time is over`()
        async throws
    {
        let (world, cdn) = try await completed()
        cdn.next(.poll, .response(403))
        try await world.sync()
        world.service.always(.poll) { _ in .response(404) }
        world.time.advance(by: 600)
        try await world.sync()
        #expect(try world.state() == .completed)
        world.time.advance(by: 3600)
        #expect(try await world.sync().exitStatus == .expired)
        #expect(try world.state() == .expired)
    }
}

import Glibc
import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

/// Delivers half of a result and then has the run stopped.
private struct StoppedHalfway: Transport {
    let inner: any Transport
    let movie: [UInt8]
    let stop: @Sendable () -> Void

    func send(
        _ request: HTTPRequest, into sink: (any BodySink)?
    ) async throws(TransportFailure) -> HTTPResponse {
        guard request.url.hasSuffix("/content"), let sink else {
            return try await inner.send(request, into: sink)
        }
        let headers = HTTPHeaders([("Content-Length", "\(movie.count)"), ("ETag", "\"one\"")])
        do {
            try sink.begin(HTTPResponse(status: 200, headers: headers))
            let half = Array(movie.prefix(movie.count / 2))
            try sink.write(half.span.bytes)
        } catch {
            Issue.record("the sink refused: \(error)")
        }
        stop()
        let reason: TransportFailure.Reason = Task.isCancelled ? .cancelled : .interrupted
        throw TransportFailure(reason, requestMayHaveLeft: true, message: "stopped")
    }
}

@Suite(.timeLimit(.minutes(2))) struct `A run that is asked to end` {
    @Test func `before it began sends nothing`() async throws {
        let world = try World()
        try world.queue()
        world.control.interrupt()
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .interrupted)
        #expect(world.transport.requests.isEmpty)
        #expect(try world.state() == .queued)
    }

    @Test func `stops a download, which the next run takes up where it was`() async throws {
        let movie = Movie.bytes(8000)
        let world = try World(service: Service(movie: movie))
        try await world.submitted()
        let control = world.control
        world.wrap = { StoppedHalfway(inner: $0, movie: movie) { control.interrupt() } }
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .interrupted)
        #expect(try world.state() == .completed)
        #expect(try world.sql("SELECT durable_bytes FROM download") == "4000")
        #expect(try world.catalog.task(number: 1).tries == 0)
        let next = world.again()
        next.service.next(.content, .rest(of: movie, from: 4000))
        try await next.sync()
        #expect(try next.state() == .succeeded && next.original() == movie)
        #expect(next.service.requests(.content).last?.headers["Range"] == "bytes=4000-")
    }

    @Test func `waits for a submit that is on its way, and starts no other`() async throws {
        let world = try World()
        for task in 1...3 { try world.queue("\(task)") }
        world.serial = true
        let control = world.control
        world.service.next(.submit, world.service.accept(meanwhile: { control.interrupt() }))
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .interrupted && summary.submitted == 1)
        #expect(try world.state(1) == .submitted && world.state(2) == .queued)
        #expect(world.service.charges == 1)
    }

    @Test func `leaves a submit uncertain that cannot be waited for any longer`() async throws {
        let world = try World()
        try world.queue()
        let control = world.control
        world.service.next(.submit, world.service.accept(meanwhile: { control.abandon() }))
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .interrupted && summary.uncertain == 1)
        #expect(try world.state() == .uncertain)
    }

    @Test func `by its time limit ends as well as it was going`() async throws {
        let world = try World()
        try world.queue()
        let control = world.control
        world.service.next(.submit, world.service.accept(meanwhile: { control.timeOut() }))
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.exitStatus == .success && summary.waiting == 1)
        #expect(try world.state() == .submitted)
    }

    @Test func `is told as interrupted even where the disk failed too`() async throws {
        let world = try World()
        try world.queue()
        let control = world.control
        world.service.next(.submit, world.service.accept(meanwhile: { control.interrupt() }))
        world.files =
            Faults { _, operation, path in
                operation == .write && path.contains("/receipts/") ? EIO : nil
            }.files
        #expect(try await world.sync().exitStatus == .interrupted)
        #expect(world.watcher.count("notice") == 1)
        #expect(try world.state() == .submitted)
    }
}

import SoraHTTP
import SoraTestSupport
import Testing

struct ScriptedTransportTests {
    @Test func `answers come in order and requests are kept`() async throws {
        let transport = ScriptedTransport([
            .json(#"{"id":1}"#), .response(404, body: Array("no".utf8)),
        ])
        let first = try await transport.send(request(.post, "http://h/a", body: "{}"))
        #expect(first.headers["content-type"] == "application/json")
        #expect(first.text == #"{"id":1}"#)
        #expect(try await transport.send(request(.get, "http://h/b")).status == 404)
        #expect(transport.requests.map(\.url) == ["http://h/a", "http://h/b"])
        let failure = try await failed(request(.get, "http://h/c"), by: transport)
        #expect(failure.reason == .connect)
        #expect(failure.message.contains("no answer is scripted for request 2"))
    }

    @Test func `a failure happens where it is told to`() async throws {
        let body = [UInt8](repeating: 1, count: 100)
        let transport = ScriptedTransport([
            .failure(.connect, at: .beforeConnect), .failure(.timeout, at: .afterSend),
            .cut(after: 40, of: body),
        ])
        let calls = Counter()
        let asked = request(.get, "http://h/") { $0.willSend = { calls.add() } }
        #expect(try await !failed(asked, by: transport).requestMayHaveLeft)
        #expect(calls.value == 0)
        #expect(try await failed(asked, by: transport).requestMayHaveLeft)
        #expect(calls.value == 1)
        let sink = CollectingSink()
        let cut = try await failed(asked, by: transport, into: sink)
        #expect(cut.reason == .interrupted)
        #expect(cut.partial?.bodyBytes == 40)
        #expect(cut.partial?.declaredBytes == 100)
        #expect(sink.bytes.count == 40)
        #expect(transport.sentCount == 2)
    }

    @Test func `it refuses what a real transport refuses`() async throws {
        struct Refused: Error {}
        let transport = ScriptedTransport { _, _ in
            .response(200, body: [UInt8](repeating: 0, count: 50))
        }
        let bad = try await failed(request(.get, "file:///x"), by: transport)
        #expect(bad.reason == .badURL)
        let stopped = try await failed(
            request(.get, "http://h/") { $0.willSend = { throw Refused() } }, by: transport)
        #expect(stopped.reason == .stopped)
        #expect(!stopped.requestMayHaveLeft)
        let large = try await failed(
            request(.get, "http://h/") { $0.limits.bodyBytes = 49 }, by: transport)
        #expect(large.reason == .tooLarge)
        let sink = try await failed(
            request(.get, "http://h/"), by: transport, into: CollectingSink(limit: 1))
        #expect(sink.reason == .stopped)
        #expect(transport.sentCount == 2)
    }
}

struct RecordedTransportTests {
    @Test func `a recording replays what was recorded, without secrets`() async throws {
        let recorder = RecordedTransport(
            recording: ScriptedTransport([
                .json(#"{"id":"v1","echo":"s3cret"}"#),
                .response(200, headers: HTTPHeaders([("Set-Cookie", "k")]), body: [0xff, 0, 1]),
                .failure(.timeout, at: .afterSend), .failure(.resolve, at: .beforeConnect),
                .cut(after: 2, of: [1, 2, 3]),
            ]), secrets: ["s3cret"])
        let asked = request(.post, "http://h/a?k=s3cret", body: "s3cret") {
            $0.headers = HTTPHeaders([("Authorization", "Bearer other")])
        }
        _ = try await recorder.send(asked)
        let sink = CollectingSink()
        _ = try await recorder.send(request(.get, "http://h/file"), into: sink)
        _ = try await failed(request(.get, "http://h/c"), by: recorder)
        _ = try await failed(request(.get, "http://h/d"), by: recorder)
        _ = try await failed(request(.get, "http://h/e"), by: recorder)
        let lines = try recorder.lines()
        #expect(!lines.contains("s3cret"))
        #expect(!lines.contains("Bearer"))
        #expect(lines.split(separator: "\n").count == 5)

        let replay = try RecordedTransport(replaying: lines)
        let first = try await replay.send(request(.post, "http://h/a?k=MASKED", body: "x"))
        #expect(first.text == #"{"id":"v1","echo":"MASKED"}"#)
        #expect(try await replay.send(request(.get, "http://h/file")).body == [0xff, 0, 1])
        let timeout = try await failed(request(.get, "http://h/c"), by: replay)
        #expect(timeout.reason == .timeout)
        #expect(timeout.requestMayHaveLeft)
        let resolve = try await failed(request(.get, "http://h/d"), by: replay)
        #expect(resolve.reason == .resolve)
        #expect(!resolve.requestMayHaveLeft)
        let cut = try await failed(request(.get, "http://h/e"), by: replay)
        #expect(cut.reason == .interrupted)
        #expect(cut.partial?.body == [1, 2])
    }

    @Test func `a request that was not recorded is refused`() async throws {
        let recorder = RecordedTransport(recording: ScriptedTransport([.json("{}")]))
        _ = try await recorder.send(request(.get, "http://h/a"))
        let replay = try RecordedTransport(replaying: recorder.lines())
        let failure = try await failed(request(.get, "http://h/b"), by: replay)
        #expect(failure.message.contains("http://h/a"))
    }
}

import SoraHTTP
import Testing

/// What is refused before anything is sent.
struct RequestCheckTests {
    @Test(arguments: [
        ("X-A", "1\r\nX-B: 2", "control character"), ("X-A", "1\n", "control character"),
        ("X-A", "\u{0}", "control character"), ("X-A", "\u{1b}[1m", "control character"),
        ("X A", "1", "not a token"), ("X:A", "1", "not a token"), ("", "1", "not a token"),
        ("X\r\n", "1", "not a token"), ("Content-Length", "5", "set by the transport"),
        ("transfer-encoding", "chunked", "set by the transport"),
        ("Host", "evil", "set by the transport"), ("Expect", "100-continue", "by the transport"),
        ("Connection", "close", "set by the transport"),
    ])
    func `a header field that could be two is refused`(
        name: String, value: String, reason: String
    ) async throws {
        let server = try RawServer { $0.awaitEnd() }
        let failure = try await failed(
            request(.get, server.url()) { $0.headers = HTTPHeaders([(name, value)]) })
        #expect(failure.reason == .badRequest)
        #expect(!failure.requestMayHaveLeft)
        #expect(failure.message.contains(reason))
        #expect(server.seen.connections == 0)
    }

    @Test func `a key is not shown when its field is refused`() async throws {
        let failure = try await failed(
            request(.get, "http://127.0.0.1/") { $0.headers["Authorization"] = "Bearer k3y\n" })
        #expect(failure.message.contains("Authorization"))
        #expect(!failure.message.contains("k3y"))
    }

    @Test(arguments: [HTTPRequest.Method.get, .head])
    func `only some methods carry a body`(method: HTTPRequest.Method) async throws {
        let failure = try await failed(request(method, "http://127.0.0.1/", body: "x"))
        #expect(failure.reason == .badRequest)
    }

    @Test(arguments: [
        "file:///etc/passwd", "gopher://127.0.0.1/", "http://u:p@127.0.0.1/",
        "http://127.0.0.1/\r\nX: 1", "127.0.0.1",
    ])
    func `a URL that may not be requested is refused`(url: String) async throws {
        let failure = try await failed(request(.get, url))
        #expect(failure.reason == .badURL)
        #expect(!failure.requestMayHaveLeft)
    }
}

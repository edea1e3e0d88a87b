import SoraHTTP
import SoraTestSupport
import Synchronization
import Testing

/// What is sent, and what is made of what comes back.
struct ExchangeTests {
    @Test func `a request carries what it was given and little else`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.answer("ok")
        }
        _ = try await plainTransport().send(
            request(.post, server.url("/a/../b?q=1#part"), body: "{}") {
                $0.headers = HTTPHeaders([
                    ("Authorization", "Bearer k"), ("Content-Type", "application/json"),
                    ("X-Empty", ""),
                ])
            })
        let seen = try #require(server.seen.requests.first)
        #expect(
            seen.lines == [
                "POST /a/../b?q=1 HTTP/1.1", "Host: 127.0.0.1:\(server.port)",
                "User-Agent: soralib/1.2.3", "Accept: */*", "Authorization: Bearer k",
                "Content-Type: application/json", "X-Empty:", "Content-Length: 2",
            ])
        #expect(seen.body == Array("{}".utf8))
    }

    @Test(arguments: [
        (HTTPRequest.Method.get, "GET / HTTP/1.1", [] as [String]),
        (.head, "HEAD / HTTP/1.1", []),
        (.post, "POST / HTTP/1.1", ["0"]),
        (.delete, "DELETE / HTTP/1.1", []),
    ])
    func `a method without a body is sent as it is`(
        method: HTTPRequest.Method, line: String, lengths: [String]
    ) async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        }
        let response = try await plainTransport().send(request(method, server.url()))
        #expect(response.status == 200)
        let seen = try #require(server.seen.requests.first)
        #expect(seen.lines.first == line)
        #expect(seen.values(of: "content-length") == lengths)
        #expect(seen.values(of: "content-type") == [])
    }

    @Test func `the answer to HEAD declares a length and has no body`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9999999999\r\n\r\n")
        }
        let response = try await plainTransport().send(
            request(.head, server.url()) { $0.limits.bodyBytes = 10 })
        #expect(response.declaredBytes == 9_999_999_999)
        #expect(response.bodyBytes == 0)
    }

    @Test func `a response is collected with its address`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.answer("hello", status: "404 Not Found", fields: ["X-Request-ID: r1"])
        }
        let response = try await plainTransport().send(request(.get, server.url()))
        #expect(response.status == 404)
        #expect(response.text == "hello")
        #expect(response.bodyBytes == 5)
        #expect(response.declaredBytes == 5)
        #expect(response.headers["x-request-id"] == "r1")
        #expect(response.address == "127.0.0.1")
    }

    @Test func `a chunked body comes whole, and its trailer is no header`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "5\r\nhello\r\n6\r\n world\r\n0\r\nX-After: 1\r\n\r\n")
        }
        let response = try await plainTransport().send(request(.get, server.url()))
        #expect(response.text == "hello world")
        #expect(response.declaredBytes == nil)
        #expect(response.headers["x-after"] == nil)
    }

    @Test func `a body without length ends with the connection`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.0 200 OK\r\n\r\nall of it")
        }
        let response = try await plainTransport().send(request(.get, server.url()))
        #expect(response.text == "all of it")
    }

    @Test func `interim responses are passed over`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\n")
            connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n")
            connection.answer("final", status: "201 Created")
        }
        let sink = CollectingSink()
        let response = try await plainTransport().send(
            request(.post, server.url(), body: "x"), into: sink)
        #expect(response.status == 201)
        #expect(response.headers["x-interim"] == nil)
        #expect(sink.heads.map(\.status) == [201])
        #expect(String(decoding: sink.bytes, as: UTF8.self) == "final")
        #expect(response.body.isEmpty)
        #expect(response.bodyBytes == 5)
    }

    @Test func `an encoded body is handed over as it is`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.answer("not gzip", fields: ["Content-Encoding: gzip"])
        }
        let response = try await plainTransport().send(request(.get, server.url()))
        #expect(response.text == "not gzip")
        #expect(server.seen.requests.first?.values(of: "accept-encoding") == [])
    }

    @Test func `a sink begins once also without a body`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 204 No Content\r\n\r\n")
        }
        let sink = CollectingSink()
        _ = try await plainTransport().send(request(.get, server.url()), into: sink)
        #expect(sink.heads.count == 1)
        #expect(sink.bytes.isEmpty)
    }

    @Test(arguments: [true, false])
    func `what a sink throws ends the exchange`(atHead: Bool) async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.answer(String(repeating: "x", count: 100_000))
        }
        let failure = try await failed(
            request(.get, server.url()),
            into: atHead ? CollectingSink(refusesHead: true) : CollectingSink(limit: 10))
        #expect(failure.reason == .stopped)
        #expect(failure.underlying is CollectingSink.Refusal)
        #expect(failure.requestMayHaveLeft)
        #expect(failure.partial?.status == 200)
    }

    @Test func `many requests run at once on one transport`() async throws {
        let inside = Mutex((now: 0, most: 0))
        let server = try RawServer { connection in
            while let request = connection.readRequest() {
                inside.withLock { inside in
                    inside.now += 1
                    inside.most = max(inside.most, inside.now)
                }
                connection.pause(0.2)
                inside.withLock { $0.now -= 1 }
                connection.answer(String(request.lines[0].split(separator: " ")[1]))
            }
        }
        let transport = plainTransport()
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<20 {
                group.addTask {
                    let path = "/\(number)"
                    return try await transport.send(request(.get, server.url(path))).text == path
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        #expect(inside.withLock { $0.most } > 1)
    }
}

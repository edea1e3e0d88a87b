import SoraHTTP
import Testing

/// No request is sent twice, and it is known whether it may have left.
struct AtMostOnceTests {
    @Test func `a fresh POST whose connection dies is received exactly once`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
        }
        let failure = try await failed(
            request(.post, server.url("/v1/videos"), body: "{}", connection: .fresh))
        #expect(failure.reason == .interrupted)
        #expect(failure.requestMayHaveLeft)
        #expect(server.seen.requests.count == 1)
        #expect(server.seen.connections == 1)
    }

    @Test(
        arguments: [
            (HTTPRequest.Method.post, "{}" as String?), (.post, nil), (.get, nil), (.delete, nil),
        ])
    func `a request on a reused connection that dies is not sent a second time`(
        method: HTTPRequest.Method, body: String?
    ) async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.answer("first")
            connection.readRequest()
        }
        let transport = plainTransport()
        _ = try await transport.send(request(.get, server.url("/first")))
        let failure = try await failed(
            request(method, server.url("/second"), body: body),
            by: transport)
        #expect(failure.reason == .interrupted)
        #expect(failure.requestMayHaveLeft)
        #expect(failure.message.contains("not sent a second time"))
        #expect(server.requests(on: 0).count == 2)
        #expect(server.requests(on: 1).isEmpty)
    }

    @Test func `a fresh request does not use an idle connection, and leaves none`() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil { connection.answer("ok") }
        }
        let transport = plainTransport()
        _ = try await transport.send(request(.get, server.url()))
        _ = try await transport.send(request(.get, server.url()))
        #expect(server.seen.connections == 1)
        _ = try await transport.send(request(.post, server.url(), body: "", connection: .fresh))
        _ = try await transport.send(request(.post, server.url(), body: "", connection: .fresh))
        #expect(server.seen.connections == 3)
        #expect(server.requests(on: 0).count == 2)
        #expect(server.requests(on: 1).count == 1)

        let other = plainTransport()
        _ = try await other.send(request(.post, server.url(), body: "", connection: .fresh))
        _ = try await other.send(request(.get, server.url()))
        #expect(server.seen.connections == 5)
    }

    @Test func `a reset after the request may have charged`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.reset()
        }
        let failure = try await failed(
            request(.post, server.url(), body: "x", connection: .fresh))
        #expect(failure.reason == .interrupted)
        #expect(failure.requestMayHaveLeft)
        #expect(failure.partial == nil)
    }

    @Test func `a refused connection cannot have charged`() async throws {
        let port = try RawServer.freePort()
        let failure = try await failed(
            request(.post, "http://127.0.0.1:\(port)/", body: "x", connection: .fresh))
        #expect(failure.reason == .connect)
        #expect(!failure.requestMayHaveLeft)
    }

    @Test func `a name that is not resolved cannot have charged`() async throws {
        let failure = try await failed(
            request(.post, "http://does-not-exist.invalid/", body: "x") {
                $0.destination = .any
            })
        #expect(failure.reason == .resolve)
        #expect(!failure.requestMayHaveLeft)
    }

    @Test func `willSend runs once, connected, before the first byte`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.answer("ok")
        }
        let calls = Counter()
        _ = try await plainTransport().send(
            request(.post, server.url(), body: "x", connection: .fresh) {
                $0.willSend = {
                    calls.add()
                    #expect(server.seen.bytes == 0)
                }
            })
        #expect(calls.value == 1)
        #expect(server.seen.requests.count == 1)
    }

    @Test func `nothing is sent when willSend throws`() async throws {
        struct Refused: Error {}
        let server = try RawServer { $0.awaitEnd() }
        let failure = try await failed(
            request(.post, server.url(), body: "x", connection: .fresh) {
                $0.willSend = { throw Refused() }
            })
        #expect(failure.reason == .stopped)
        #expect(failure.underlying is Refused)
        #expect(!failure.requestMayHaveLeft)
        try await Task.sleep(for: .milliseconds(50))
        #expect(server.seen.bytes == 0)
    }

    @Test(arguments: ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
    func `a redirect is an answer like any other`(status: String) async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                connection.answer("", status: status, fields: ["Location: /elsewhere"])
            }
        }
        let response = try await plainTransport().send(
            request(.post, server.url("/paid"), body: "{}"))
        #expect(response.status == Int(status.prefix(3)))
        #expect(response.headers["location"] == "/elsewhere")
        #expect(server.seen.requests.count == 1)
    }

    @Test func `417 does not make the request be sent again`() async throws {
        let server = try RawServer { connection in
            while connection.readRequest() != nil {
                connection.answer("", status: "417 Expectation Failed")
            }
        }
        let body = String(repeating: "x", count: 3 << 20)
        let response = try await plainTransport().send(request(.post, server.url(), body: body))
        #expect(response.status == 417)
        #expect(server.seen.requests.count == 1)
        #expect(server.seen.requests.first?.body.count == 3 << 20)
        #expect(server.seen.requests.first?.values(of: "expect") == [])
    }
}

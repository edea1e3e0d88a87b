import SoraHTTP
import SoraTestSupport
import Testing

/// Responses that are cut, too large, too slow, or not HTTP.
struct BrokenResponseTests {
    @Test(arguments: [nil, CollectingSink()])
    func `a body that ends short leaves what came`(sink: CollectingSink?) async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nETag: \"e\"\r\n\r\n1234567")
        }
        let failure = try await failed(request(.get, server.url()), into: sink)
        #expect(failure.reason == .interrupted)
        #expect(failure.requestMayHaveLeft)
        #expect(failure.partial?.bodyBytes == 7)
        #expect(failure.partial?.declaredBytes == 100)
        #expect(failure.partial?.headers["etag"] == "\"e\"")
        #expect(failure.partial?.body.count == (sink == nil ? 7 : 0))
    }

    @Test func `a chunked body that is cut is not taken for whole`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel")
        }
        let failure = try await failed(request(.get, server.url()))
        #expect(failure.reason == .interrupted)
        #expect(failure.partial?.bodyBytes == 3)
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH_9.2\r\n", "\u{0}\u{1}\u{2}\u{3}garbage\r\n\r\n",
        "HTTP/1.1 999 Odd\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
        "HTTP/1.1 200 OK\r\nContent-Length: 3, 4\r\n\r\nabcd",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabcd",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabcd",
    ])
    func `what is not HTTP is refused`(answer: String) async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write(answer)
        }
        let failure = try await failed(request(.post, server.url(), body: "{}"))
        #expect(failure.reason == .protocolError, "\(failure)")
        #expect(failure.requestMayHaveLeft)
    }

    @Test func `equal lengths are one length`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nabcd")
        }
        let response = try await plainTransport().send(request(.get, server.url()))
        #expect(response.text == "abcd")
    }

    @Test(arguments: [(20, 5_000), (90_000, 1)])
    func `a header beyond the limit ends the exchange`(
        length: Int, count: Int
    ) async throws {
        let value = String(repeating: "y", count: length)
        let fields = String(repeating: "X-Filler: \(value)\r\n", count: count)
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 0\r\n\r\n")
            connection.awaitEnd()
        }
        let failure = try await failed(request(.get, server.url()))
        #expect(failure.reason == .tooLarge, "\(failure)")
        #expect(failure.partial == nil)
    }

    @Test func `a header line without end does not fill the memory`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nX: ")
            while connection.write(String(repeating: "y", count: 65_536)) {}
        }
        let failure = try await failed(request(.get, server.url()))
        #expect(failure.reason == .tooLarge, "\(failure)")
    }

    @Test func `a declared length beyond the limit is refused before the body`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n")
            connection.awaitEnd()
        }
        let sink = CollectingSink()
        let failure = try await failed(
            request(.get, server.url()) { $0.limits.bodyBytes = 100 }, into: sink)
        #expect(failure.reason == .tooLarge)
        #expect(failure.message.contains("declares 101 bytes"))
        #expect(sink.heads.isEmpty)
    }

    @Test func `a body without length is cut at the limit`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\n\r\n")
            while connection.write(String(repeating: "z", count: 1000)) {}
        }
        let sink = CollectingSink()
        let failure = try await failed(
            request(.get, server.url()) { $0.limits.bodyBytes = 100_000 }, into: sink)
        #expect(failure.reason == .tooLarge)
        #expect(sink.bytes.count <= 100_000)
    }

    @Test func `an answer that does not come in time is a timeout`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.awaitEnd()
        }
        let failure = try await failed(
            request(.post, server.url(), body: "{}") { $0.limits.totalSeconds = 0.3 })
        #expect(failure.reason == .timeout)
        #expect(failure.requestMayHaveLeft)
    }

    @Test func `a connection that is not accepted in time cannot have charged`() async throws {
        // 192.0.2.0/24 is documentation: packets to it go nowhere (RFC 5737).
        let failure = try await failed(
            request(.post, "http://192.0.2.1/", body: "{}") {
                $0.destination = .any
                $0.limits.connectSeconds = 0.3
            })
        #expect([.timeout, .connect].contains(failure.reason))
        #expect(!failure.requestMayHaveLeft)
    }

    @Test func `a body that trickles is ended by its rate`() async throws {
        let server = try RawServer { connection in
            connection.readRequest()
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
            while connection.write("1") { connection.pause(0.1) }
        }
        let failure = try await failed(
            request(.get, server.url()) {
                $0.limits.minimumRate = 1024
                $0.limits.rateSeconds = 1
            })
        #expect(failure.reason == .timeout)
        #expect((failure.partial?.bodyBytes ?? 0) > 0)
    }
}

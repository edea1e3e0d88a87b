import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

/// What must not change when there is nothing to play.
@Suite struct `Without a fault the proxy changes nothing` {
    @Test func `many requests go over one connection`() throws {
        let faulty = try FaultyService("")
        let client = try faulty.client()
        for number in 1...20 {
            #expect(client.create("number \(number)").status == 200)
        }
        #expect(client.get("/videos?limit=100").ids.count == 20)
        #expect(client.end == nil)
        #expect(try faulty.charges() == 20)
        #expect(try faulty.played().isEmpty)
    }

    @Test func `requests sent at once are answered in turn`() throws {
        let client = try FaultyService("").client()
        for _ in 0..<3 { client.send("GET", "/videos") }
        #expect((0..<3).map { _ in client.read().status } == [200, 200, 200])
    }

    @Test func `the body of a request may come in chunks, with a trailer`() throws {
        let faulty = try FaultyService("")
        let client = try faulty.client()
        let body = #"{"prompt": "in two parts"}"#
        let (first, second) = (body.prefix(7), body.dropFirst(7))
        client.send(
            "POST /openai/v1/videos HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n")
        for part in [first, second] {
            client.send(String(part.count, radix: 16) + ";x=y\r\n\(part)\r\n")
        }
        client.send("0\r\nX-Sum: 1\r\n\r\n")
        #expect(client.read()["prompt"] as? String == "in two parts")
        #expect(client.get("/videos").ids.count == 1)
    }

    @Test func `a client that waits for 100 gets it`() throws {
        let client = try FaultyService("").client()
        client.send(
            "POST /openai/v1/videos HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer k\r\n"
                + "Content-Type: application/json\r\nContent-Length: 15\r\n"
                + "Expect: 100-continue\r\n\r\n")
        #expect(client.read().status == 100)
        client.send(#"{"prompt": "a"}"#)
        #expect(client.read().status == 200)
    }

    @Test func `HEAD has a length and no body`() throws {
        let faulty = try FaultyService("")
        let id = try faulty.createCompleted()
        let client = try faulty.client()
        client.send("HEAD", "/videos/\(id)/content")
        let head = client.read(hasBody: false)
        let whole = client.get("/videos/\(id)/content")
        #expect(head.value("Content-Length") == String(whole.body.count))
        #expect(whole.body[4..<8] == Data("ftyp".utf8))
    }

    @Test func `a download that the server cuts is cut`() throws {
        let faulty = try FaultyService("")
        let id = try faulty.createCompleted("[[truncate]]")
        let client = try faulty.client()
        let reply = client.get("/videos/\(id)/content")
        #expect(
            reply.value("Content-Length").flatMap { Int($0) }.map { $0 / 2 } == reply.body.count)
        #expect(client.end == .closed)
        #expect(try faulty.client().get("/videos").status == 200)
    }

    @Test func `Connection close is kept to`() throws {
        let client = try FaultyService("").client()
        client.send("GET", "/videos", headers: "Connection: close")
        #expect(client.read().status == 200)
        #expect(client.readToEnd().isEmpty)
        #expect(client.end == .closed)
    }

    @Test(arguments: ["Content-Length: x", "Content-Length: -1", "Transfer-Encoding: gzip"])
    func `a request without an end is refused`(_ field: String) throws {
        let client = try FaultyService("").client()
        client.send("POST /openai/v1/videos HTTP/1.1\r\nHost: x\r\n\(field)\r\n\r\n")
        #expect(client.read().status == 400)
        #expect(client.readToEnd().isEmpty)
    }

    @Test func `many clients at once are all served`() async throws {
        let faulty = try FaultyService("")
        let service = faulty.service
        let ids = try await withThrowingTaskGroup(of: String.self) { group in
            for number in 0..<100 {
                group.addTask { try await service.create("number \(number)") }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(ids.count == 100)
        #expect(try faulty.charges() == 100)
    }
}

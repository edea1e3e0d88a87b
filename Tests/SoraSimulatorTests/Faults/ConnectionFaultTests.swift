import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Faults of the connection` {
    @Test func `a refused connection is reset before anything is said`() throws {
        let faulty = try FaultyService(#"{"action": "refuse", "times": 1}"#)
        let refused = try faulty.client()
        #expect(refused.readToEnd().isEmpty)
        #expect(refused.end == .reset)
        #expect(try faulty.client().get("/videos").status == 200)
        let line = try #require(try faulty.played().first)
        #expect(line["action"] as? String == "refuse")
        #expect(line["connection"] as? Int == 1)
        #expect(line["request"] == nil)
    }

    @Test func `reset_before keeps the request from the server`() throws {
        let faulty = try FaultyService(
            #"{"action": "reset_before", "when": {"method": "POST"}, "times": 1}"#)
        let client = try faulty.client()
        #expect(client.create().head == "")
        #expect(client.end == .reset)
        #expect(try faulty.charges() == 0)
        #expect(try faulty.client().create().status == 200)
        #expect(try faulty.charges() == 1)
    }

    @Test func `reset_after charges and answers nothing`() throws {
        let faulty = try FaultyService(
            #"{"name": "lost", "action": "reset_after", "when": {"method": "POST"}}"#)
        let client = try faulty.client()
        #expect(client.create().head == "")
        #expect(client.end == .reset)
        let charge = try #require(try faulty.service.charges().first)
        let line = try #require(try faulty.played().first)
        #expect(line["rule"] as? String == "lost")
        #expect(line["task"] as? String == charge["remote_id"] as? String)
        #expect(line["path"] as? String == "/openai/v1/videos")
    }

    @Test(arguments: [("", RawClient.End.reset), (#", "end": "close""#, .closed)])
    func `reset_mid lets through so many bytes`(_ more: String, end: RawClient.End) throws {
        let faulty = try FaultyService(#"{"action": "reset_mid", "after": 25\#(more)}"#)
        let client = try faulty.client()
        client.send("GET", "/videos")
        #expect(
            String(decoding: client.readToEnd(), as: UTF8.self).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(client.end == end)
        let again = try faulty.client()
        again.send("GET", "/videos")
        #expect(again.readToEnd().count == 25)
    }

    @Test func `a delay comes before the request is forwarded, or before the answer`() throws {
        let faulty = try FaultyService(
            """
            {"action": "delay", "duration": "300ms", "when": {"nth": 1}},
            {"action": "delay", "duration": 0.3, "at": "before_answer", "when": {"nth": 2}}
            """)
        let client = try faulty.client()
        for charges in [0, 1] {
            let begin = ContinuousClock.now
            client.send("POST", "/videos", body: #"{"prompt": "a"}"#)
            // In the middle of the delay.
            usleep(150_000)
            if charges == 0 { #expect(try faulty.charges() == 0) }
            #expect(client.read().status == 200)
            #expect(ContinuousClock.now - begin > .milliseconds(290))
            #expect(try faulty.charges() == charges + 1)
        }
    }

    @Test func `a delay between comes behind the head`() throws {
        let faulty = try FaultyService(
            #"{"action": "delay", "duration": "300ms", "at": "between"}"#)
        let client = try faulty.client()
        client.send("GET", "/videos")
        let head = client.read(hasBody: false)
        let begin = ContinuousClock.now
        let length = try #require(head.value("Content-Length").flatMap { Int($0) })
        #expect(head.status == 200)
        client.send("GET", "/videos")
        // The body of the first answer and the head of the second are one, to this reader.
        #expect(client.read(hasBody: false).head.utf8.count > length)
        #expect(ContinuousClock.now - begin > .milliseconds(250))
    }

    @Test func `a delay between leaves the connection to end as it was asked to`() throws {
        let faulty = try FaultyService(
            #"{"action": "delay", "duration": "10ms", "at": "between"}"#)
        let client = try faulty.client()
        #expect(client.get("/videos", headers: "Connection: close").status == 200)
        #expect(client.readToEnd().isEmpty)
        #expect(client.end == .closed)
    }

    @Test func `a slow answer keeps to its speed, the head too`() throws {
        let faulty = try FaultyService(#"{"action": "slow", "bytes_per_second": 1000}"#)
        let client = try faulty.client()
        let begin = ContinuousClock.now
        let reply = client.get("/videos")
        let time = ContinuousClock.now - begin
        let count = reply.head.utf8.count + 4 + reply.body.count
        #expect(reply.ids.isEmpty && reply.status == 200)
        // A twentieth of a second's bytes at a time, and a pause behind each: all pauses but the last
        // are over when the last byte comes. A slow machine makes them longer, and none shorter.
        #expect(count > 200)
        #expect(time >= .milliseconds(count - 50))
    }

    @Test(
        arguments: [
            ("too_big", ["+7"]), ("too_small", ["-7"]), ("missing", []),
            ("duplicate", ["+0", "+7"]), ("negative", ["-7!"]),
        ] as [(String, [String])])
    func `a length is announced wrongly, and the whole body comes`(
        _ lie: String, lengths: [String]
    ) throws {
        let faulty = try FaultyService(
            #"{"action": "length", "is": "\#(lie)", "by": 7, "when": {"nth": 2}}"#)
        let honest = try faulty.client().get("/videos")
        let client = try faulty.client()
        client.send("GET", "/videos")
        let bytes = String(decoding: client.readToEnd(), as: UTF8.self)
        #expect(client.end == .closed)
        var reply = RawClient.Reply()
        reply.head = bytes
        let expected = lengths.map { text in
            text == "-7!" ? "-7" : String(honest.body.count + (Int(text) ?? 0))
        }
        #expect(reply.values("Content-Length") == expected)
        #expect(bytes.hasSuffix("\r\n\r\n" + String(decoding: honest.body, as: UTF8.self)))
    }

    @Test(arguments: [(#", "after": 10"#, 10), (#", "fraction": 0.25"#, 0), ("", 0)])
    func `a body is cut at a place or a part of it`(_ more: String, count: Int) throws {
        let faulty = try FaultyService(
            #"{"action": "cut", "when": {"path": "*/content"}\#(more)}"#)
        let id = try faulty.createCompleted()
        let client = try faulty.client()
        let reply = client.get("/videos/\(id)/content")
        let length = try #require(reply.value("Content-Length").flatMap { Int($0) })
        let share = more.contains("fraction") ? length / 4 : length / 2
        #expect(reply.body.count == (count > 0 ? count : share))
        #expect(client.end == .closed)
    }

    @Test func `a body can be cut within a chunk`() throws {
        let faulty = try FaultyService(#"{"action": "cut", "after": 5, "chunked": true}"#)
        let client = try faulty.client()
        client.send("GET", "/videos")
        let text = String(decoding: client.readToEnd(), as: UTF8.self)
        #expect(text.contains("Transfer-Encoding: chunked\r\n"))
        #expect(!text.contains("Content-Length"))
        #expect(try #/\r\n\r\n[0-9a-f]+\r\n.{5}$/#.firstMatch(in: text) != nil, "\(text)")
    }

    @Test(arguments: [(#", "body": "SSH-2.0-x\r\n""#, "SSH-2.0-x\r\n"), ("", "\u{1}\u{2}\u{3}")])
    func `garbage is not HTTP`(_ more: String, beginning: String) throws {
        let faulty = try FaultyService(#"{"action": "garbage"\#(more)}"#)
        let client = try faulty.client()
        client.send("POST", "/videos", body: #"{"prompt": "a"}"#)
        #expect(String(decoding: client.readToEnd(), as: UTF8.self).hasPrefix(beginning))
        #expect(try faulty.charges() == 0)
    }

    @Test func `answers with status 100 come first`() throws {
        let faulty = try FaultyService(#"{"action": "continue_100", "count": 3}"#)
        let client = try faulty.client()
        client.send("GET", "/videos")
        let statuses = (0..<4).map { _ in client.read().status }
        #expect(statuses == [100, 100, 100, 200])
    }

    @Test func `stopping does not wait for a delay`() throws {
        let faulty = try FaultyService(#"{"action": "delay", "duration": "1h"}"#)
        let client = try faulty.client()
        client.send("GET", "/videos")
        while try faulty.played().isEmpty { usleep(2000) }
        let begin = ContinuousClock.now
        faulty.service.simulator.stop()
        #expect(ContinuousClock.now - begin < .seconds(5))
        #expect(client.readToEnd().isEmpty)
    }
}

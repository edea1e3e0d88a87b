import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Answers of a script` {
    @Test(
        arguments: [
            (#""action": "html_200""#, 200, "text/html; charset=utf-8", "<!DOCTYPE html>"),
            (#""action": "empty_200""#, 200, nil, ""),
            (#""action": "bad_json""#, 200, "application/json", #"{"id": "vid"#),
            (#""action": "204""#, 204, nil, ""),
            (#""action": "416""#, 416, nil, ""),
            (#""action": "429""#, 429, "application/json", #"{"error":{"code":"rate_limit"#),
            (#""action": "503""#, 503, "application/json", #"{"error":"#),
            (#""action": "replace", "status": 304"#, 304, nil, ""),
            (#""action": "replace", "body": "x""#, 200, nil, "x"),
            (#""action": "replace", "body_base64": "AAEC""#, 200, nil, "\u{0}\u{1}\u{2}"),
            (#""action": "replace", "body": {"id": 5}"#, 200, "application/json", #"{"id":5}"#),
        ] as [(String, Int, String?, String)])
    func `the answer is what the script says and the server sees nothing`(
        _ action: String, status: Int, type: String?, body: String
    ) throws {
        let faulty = try FaultyService("{\(action), \"times\": 1}")
        let client = try faulty.client()
        let reply = client.create()
        #expect(reply.status == status)
        #expect(reply.value("Content-Type") == type)
        #expect(String(decoding: reply.body, as: UTF8.self).hasPrefix(body))
        #expect(body != "" || reply.body.isEmpty)
        #expect(try faulty.charges() == 0)
        // The connection can be used on.
        #expect(client.create().status == 200)
        #expect(client.end == nil)
    }

    @Test func `with forward the server sees the request`() throws {
        let faulty = try FaultyService(
            #"{"action": "empty_200", "forward": true}, {"action": "refuse", "times": 1}"#)
        _ = try faulty.client().readToEnd()
        let reply = try faulty.client().create()
        #expect(reply.status == 200 && reply.body.isEmpty)
        let charge = try #require(try faulty.service.charges().first)
        #expect(try faulty.played().last?["task"] as? String == charge["remote_id"] as? String)
    }

    @Test(arguments: [500, 502, 504])
    func `a server error can come after the request was accepted`(_ status: Int) throws {
        let faulty = try FaultyService(#"{"action": "5xx_after_accept", "status": \#(status)}"#)
        #expect(try faulty.client().create().status == status)
        #expect(try faulty.charges() == 1)
    }

    @Test func `fields can be given, also several times, in place of the usual ones`() throws {
        let faulty = try FaultyService(
            #"""
            {"action": "replace", "status": 402, "body": "abc", "headers":
             {"Content-Length": "2", "Set-Cookie": ["a=1", "b=2"], "Date": "never"}}
            """#)
        let reply = try faulty.client().get("/videos")
        #expect(reply.status == 402)
        #expect(reply.values("Content-Length") == ["2"])
        #expect(reply.values("Set-Cookie") == ["a=1", "b=2"])
        #expect(reply.values("Date") == ["never"])
    }

    @Test(
        arguments: [
            ("other_host", "http://localhost:PORT/openai/v1/videos?limit=1"),
            ("other_port", "http://127.0.0.1:9/openai/v1/videos?limit=1"),
            ("same", "http://127.0.0.1:PORT/openai/v1/videos?limit=1"),
            ("file", "file:///etc/passwd"),
            ("link_local", "http://169.254.169.254/latest/meta-data/"),
            ("https://example.com/x", "https://example.com/x"),
        ])
    func `redirects lead to many places`(_ target: String, address: String) throws {
        for status in [301, 302, 303, 307, 308] {
            let faulty = try FaultyService(
                #"{"action": "redirect", "to": "\#(target)", "status": \#(status)}"#)
            let reply = try faulty.client().get("/videos?limit=1")
            let port = faulty.service.simulator.url.split(separator: ":").last ?? ""
            #expect(reply.status == status)
            #expect(reply.value("Location") == address.replacing("PORT", with: port))
        }
    }

    @Test(
        arguments: [
            ("0", "0"), ("3", "3"), ("1000000000", "1000000000"), ("1e9", "1000000000"),
            ("-5", "-5"), ("1.5", "1.5"), (#""garbage""#, "soon, maybe; 3 or 4"),
        ])
    func `a time to wait is told in every form`(_ form: String, field: String) throws {
        for action in ["429", "503"] {
            let faulty = try FaultyService(#"{"action": "\#(action)", "retry_after": \#(form)}"#)
            let reply = try faulty.client().get("/videos")
            #expect(reply.status == Int(action))
            #expect(reply.values("Retry-After") == [field])
        }
    }

    @Test(arguments: [("past", -3600.0), ("future", 30.0)])
    func `a time to wait can be a date`(_ form: String, seconds: Double) throws {
        let faulty = try FaultyService(
            #"{"action": "503", "retry_after": "\#(form)", "retry_after_ms": 250}"#)
        let reply = try faulty.client().get("/videos")
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        format.timeZone = TimeZone(identifier: "GMT")
        let date = try #require(reply.value("Retry-After").flatMap { format.date(from: $0) })
        #expect(abs(date.timeIntervalSinceNow - seconds) < 20)
        #expect(reply.value("retry-after-ms") == "250")
    }
}

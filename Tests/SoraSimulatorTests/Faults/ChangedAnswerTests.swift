import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Honest answers, changed` {
    @Test func `no_id takes the id away after the charge`() throws {
        let faulty = try FaultyService(#"{"action": "no_id", "when": {"method": "POST"}}"#)
        let reply = try faulty.client().create()
        #expect(reply.status == 200)
        #expect(reply["id"] == nil)
        #expect(reply["prompt"] as? String == "a cat")
        #expect(try faulty.charges() == 1)
        #expect(try faulty.played().first?["task"] as? String != nil)
    }

    @Test func `each task is told a list of statuses, then the truth`() throws {
        let faulty = try FaultyService(
            #"""
            {"action": "status", "values": ["in_progress", "queued", "sleeping"],
             "when": {"method": "GET"}}
            """#)
        let ids = [try faulty.createCompleted(), try faulty.createCompleted()]
        let client = try faulty.client()
        for id in ids {
            let told = (0..<4).map { _ in client.get("/videos/\(id)")["status"] as? String }
            #expect(told == ["in_progress", "queued", "sleeping", "completed"])
        }
        #expect(try faulty.played().count == 6)
        // A list is no answer about one task.
        #expect(client.get("/videos").ids.count == 2)
    }

    @Test func `no_result tells of a completed task without a file`() throws {
        let faulty = try FaultyService(#"{"action": "no_result", "when": {"method": "GET"}}"#)
        let id = try #require(try faulty.client().create()["id"] as? String)
        let client = try faulty.client()
        #expect(client.get("/videos/\(id)")["status"] as? String == "completed")
        #expect(client.get("/videos/\(id)/content").status == 404)
    }

    @Test(arguments: [("", 1), (#", "of": "first""#, 0), (#", "of": "previous""#, 1)])
    func `duplicate_id answers with the id of another task`(_ more: String, index: Int) throws {
        let faulty = try FaultyService(
            #"{"action": "duplicate_id", "when": {"method": "POST", "nth": 3}\#(more)}"#)
        let client = try faulty.client()
        let ids = (0..<3).map { client.create("number \($0)")["id"] as? String }
        #expect(ids[2] == ids[index])
        #expect(
            Set(try faulty.service.charges().compactMap { $0["remote_id"] as? String }).count == 3)
        // The log has the task that was made, not the one that was told.
        #expect(try faulty.played().first?["task"] as? String != ids[2])
    }

    @Test func `a list lags behind, and its pages are full nevertheless`() throws {
        let faulty = try FaultyService(
            #"{"action": "list", "lag": "60s", "when": {"method": "GET"}}"#)
        var ids: [String] = []
        for _ in 0..<5 {
            ids.append(try #require(try faulty.client().create()["id"] as? String))
            faulty.service.wait(seconds: 20)
        }
        // 100, 80, 60, 40 and 20 s old.
        let client = try faulty.client()
        #expect(client.get("/videos?limit=2").ids == [ids[2], ids[1]])
        #expect(client.get("/videos?limit=2&after=\(ids[1])").ids == [ids[0]])
        let ascending = client.get("/videos?order=asc&limit=4")
        #expect(ascending.ids == Array(ids[..<3]))
        #expect(ascending["has_more"] as? Bool == false)
        faulty.service.wait(seconds: 60)
        #expect(client.get("/videos").ids == ids.reversed())
    }

    @Test func `a list repeats and omits entries`() throws {
        let faulty = try FaultyService(
            #"""
            {"action": "list", "omit": 2, "when": {"nth": 4}},
            {"action": "list", "repeat": 3, "when": {"nth": 5}}
            """#)
        let client = try faulty.client()
        let ids = (0..<3).compactMap { client.create("\($0)")["id"] as? String }
        #expect(client.get("/videos").ids == [ids[2], ids[0]])
        #expect(client.get("/videos").ids == [ids[2], ids[1], ids[0], ids[0]])
    }

    @Test func `a list never ends`() throws {
        let faulty = try FaultyService(
            #"{"action": "list", "loop": true, "when": {"method": "GET"}}"#)
        let client = try faulty.client()
        let ids = (0..<3).compactMap { client.create("\($0)")["id"] as? String }
        for path in [
            "/videos?limit=2", "/videos?limit=2&after=\(ids[1])", "/videos?after=x&limit=2",
        ] {
            let page = client.get(path)
            #expect(page.ids == [ids[2], ids[1]])
            #expect(page["has_more"] as? Bool == true)
        }
    }

    @Test func `a result expires early`() throws {
        let faulty = try FaultyService(#"{"action": "expired", "when": {"method": "GET"}}"#)
        let id = try faulty.createCompleted()
        let client = try faulty.client()
        let object = client.get("/videos/\(id)")
        let ended = try #require(object["completed_at"] as? Int)
        #expect(object["expires_at"] as? Int == ended - 3600)
        let content = client.get("/videos/\(id)/content")
        #expect(content.status == 404)
        #expect(String(decoding: content.body, as: UTF8.self).contains("video_expired"))
    }

    @Test func `a body is gzip though nobody asked`() throws {
        let faulty = try FaultyService(
            #"{"action": "gzip", "when": {"path": "*/content"}, "times": 1}"#)
        let id = try faulty.createCompleted()
        let client = try faulty.client()
        let reply = client.get("/videos/\(id)/content")
        #expect(reply.value("Content-Encoding") == "gzip")
        let path = faulty.path("body.gz")
        try reply.body.write(to: URL(fileURLWithPath: path))
        let gzip = try Child.run(try #require(InstalledProgram.find("gzip")), ["-d", path])
        #expect(gzip.status == 0, "\(gzip.errors)")
        let honest = client.get("/videos/\(id)/content").body
        #expect(honest.count > 65_535)
        #expect(try Data(contentsOf: URL(fileURLWithPath: faulty.path("body"))) == honest)
    }

    @Test func `a range that was asked for is not kept to`() throws {
        let faulty = try FaultyService(
            #"""
            {"action": "ignore_if_range", "when": {"path": "*/content", "nth": 1}},
            {"action": "ignore_if_range", "strip": "if_range", "when": {"path": "*/content", "nth": 2}},
            {"action": "206_wrong_range", "by": 5, "when": {"path": "*/content", "nth": 3}},
            {"action": "206_wrong_range", "when": {"path": "*/content", "nth": 4}},
            {"action": "416", "size": 77, "when": {"path": "*/content", "nth": 5}}
            """#)
        let path = "/videos/\(try faulty.createCompleted())/content"
        let client = try faulty.client()
        let all = client.get(path, headers: "Range: bytes=10-19")
        #expect(all.status == 200 && all.body.count > 10)
        let total = all.body.count
        let part = client.get(path, headers: "Range: bytes=10-19", "If-Range: \"another\"")
        #expect(part.status == 206 && part.body == all.body[10..<20])
        let shifted = client.get(path, headers: "Range: bytes=10-19")
        #expect(shifted.status == 206 && shifted.body == part.body)
        #expect(shifted.value("Content-Range") == "bytes 15-24/\(total)")
        let unasked = client.get(path)
        #expect(unasked.status == 206)
        #expect(unasked.value("Content-Range") == "bytes 1-\(total)/\(total + 1)")
        let none = client.get(path, headers: "Range: bytes=10-19")
        #expect(none.status == 416 && none.value("Content-Range") == "bytes */77")
        #expect(client.get(path).status == 200)
    }
}

import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Which requests a rule meets` {
    /// The numbers of the requests, of a series of lists on one connection, that were replaced.
    private func replaced(_ rule: String, of count: Int, seed: Int = 0) throws -> [Int] {
        let faulty = try FaultyService("{\(rule), \"action\": \"204\"}", seed: seed)
        let client = try faulty.client()
        return (1...count).filter { _ in client.get("/videos").status == 204 }
    }

    @Test(
        arguments: [
            (#""times": 2"#, [1, 2]), (#""when": {"nth": 3}"#, [3]),
            (#""when": {"request": 2}"#, [2]), (#""when": {"method": "POST"}"#, []),
            (#""when": {"path": "/openai/v1/videos"}, "times": 1"#, [1]),
            (#""when": {"path": "/openai/v1/video"}"#, []),
            (#""when": {"path": "*/vi*os"}, "times": 1"#, [1]),
            (#""when": {"path": "*"}, "times": 1"#, [1]),
            (#""when": {"path": "/*/v2/*"}"#, []),
            (#""when": {"reused": true}"#, [2, 3, 4]), (#""when": {"reused": false}"#, [1]),
            (#""when": {"connection": 1}"#, [1, 2, 3, 4]), (#""when": {"connection": 2}"#, []),
            (#""when": {"chance": 0}"#, []), (#""when": {"chance": 1}"#, [1, 2, 3, 4]),
        ] as [(String, [Int])])
    func `by its number, place or chance`(_ rule: String, numbers: [Int]) throws {
        #expect(try replaced(rule, of: 4) == numbers)
    }

    @Test func `chance depends on the seed alone`() throws {
        let rule = #""when": {"chance": 0.5}"#
        let first = try replaced(rule, of: 64, seed: 7)
        #expect(try replaced(rule, of: 64, seed: 7) == first)
        #expect(try replaced(rule, of: 64, seed: 8) != first)
        #expect(16...48 ~= first.count)
    }

    @Test func `by the task: its id, or a word of its prompt, also before it has an id`() throws {
        let faulty = try FaultyService(
            #"{"action": "204", "when": {"task": "fox", "nth": 3}, "name": "fox"}"#)
        let client = try faulty.client()
        let fox = try #require(client.create("a fox in snow")["id"] as? String)
        let cat = try #require(client.create("a cat")["id"] as? String)
        #expect(client.get("/videos/\(cat)").status == 200)
        #expect(client.get("/videos/\(fox)").status == 200)
        #expect(client.get("/videos/\(fox)").status == 204)
        #expect(try faulty.played().first?["task"] as? String == fox)

        let other = try FaultyService(#"{"action": "204", "when": {"task": "\#(cat)"}}"#)
        #expect(try other.client().get("/videos/\(cat)").status == 404)
    }

    @Test func `a prompt is also found in a form`() async throws {
        let faulty = try FaultyService(#"{"action": "503", "when": {"task": "fox"}}"#)
        let statuses = try await [
            faulty.service.post("/videos", form: [("name=\"prompt\"", Data("a fox".utf8))]).status,
            faulty.service.post(
                "/videos",
                form: [
                    ("name=\"prompt\"", Data("a cat".utf8)), ("name=\"size\"", Data("fox".utf8)),
                ]
            ).status,
        ]
        #expect(statuses == [503, 400])
    }

    @Test func `the first rule that holds is played, and the others count on`() throws {
        let faulty = try FaultyService(
            """
            {"name": "a", "action": "204", "when": {"nth": 2}},
            {"name": "b", "action": "empty_200", "when": {"nth": 2}},
            {"name": "c", "action": "416", "when": {"nth": 3}}
            """)
        let client = try faulty.client()
        #expect((0..<4).map { _ in client.get("/videos").status } == [200, 204, 416, 200])
        #expect(try faulty.played().map { $0["rule"] as? String } == ["a", "c"])
    }

    @Test func `the log tells a fresh connection from a reused one`() throws {
        let faulty = try FaultyService(#"{"action": "204"}"#)
        let client = try faulty.client()
        _ = client.get("/videos?limit=3")
        _ = client.get("/videos")
        _ = try faulty.client().get("/videos")
        let lines = try faulty.played()
        #expect(lines.map { $0["fresh"] as? Bool } == [true, false, true])
        #expect(lines.map { $0["connection"] as? Int } == [1, 1, 2])
        #expect(lines.map { $0["request_on_connection"] as? Int } == [1, 2, 1])
        #expect(lines.map { $0["request"] as? Int } == [1, 2, 3])
        #expect(lines[0]["path"] as? String == "/openai/v1/videos")
        #expect(lines[0]["rule"] as? String == "1")
        #expect(lines[0]["action"] as? String == "204")
        #expect(lines[0]["method"] as? String == "GET")
    }
}

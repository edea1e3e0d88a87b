import Foundation
import Testing

@testable import SoraSimulator

@Suite struct `The unified service` {
    private func create(_ service: RunningService, _ more: String = "") async throws -> Answer {
        try await service.post(
            "/video/create",
            #"{"images": [], "model": "sora-2", "prompt": "p", "orientation": "landscape""#
                + #", "size": "large", "duration": 10\#(more)}"#, profile: "octopusx")
    }

    private func ask(_ service: RunningService, _ id: String) async throws -> Answer {
        let id = id.replacing(":", with: "%3A")
        return try await service.send("GET", "/video/query?id=\(id)", profile: "octopusx")
    }

    @Test func `tells of its tasks with all their oddities`() async throws {
        let service = try RunningService()
        let made = try await create(service)
        let id = try #require(made["id"] as? String, "\(made)")
        #expect(id.hasPrefix("sora-2:task_"))
        #expect(made["status"] as? String == "pending")
        #expect(made["progress"] as? String == "0")
        #expect(made["size"] as? String == "large")
        #expect(made["status_update_time"] as? Int == 1_795_226_584_000)
        service.wait(seconds: 5)
        #expect(try await ask(service, id)["status"] as? String == "processing")
        #expect(try await ask(service, id)["progress"] as? Int == 50)
        service.wait(seconds: 5)
        let done = try await ask(service, id)
        #expect(done["status"] as? String == "completed")
        #expect(done["size"] as? String == "1920x1080")
        let padded = try #require(done["video_url"] as? String)
        #expect(padded.hasPrefix(" `http") && padded.hasSuffix("` "))
        let file = try await service.fetch(padded.filter { $0 != " " && $0 != "`" })
        #expect(file.status == 200)
    }

    @Test(arguments: [
        (#", "duration": "10""#, 400, "expected an integer"),
        (#", "duration": 25"#, 400, "supports 10, 15"),
        (#", "size": "1280x720""#, 400, "Supported values are: small, large"),
        (#", "orientation": "wide""#, 400, "Supported values are: portrait, landscape"),
        (#", "watermark": "false""#, 400, "expected a boolean"),
        (#", "private": 1"#, 400, "expected a boolean"),
        (#", "style": "comic""#, 400, "has no styles"),
        (#", "seconds": 10"#, 400, "Unknown parameter: 'seconds'"),
        (#", "images": "https://e.com/a""#, 400, "expected an array"),
        (#", "storyboard": true"#, 400, "Invalid storyboard: storyboard mode needs"),
        (#", "prompt": "[[moderation]]""#, 400, "moderation"),
        (#", "model": "sora-9""#, 503, "No available channel"),
    ])
    func `refuses what its page does not have`(
        field: String, status: Int, words: String
    ) async throws {
        let service = try RunningService()
        let name = field.split(separator: "\"")[1]
        var fields = [
            "images": "[]", "model": #""sora-2""#, "prompt": #""p""#, "duration": "10",
        ]
        fields[String(name)] = nil
        let body = fields.map { "\"\($0)\": \($1)" }.joined(separator: ", ") + field
        let answer = try await service.post("/video/create", "{\(body)}", profile: "octopusx")
        #expect(answer.status == status, "\(answer)")
        // Its gate and its tasks have two shapes for errors.
        let message = status == 503 ? answer.error("message") : answer["message"] as? String
        #expect(message?.contains(words) == true, "\(answer)")
        #expect((answer["code"] as? String != nil) == (status == 400))
        #expect(try service.charges().isEmpty)
    }

    @Test func `remixes what is done and not private, and is asked after that elsewhere`()
        async throws
    {
        let service = try RunningService()
        let open = try #require(try await create(service)["id"] as? String)
        let closed = try #require(
            try await create(service, #", "private": true"#)["id"] as? String)
        func remix(_ id: String) async throws -> Answer {
            try await service.post(
                "/videos/\(id.replacing(":", with: "%3A"))/remix", #"{"prompt": "at night"}"#,
                profile: "octopusx")
        }
        #expect(try await remix(open).status == 400)
        service.wait(seconds: 10)
        let refused = try await remix(closed)
        #expect(refused.status == 400 && refused.description.contains("private"))
        let made = try await remix(open)
        let id = try #require(made["id"] as? String, "\(made)")
        #expect(made["remixed_from_video_id"] as? String == open)
        #expect(made["completed_at"] as? Int == 0 && made.error("message") == "")
        #expect(
            try await service.send("GET", "/videos/\(id)", profile: "octopusx").status == 200)
        #expect(try await ask(service, id).status == 400)
        let other = open.replacing(":", with: "%3A")
        let wrong = try await service.send("GET", "/videos/\(other)", profile: "octopusx")
        #expect(wrong.status == 400 && wrong["code"] as? String == "task_not_exist")
    }
}

@Suite struct `WisGate's service` {
    private func create(
        _ service: RunningService, _ fields: [(String, String)]
    ) async throws -> Answer {
        try await service.post(
            "/videos", form: fields.map { ("name=\"\($0.0)\"", Data($0.1.utf8)) },
            profile: "wisgate")
    }

    @Test func `wants forms, and works on what it is asked for`() async throws {
        let service = try RunningService()
        let asJSON = try await service.post(
            "/videos", #"{"prompt": "p"}"#, profile: "wisgate")
        #expect(asJSON.status == 400 && asJSON.error("code") == "unsupported_content_type")
        let made = try await create(service, [("prompt", "p")])
        let id = try #require(made["id"] as? String, "\(made)")
        #expect(made["seconds"] as? String == "15")
        #expect(made["error"] is NSNull && made["expires_at"] is NSNull)
        service.wait(seconds: 5)
        let working = try await service.send("GET", "/videos/\(id)", profile: "wisgate")
        #expect(working["status"] as? String == "processing")
        #expect(try await service.send("GET", "/videos", profile: "wisgate").status == 405)
        #expect(
            try await service.send("DELETE", "/videos/\(id)", profile: "wisgate").status == 405)
        service.wait(seconds: 5)
        let file = try await service.send("GET", "/videos/\(id)/content", profile: "wisgate")
        #expect(file.status == 200)
    }

    @Test(arguments: [
        ("sora-2", "25"), ("sora-2", "4"), ("sora-2-pro", "12"), ("veo-3.1", "15"),
        ("veo-3.1", nil),
    ])
    func `has lengths by model, and a default that one of them refuses`(
        model: String, seconds: String?
    ) async throws {
        let service = try RunningService()
        let answer = try await create(
            service,
            [("prompt", "p"), ("model", model)] + (seconds.map { [("seconds", $0)] } ?? []))
        #expect(answer.status == 400 && answer.error("code") == "invalid_value", "\(answer)")
    }
}

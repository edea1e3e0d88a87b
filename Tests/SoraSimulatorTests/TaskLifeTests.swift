import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `The life of a task` {
    @Test func `it is queued, in progress with rising progress, then completed`() async throws {
        let service = try RunningService()
        let id = try await service.create()
        var seen: [String] = []
        for _ in 0..<6 {
            let answer = try await service.get("/videos/\(id)")
            seen.append("\(answer["status"] ?? "") \(answer["progress"] ?? "")")
            service.wait(seconds: 2)
        }
        #expect(
            seen == [
                "queued 0", "in_progress 20", "in_progress 40", "in_progress 60", "in_progress 80",
                "completed 100",
            ])
    }

    @Test func `a completed one says when it was, and when its result expires`() async throws {
        let service = try RunningService()
        let id = try await service.create()
        service.wait(seconds: 60)
        let answer = try await service.get("/videos/\(id)")
        #expect(answer["completed_at"] as? Int == 1_795_226_594)
        #expect(answer["expires_at"] as? Int == 1_795_226_594 + 3600)
    }

    @Test func `the answer says when to ask again`() async throws {
        let service = try RunningService()
        let id = try await service.create()
        #expect(try await service.get("/videos/\(id)").header("openai-poll-after-ms") == "1000")
    }

    @Test(arguments: [
        ("[[fail]]", "processing_error"), ("[[fail moderation_blocked]]", "moderation_blocked"),
    ])
    func `a task told to fail does so with status 200`(
        _ prompt: String, code: String
    ) async throws {
        let service = try RunningService()
        let id = try await service.createCompleted(prompt)
        let answer = try await service.get("/videos/\(id)")
        #expect(answer.status == 200)
        #expect(answer["status"] as? String == "failed")
        #expect(answer.error("code") == code)
        #expect(answer.error("message")?.isEmpty == false)
        #expect(try await service.get("/videos/\(id)/content").status == 400)
    }

    @Test func `a late one takes longer`() async throws {
        let service = try RunningService()
        let id = try await service.createCompleted("[[late 5s]]")
        #expect(try await service.get("/videos/\(id)")["status"] as? String == "in_progress")
        service.wait(seconds: 5)
        #expect(try await service.get("/videos/\(id)")["status"] as? String == "completed")
    }

    @Test func `an unknown id is not found`() async throws {
        let service = try RunningService()
        for (method, path) in [
            ("GET", "/videos/video_x"), ("DELETE", "/videos/video_x"),
            ("GET", "/videos/video_x/content"),
        ] {
            let answer = try await service.send(method, path)
            #expect(answer.status == 404)
            #expect(answer.error("message") == "Video with id 'video_x' not found.")
        }
        let answer = try await service.post("/videos/video_x/remix", #"{"prompt": "a"}"#)
        #expect(answer.status == 404)
    }

    @Test func `only a finished one can be deleted`() async throws {
        let service = try RunningService()
        let id = try await service.create()
        #expect(try await service.send("DELETE", "/videos/\(id)").status == 400)
        service.wait(seconds: 10)
        let answer = try await service.send("DELETE", "/videos/\(id)")
        #expect(answer.status == 200)
        #expect(answer["object"] as? String == "video.deleted")
        #expect(answer["deleted"] as? Bool == true)
        #expect(try await service.get("/videos/\(id)").status == 404)
        #expect(try await service.get("/videos/\(id)/content").status == 404)
        #expect(try await service.get("/videos").ids.isEmpty)
    }

    @Test func `an edit and an extension start from a completed video, and tell nothing of it`()
        async throws
    {
        let service = try RunningService()
        let id = try await service.create()
        let early = try await service.post(
            "/videos/edits", #"{"prompt": "snow", "video": {"id": "\#(id)"}}"#)
        #expect(early.status == 400 && early.error("code") == "invalid_value")
        service.wait(seconds: 60)
        let edit = try await service.post(
            "/videos/edits", #"{"prompt": "snow", "video": {"id": "\#(id)"}}"#)
        #expect(edit["remixed_from_video_id"] is NSNull && edit["seconds"] as? String == "4")
        let more = try await service.post(
            "/videos/extensions", #"{"prompt": "on", "seconds": "8", "video": {"id": "\#(id)"}}"#)
        #expect(more["seconds"] as? String == "12", "that of the whole")
        for (path, body) in [
            ("edits", #"{"prompt": "a"}"#), ("edits", #"{"prompt": "a", "video": "\#(id)"}"#),
            ("extensions", #"{"prompt": "a", "video": {"id": "\#(id)"}}"#),
            ("extensions", #"{"prompt": "a", "seconds": "7", "video": {"id": "\#(id)"}}"#),
            ("extensions", #"{"prompt": "a", "seconds": 8, "video": {"id": "\#(id)"}}"#),
            ("edits", #"{"prompt": "a", "model": "sora-2", "video": {"id": "\#(id)"}}"#),
        ] {
            #expect(try await service.post("/videos/\(path)", body).status == 400, "\(body)")
        }
    }

    @Test func `a remix takes length and size from its source and names it`() async throws {
        let service = try RunningService()
        let id = try await service.create(more: #", "seconds": "12", "size": "1280x720""#)
        let early = try await service.post("/videos/\(id)/remix", #"{"prompt": "at night"}"#)
        #expect(early.status == 400)
        service.wait(seconds: 10)
        let json = try await service.post("/videos/\(id)/remix", #"{"prompt": "at night"}"#)
        let form = try await service.post(
            "/videos/\(id)/remix", form: [(#"name="prompt""#, Data("at dawn".utf8))])
        for (answer, prompt) in [(json, "at night"), (form, "at dawn")] {
            #expect(answer.status == 200, "\(answer)")
            #expect(answer["remixed_from_video_id"] as? String == id)
            #expect(answer["prompt"] as? String == prompt)
            #expect(answer["seconds"] as? String == "12")
            #expect(answer["size"] as? String == "1280x720")
        }
        let extra = try await service.post(
            "/videos/\(id)/remix", #"{"prompt": "a", "seconds": "4"}"#)
        #expect(extra.error("code") == "unknown_parameter")
    }
}

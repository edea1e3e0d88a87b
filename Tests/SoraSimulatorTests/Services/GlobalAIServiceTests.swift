import Foundation
import Testing

@testable import SoraSimulator

@Suite struct `GlobalAI's service` {
    private static let model = ["globalai-legacy": "sora-2", "globalai": "openAiSora2Plus"]

    private func refused(
        _ fields: String, _ profile: String, _ words: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let service = try RunningService()
        let answer = try await service.post("/sora/videos", "{\(fields)}", profile: profile)
        #expect(answer.status == 400, "\(answer)", sourceLocation: location)
        // One edition tells its errors as a bare text, the other with a number.
        let message =
            profile == "globalai-legacy"
            ? answer["error"] as? String : answer["message"] as? String
        #expect(message?.contains(words) == true, "\(answer)", sourceLocation: location)
        #expect(try service.charges().isEmpty, sourceLocation: location)
    }

    @Test(arguments: ["globalai-legacy", "globalai", "xingchao"])
    func `makes a task and tells of it as its page does`(profile: String) async throws {
        let service = try RunningService()
        let isLegacy = profile == "globalai-legacy"
        let made = try await service.post(
            "/sora/videos",
            """
            {"model": "\(isLegacy ? "sora-2" : "openAiSora2Plus")", "aspect_ratio": "16:9",
             "prompt": "A cat dancing in the rain", "seconds": \(isLegacy ? 10 : 8),
             "input_reference": ["https://example.com/reference1.jpg"]}
            """, profile: profile)
        #expect(made.status == 200, "\(made)")
        let id = try #require(made["id"] as? String)
        #expect(id.hasPrefix("sora_"))
        #expect(made["object"] as? String == "video.generation")
        #expect(made["created"] as? Int == 1_795_226_584)
        #expect(made["status"] as? String == "queued")
        #expect(made["seconds"] == nil && made["progress"] == nil)
        let path = isLegacy ? "/videos/\(id)" : "/result/\(id)"
        func ask() async throws -> Answer {
            try await service.send("GET", path, profile: profile)
        }
        #expect(try await ask()["status"] as? String == "queued")
        service.wait(seconds: 5)
        #expect(try await ask()["status"] as? String == "processing")
        #expect(try await ask()["video_url"] as? String == nil)
        service.wait(seconds: 5)
        let done = try await ask()
        #expect(done["status"] as? String == "completed")
        #expect((done["actualDuration"] as? Double) == (isLegacy ? nil : 8))
        let file = try await service.fetch(try #require(done["video_url"] as? String))
        #expect(file.status == 200 && file.data[4..<8] == Data("ftyp".utf8))
        #expect(try service.charges().first?["size"] as? String == "1280x720")
        // Nothing but what its pages have is there.
        for other in [isLegacy ? "/result/\(id)" : "/videos/\(id)", "/videos/\(id)/content"] {
            #expect(try await service.send("GET", other, profile: profile).status == 404)
        }
    }

    @Test(arguments: ["globalai-legacy", "globalai"])
    func `refuses both of a pair`(profile: String) async throws {
        let start = #""model": "\#(Self.model[profile] ?? "")", "prompt": "p""#
        try await refused(
            start + #", "size": "1280x720", "aspect_ratio": "16:9""#, profile, "not both")
        try await refused(start + #", "seconds": 10, "duration": 10"#, profile, "not both")
        try await refused(
            start
                + #", "input_reference": ["https://e.com/a"], "image_urls": ["https://e.com/a"]"#,
            profile, "not both")
    }

    @Test(arguments: [
        (#""seconds": "8""#, "expected an integer"), (#""seconds": 8.5"#, "expected an integer"),
        (#""seconds": 10"#, "supports 4, 8, 12"), (#""duration": 5"#, "supports 4, 8, 12"),
        (#""size": "1024x1792""#, "Supported values are"), (#""size": 720"#, "expected a string"),
        (#""aspect_ratio": "1:1""#, "Supported values are"),
        (#""input_reference": "https://e.com/a""#, "expected an array"),
        (#""input_reference": [3]"#, "expected a string"),
        (#""input_reference": ["data:image/png;base64,AA"]"#, "public URL"),
        (#""image_urls": ["https://e.com/a", "https://e.com/b"]"#, "At most 1"),
        (#""model": "sora-2""#, "Supported values are"), (#""style": "comic""#, "style"),
        (#""prompt": "[[moderation]]""#, "moderation_blocked"),
    ])
    func `refuses what its page does not have`(field: String, words: String) async throws {
        let fields =
            [#""model": "openAiSora2Plus""#, #""prompt": "p""#]
            .filter { $0.prefix(8) != field.prefix(8) } + [field]
        try await refused(fields.joined(separator: ", "), "globalai", words)
    }

    @Test func `has lengths by model`() async throws {
        let start = #""prompt": "p", "model": "#
        try await refused(start + #""sora-2", "seconds": 25"#, "globalai-legacy", "supports 10, 15")
        let service = try RunningService()
        let answer = try await service.post(
            "/sora/videos", "{\(start)\"sora-2-pro\", \"seconds\": 25}", profile: "globalai-legacy")
        #expect(answer.status == 200, "\(answer)")
    }

    @Test func `is only at its own paths, with a key, in JSON`() async throws {
        let service = try RunningService()
        let body = #"{"model": "openAiSora2Plus", "prompt": "p"}"#
        #expect(try await service.post("/videos", body, profile: "globalai").status == 404)
        let noKey = try await service.send(
            "POST", "/sora/videos", headers: ["Content-Type": "application/json"],
            body: Data(body.utf8), key: nil, profile: "globalai")
        #expect(noKey.status == 401 && noKey["code"] as? Int == 401, "\(noKey)")
        let form = try await service.post(
            "/sora/videos", form: [("name=\"prompt\"", Data("p".utf8))], profile: "globalai")
        #expect(form.status == 415, "\(form)")
        #expect(
            try await service.send("GET", "/sora/videos", profile: "globalai").status == 405)
        #expect(try service.charges().isEmpty)
    }

    @Test func `tells of a failure in one text`() async throws {
        let service = try RunningService()
        let made = try await service.post(
            "/sora/videos", #"{"model": "openAiSora2Pro", "prompt": "[[fail no_luck]]"}"#,
            profile: "xingchao")
        service.wait(seconds: 10)
        let id = try #require(made["id"] as? String)
        let told = try await service.send("GET", "/result/\(id)", profile: "xingchao")
        #expect(told["status"] as? String == "failed")
        #expect((told["error"] as? String)?.hasPrefix("no_luck: ") == true)
        // The two share a server and no tasks.
        #expect(
            try await service.send("GET", "/result/\(id)", profile: "globalai").status == 404)
    }
}

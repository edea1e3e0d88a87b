import Foundation
import SoraTestSupport
import Testing

@testable import SoraSimulator

@Suite struct `Creating a video` {
    @Test func `JSON gives a queued video object with every key`() async throws {
        let service = try RunningService()
        let answer = try await service.post(
            "/videos",
            #"{"prompt": "a cat", "model": "sora-2", "seconds": "8", "size": "1280x720"}"#)
        #expect(answer.status == 200)
        let object = try #require(
            JSONSerialization.jsonObject(with: answer.data) as? [String: Any])
        #expect(
            object.keys.sorted() == [
                "completed_at", "created_at", "error", "expires_at", "id", "model", "object",
                "progress", "prompt", "quality", "remixed_from_video_id", "seconds", "size",
                "status",
            ])
        #expect((answer["id"] as? String)?.hasPrefix("video_") == true)
        #expect(answer["object"] as? String == "video")
        #expect(answer["status"] as? String == "queued")
        #expect(answer["progress"] as? Int == 0)
        #expect(answer["created_at"] as? Int == 1_795_226_584)
        #expect(answer["seconds"] as? String == "8")
        #expect(answer["size"] as? String == "1280x720")
        #expect(answer["prompt"] as? String == "a cat")
        #expect(answer["completed_at"] is NSNull)
    }

    @Test func `what is left out has OpenAI's defaults`() async throws {
        let answer = try await RunningService().post("/videos", #"{"prompt": "a cat"}"#)
        #expect(answer["model"] as? String == "sora-2")
        #expect(answer["seconds"] as? String == "4")
        #expect(answer["size"] as? String == "720x1280")
    }

    @Test func `a form with an image is accepted`() async throws {
        let answer = try await RunningService().post(
            "/videos",
            form: [
                (#"name="prompt""#, Data("a dog\r\nwith a hat".utf8)),
                (#"name="seconds""#, Data("12".utf8)),
                (#"name="size""#, Data("1280x720".utf8)),
                (
                    "name=\"input_reference\"; filename=\"a.png\"\r\nContent-Type: image/png",
                    png(1280, 720)
                ),
            ])
        #expect(answer.status == 200, "\(answer)")
        #expect(answer["prompt"] as? String == "a dog\r\nwith a hat")
        #expect(answer["seconds"] as? String == "12")
    }

    @Test(arguments: [
        #""image_url": "https://example.org/a.png""#, #""image_url": "data:image/png;base64,AA==""#,
        #""file_id": "file-123""#,
    ])
    func `an image may be named in JSON`(_ reference: String) async throws {
        let answer = try await RunningService().post(
            "/videos", #"{"prompt": "a", "input_reference": {\#(reference)}}"#)
        #expect(answer.status == 200, "\(answer)")
    }

    static let refused: [(body: String, parameter: String?, code: String?)] = [
        (#"{}"#, "prompt", "missing_required_parameter"),
        (#"{"prompt": null}"#, "prompt", "missing_required_parameter"),
        (#"{"prompt": ""}"#, "prompt", "string_below_min_length"),
        (#"{"prompt": 7}"#, "prompt", "invalid_type"),
        (#"{"prompt": "a", "model": "sora-9"}"#, "model", "invalid_value"),
        (#"{"prompt": "a", "seconds": 8}"#, "seconds", "invalid_type"),
        (#"{"prompt": "a", "seconds": 8.5}"#, "seconds", "invalid_type"),
        (#"{"prompt": "a", "seconds": "5"}"#, "seconds", "invalid_value"),
        (#"{"prompt": "a", "seconds": "08"}"#, "seconds", "invalid_value"),
        (#"{"prompt": "a", "size": "1280×720"}"#, "size", "invalid_value"),
        (#"{"prompt": "a", "size": "1792x1024"}"#, "size", "invalid_value"),
        (#"{"prompt": "a", "size": "01280x720"}"#, "size", "invalid_value"),
        (#"{"prompt": "a", "seed": 1}"#, "seed", "unknown_parameter"),
        (#"{"prompt": "a", "input_reference": "x.png"}"#, "input_reference", "invalid_type"),
        (#"{"prompt": "a", "input_reference": {}}"#, "input_reference", "invalid_value"),
        (
            #"{"prompt": "a", "input_reference": {"file_id": "f", "image_url": "https://a/"}}"#,
            "input_reference", "invalid_value"
        ),
        (
            #"{"prompt": "a", "input_reference": {"image_url": "ftp://a/b"}}"#,
            "input_reference.image_url", "invalid_value"
        ),
        (#"{"prompt": "a [[moderation]]"}"#, "prompt", "moderation_blocked"),
        (#"{"prompt": "a""#, nil, nil),
        (#"["prompt"]"#, nil, nil),
        ("", nil, nil),
    ]

    @Test(arguments: refused)
    func `what OpenAI refuses is refused in its shape, and not charged`(
        _ body: String, parameter: String?, code: String?
    ) async throws {
        let service = try RunningService()
        let answer = try await service.post("/videos", body)
        #expect(answer.status == 400, "\(answer)")
        let error = try #require(answer["error"] as? [String: Any])
        #expect(error.keys.sorted() == ["code", "message", "param", "type"])
        #expect(answer.error("param") == parameter)
        #expect(answer.error("code") == code)
        #expect(answer.error("type") == "invalid_request_error")
        #expect(try service.charges().isEmpty)
    }

    @Test func `a prompt has at most 32000 characters`() async throws {
        let service = try RunningService()
        let longest = String(repeating: "é", count: 32_000)
        #expect(try await service.post("/videos", #"{"prompt": "\#(longest)"}"#).status == 200)
        let answer = try await service.post("/videos", #"{"prompt": "\#(longest)x"}"#)
        #expect(answer.status == 400)
        #expect(answer.error("code") == "string_above_max_length")
    }

    @Test(arguments: ["1024x1792", "1792x1024", "1080x1920", "1920x1080", "1280x720"])
    func `the pro model has more sizes`(_ size: String) async throws {
        let answer = try await RunningService().post(
            "/videos", #"{"prompt": "a", "model": "sora-2-pro", "size": "\#(size)"}"#)
        #expect(answer.status == 200, "\(answer)")
    }

    @Test(arguments: [
        ("image/png", 1280, "invalid_value"), ("text/plain", 720, "unsupported_file_mimetype"),
        ("image/png", 0, "invalid_image_file"),
    ])
    func `an image of another size or kind is refused`(
        _ type: String, width: Int, code: String
    ) async throws {
        let answer = try await RunningService().post(
            "/videos",
            form: [
                (#"name="prompt""#, Data("a".utf8)),
                (
                    "name=\"input_reference\"; filename=\"a\"\r\nContent-Type: \(type)",
                    width == 0 ? Data("not an image".utf8) : png(width, 720)
                ),
            ])
        #expect(answer.status == 400)
        #expect(answer.error("param") == "input_reference")
        #expect(answer.error("code") == code)
    }

    @Test func `a form without its end is refused`() async throws {
        let answer = try await RunningService().send(
            "POST", "/videos", headers: ["Content-Type": "multipart/form-data; boundary=BOUNDARY"],
            body: Data(
                "--BOUNDARY\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na ca".utf8))
        #expect(answer.status == 400, "\(answer)")
    }

    @Test func `the compatible profile takes any model and has its own tasks`() async throws {
        let service = try RunningService()
        let answer = try await service.post(
            "/videos", #"{"prompt": "a", "model": "wan-2", "seconds": "10", "size": "832x480"}"#,
            profile: "openai-compatible")
        #expect(answer.status == 200, "\(answer)")
        let id = try #require(answer["id"] as? String)
        #expect(try await service.get("/videos/\(id)").status == 404)
        #expect(try await service.get("/videos").ids.isEmpty)
        #expect(
            try await service.send("GET", "/videos", profile: "openai-compatible").ids == [id])
    }
}

/// The head of a PNG file, as far as its size is read.
func png(_ width: Int, _ height: Int) -> Data {
    var data = Data([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])
    data += Data("IHDR".utf8)
    for side in [width, height] {
        data += Data([
            UInt8(side >> 24), UInt8(side >> 16 & 255), UInt8(side >> 8 & 255), UInt8(side & 255),
        ])
    }
    return data + Data([8, 2, 0, 0, 0])
}

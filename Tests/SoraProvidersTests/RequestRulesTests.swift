import SoraModel
import SoraProviders
import Testing

/// What is known to be wrong before anything is sent.
struct RequestRulesTests {
    private func rules(_ name: String, others: [String] = []) throws -> RequestRules {
        RequestRules(try Fixtures.profile(name), others: try others.map(Fixtures.profile))
    }

    private func check(
        _ request: GenerationRequest, _ name: String = "openai"
    ) throws -> RequestRules.Checked {
        try rules(name).check(request, at: Fixtures.before)
    }

    private func size(_ text: String) -> PixelSize? { PixelSize(text) }

    @Test(arguments: ["openai", "openai-compatible"])
    func `seconds and a geometry are always sent`(profile: String) throws {
        let checked = try check(GenerationRequest(prompt: "a cat"), profile)
        #expect(checked.request.model == "sora-2")
        #expect(checked.request.seconds == 4)
        #expect(checked.request.size == PixelSize(width: 720, height: 1280))
        #expect(checked.warnings.isEmpty)
    }

    @Test func `all problems are named at once`() throws {
        let request = GenerationRequest(
            prompt: " \n", model: "sora-2", seconds: 5, size: size("1792x1024"))
        let text = message {
            try rules("openai", others: ["openai-compatible"]).check(request, at: Fixtures.after)
        }
        #expect(
            text == """
                the request has 4 problems:
                  - the prompt is empty
                  - openai ended on 2026-09-24: OpenAI shut down the Videos API and every sora-2 \
                model, without a successor
                  - sora-2 makes no 5 seconds, only 4, 8, 12, 16, 20
                  - sora-2 has no size 1792x1024, only 720x1280, 1280x720; sora-2-pro and \
                sora-2-pro of openai-compatible have it
                """)
    }

    @Test func `a prompt is counted in Unicode scalars, up to 32000`() throws {
        let flag = "🇫🇷"
        _ = try check(GenerationRequest(prompt: String(repeating: flag, count: 16_000)))
        let text = message {
            try check(GenerationRequest(prompt: String(repeating: flag, count: 16_000) + "x"))
        }
        #expect(text == "the prompt has 32001 characters; openai takes at most 32000")
    }

    @Test func `an unknown model comes with the nearest names and other profiles`() throws {
        let near = message { try check(GenerationRequest(prompt: "p", model: "sora2-pro")) }
        #expect(near == "openai has no model sora2-pro; did you mean sora-2-pro?")
        let far = message { try check(GenerationRequest(prompt: "p", model: "veo-3.1-quality")) }
        #expect(far == "openai has no model veo-3.1-quality; it has sora-2, sora-2-pro")
    }

    @Test func `a compatible service takes any model, any length and any size of it`() throws {
        let request = GenerationRequest(
            prompt: "p", model: "wan-2.2", seconds: 5, size: size("832x480"))
        let checked = try check(request, "openai-compatible")
        #expect(checked.request == request)
        #expect(checked.estimate == nil)
    }

    @Test(arguments: ["sora2", "sora-2pro", "Sora-2", "soar-2"])
    func `a compatible service takes a slip of the pen with a note`(model: String) throws {
        let request = GenerationRequest(prompt: "p", model: model)
        let checked = try check(request, "openai-compatible")
        #expect(checked.warnings.count == 1)
        #expect(
            checked.warnings.first?.hasPrefix(
                "openai-compatible lists no model \(model); did you mean sora-2") == true)
        let other = GenerationRequest(prompt: "p", model: "wan-2.2")
        #expect(try check(other, "openai-compatible").warnings.isEmpty)
    }

    @Test func `nobody is sent to a service that has ended`() throws {
        let library = ProfileLibrary()
        let rules = RequestRules(
            try library.profile(named: "openai-compatible"),
            others: [try library.profile(named: "openai")])
        let request = GenerationRequest(prompt: "p", model: "sora-2", size: size("1792x1024"))
        let now = message { try rules.check(request, at: Fixtures.after) }
        #expect(!now.contains("of openai") && now.contains("sora-2-pro has it"))
        let then = message { try rules.check(request, at: Timestamp(milliseconds: 0)) }
        #expect(then.contains("sora-2-pro and sora-2-pro of openai have it"))
    }

    @Test func `a compatible service's known models have their known limits`() throws {
        let request = GenerationRequest(prompt: "p", model: "sora-2", size: size("1792x1024"))
        #expect(message { try check(request, "openai-compatible") }.contains("has no size"))
    }

    @Test func `what only some pages name is accepted with a warning`() throws {
        let request = GenerationRequest(
            prompt: "p", model: "sora-2-pro", seconds: 16, size: size("1920x1080"))
        let checked = try check(request)
        #expect(checked.request == request)
        #expect(checked.warnings.count == 2)
        #expect(checked.estimate?.description == "11.20 USD")
    }

    @Test(arguments: [
        ("sora-2", "16:9", "1280x720"), ("sora-2", "9:16", "720x1280"),
        ("sora-2-pro", "7:4", "1792x1024"), ("sora-2-pro", "16:9", "1280x720"),
        ("wan-2.2", "16:9", "1280x720"), ("wan-2.2", "1:1", "720x720"),
        ("wan-2.2", "3:4", "720x960"), ("wan-2.2", "21:9", "1680x720"),
    ])
    func `a ratio becomes a size where a service takes sizes`(
        model: String, ratio: String, expected: String
    ) throws {
        let request = GenerationRequest(prompt: "p", model: model, aspectRatio: AspectRatio(ratio))
        let profile = model == "wan-2.2" ? "openai-compatible" : "openai"
        let checked = try check(request, profile)
        #expect(checked.request.size?.description == expected)
        #expect(checked.request.aspectRatio == nil)
    }

    @Test func `a ratio that no size has is refused`() throws {
        let request = GenerationRequest(prompt: "p", aspectRatio: AspectRatio("1:1"))
        #expect(
            message { try check(request) } == "sora-2 has no aspect ratio 1:1, only 9:16, 16:9")
        let odd = GenerationRequest(prompt: "p", model: "w", aspectRatio: AspectRatio("1:99999"))
        #expect(message { try check(odd, "openai-compatible") }.contains("no aspect ratio"))
    }

    @Test func `a size and a ratio together are refused`() throws {
        let request = GenerationRequest(
            prompt: "p", size: size("1280x720"), aspectRatio: AspectRatio("16:9"))
        #expect(message { try check(request) }.contains("only one can be"))
    }

    @Test(arguments: [0, -4, 3601, Int.max])
    func `lengths beyond reason are refused even where every length may be tried`(
        seconds: Int
    ) throws {
        let request = GenerationRequest(prompt: "p", model: "w", seconds: seconds)
        #expect(message { try check(request, "openai-compatible") }.contains("between 1 and 3600"))
    }

    @Test func `a retired service is refused from its day on, unless forced`() throws {
        let request = GenerationRequest(prompt: "p")
        let rules = try rules("openai")
        let day = Timestamp(milliseconds: 1_790_208_000_000)
        #expect(day.iso8601 == "2026-09-24T00:00:00Z")
        #expect(message { try rules.check(request, at: day) }.contains("ended on 2026-09-24"))
        _ = try rules.check(request, at: Timestamp(milliseconds: day.milliseconds - 1))
        let forced = try rules.check(request, at: Fixtures.after, force: true)
        #expect(forced.warnings == ["openai ended on 2026-09-24"])
    }

    @Test func `a remix sends only its prompt, and keeps what is known of its parent`() throws {
        let request = GenerationRequest(
            .remix, prompt: "p", model: "sora-2", seconds: 8, size: size("1280x720"),
            parent: "video_1")
        let checked = try check(request)
        #expect(checked.request == request)
        #expect(checked.estimate?.description == "0.80 USD")
        let bare = try check(GenerationRequest(.remix, prompt: "p", parent: "video_1"))
        #expect(bare.request.seconds == nil && bare.request.model == nil)
        #expect(bare.estimate == nil)
    }

    @Test func `an operation that cannot be done is refused`() throws {
        #expect(
            message { try check(GenerationRequest(.remix, prompt: "p")) }.contains("no remote id"))
        #expect(
            message { try check(GenerationRequest(.frame, prompt: "p", parent: "a")) }
                == "openai has no frame, only remix, edit, extend"
        )
        let bad = GenerationRequest(.remix, prompt: "p", parent: "a\nb")
        #expect(message { try check(bad) }.contains("cannot be printed"))
    }

    @Test(arguments: [
        ("sora-2", 4, "720x1280", "0.40 USD"), ("sora-2", 12, "1280x720", "1.20 USD"),
        ("sora-2-pro", 8, "1280x720", "2.40 USD"), ("sora-2-pro", 8, "1024x1792", "4.00 USD"),
        ("sora-2-2025-12-08", 4, "720x1280", "0.40 USD"),
    ])
    func `an estimate is exact`(
        model: String, seconds: Int, size: String, expected: String
    ) throws {
        let request = GenerationRequest(
            prompt: "p", model: model, seconds: seconds, size: PixelSize(size))
        #expect(try check(request).estimate?.description == expected)
    }
}

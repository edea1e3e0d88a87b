import SoraModel
import SoraProviders
import Testing

/// What each service refuses is known before a request is queued.
struct ServiceRulesTests {
    private func check(
        _ request: GenerationRequest, _ profile: String
    ) throws -> RequestRules.Checked {
        try RequestRules(
            Fixtures.profile(profile), others: Fixtures.profiles
        ).check(request, at: Fixtures.after)
    }

    private func problem(_ request: GenerationRequest, _ profile: String) -> String {
        message { try check(request, profile) }
    }

    private func images(_ count: Int, _ change: (inout ReferenceImage) -> Void = { _ in })
        -> [ReferenceImage]
    {
        (0..<count).map { index in
            var image = ReferenceImage(
                number: Int64(index + 1), url: "https://example.com/\(index).png")
            change(&image)
            return image
        }
    }

    @Test(arguments: [
        ("globalai-legacy", "sora-2", [10, 15]), ("globalai-legacy", "sora-2-stable", [10, 15]),
        ("globalai-legacy", "sora-2-pro", [10, 15, 25]),
        ("globalai", "openAiSora2Plus", [4, 8, 12]), ("globalai", "openAiSora2Pro", [4, 8, 12]),
        ("xingchao", "openAiSora2Plus", [4, 8, 12]), ("xingchao", "openAiSora2Pro", [4, 8, 12]),
        ("wisgate", "sora-2", [4, 8, 10, 15]), ("wisgate", "sora-2-pro", [10, 15, 25]),
        ("wisgate", "veo-3.1", [4, 8, 12]),
        ("octopusx", "sora-2", [10, 15]), ("octopusx", "sora-2-pro", [10, 15, 25]),
        ("octopusx", "sora_video2", [10, 15]), ("octopusx", "a-new-model", [10, 15, 25]),
    ])
    func `a model makes these lengths and no other`(
        profile: String, model: String, allowed: [Int]
    ) throws {
        for seconds in [-1, 0] + Array(1...30) + [60, 3600, 3601] {
            let request = GenerationRequest(prompt: "p", model: model, seconds: seconds)
            if allowed.contains(seconds) {
                #expect(try check(request, profile).request.seconds == seconds)
            } else {
                let problem = problem(request, profile)
                let names = allowed.map(String.init).joined(separator: ", ")
                #expect(
                    problem.hasPrefix("\(model) makes no \(seconds) seconds, only \(names)")
                        || problem == "\(seconds) seconds are not between 1 and 3600")
            }
        }
        // What the services call a default is invalid for some models: the length is always sent.
        let plain = try check(GenerationRequest(prompt: "p", model: model), profile)
        #expect(allowed.contains(try #require(plain.request.seconds)))
    }

    @Test func `a length that another model makes is named with it`() {
        let request = GenerationRequest(prompt: "p", model: "sora-2", seconds: 25)
        #expect(
            problem(request, "globalai-legacy")
                == """
                sora-2 makes no 25 seconds, only 10, 15; sora-2-pro, sora-2-pro of octopusx and \
                sora-2-pro of wisgate have it
                """)
    }

    @Test func `what is not asked twice is a size or a ratio as it was asked`() throws {
        for profile in ["globalai-legacy", "globalai", "xingchao"] {
            let ratio = GenerationRequest(prompt: "p", aspectRatio: AspectRatio("16:9"))
            #expect(try check(ratio, profile).request.size == nil)
            #expect(try check(ratio, profile).request.aspectRatio?.description == "16:9")
            let size = GenerationRequest(prompt: "p", size: PixelSize("1280x720"))
            #expect(try check(size, profile).request.aspectRatio == nil)
            let neither = try check(GenerationRequest(prompt: "p"), profile).request
            #expect(neither.size?.description == "720x1280" && neither.aspectRatio == nil)
            var both = size
            both.aspectRatio = AspectRatio("16:9")
            #expect(problem(both, profile).contains("only one can be"))
            let square = GenerationRequest(prompt: "p", aspectRatio: AspectRatio("1:1"))
            #expect(problem(square, profile).contains("has no aspect ratio 1:1, only 16:9, 9:16"))
        }
    }

    @Test(arguments: ["1024x1792", "1792x1024", "1280x1280", "640x360", "1281x720", "3840x2160"])
    func `octopusx has four sizes and names them`(size: String) throws {
        let request = GenerationRequest(prompt: "p", size: PixelSize(size))
        #expect(
            problem(request, "octopusx").hasPrefix(
                "sora-2 has no size \(size), only 720x1280, 1280x720, 1080x1920, 1920x1080"))
        let other = GenerationRequest(prompt: "p", model: "a-new-model", size: PixelSize(size))
        #expect(problem(other, "octopusx").contains("only 720x1280, 1280x720, 1080x1920"))
    }

    @Test func `octopusx takes a ratio for the smaller of two sizes`() throws {
        let request = GenerationRequest(prompt: "p", aspectRatio: AspectRatio("16:9"))
        #expect(try check(request, "octopusx").request.size?.description == "1280x720")
    }

    @Test func `styles are of models that have them`() throws {
        var request = GenerationRequest(prompt: "p", model: "sora_video2")
        for style in ["thanksgiving", "comic", "news", "selfie", "nostalgic", "anime"] {
            request.style = style
            #expect(try check(request, "octopusx").request.style == style)
        }
        request.style = "comix"
        #expect(
            problem(request, "octopusx") == """
                sora_video2 has no style comix, only thanksgiving, comic, news, selfie, nostalgic, \
                anime; did you mean comic?
                """)
        request.style = "comic"
        request.model = "sora-2"
        #expect(
            problem(request, "octopusx")
                == "sora-2 has no style comic, it has none; sora_video2 has it")
    }

    @Test(arguments: ProfileLibrary().names.filter { $0 != "octopusx" && $0 != "openai" })
    func `what only one service has is refused by the others, who name it`(profile: String) {
        var request = GenerationRequest(prompt: "p")
        request.style = "comic"
        request.watermark = false
        request.isPrivate = true
        #expect(
            problem(request, profile) == """
                the request has 3 problems:
                  - \(profile) has no styles, and comic is asked for; octopusx has that
                  - \(profile) has no choice about watermarks; octopusx has that
                  - \(profile) has no private clips; octopusx has that
                """)
        var harmless = GenerationRequest(prompt: "p")
        harmless.isPrivate = false
        #expect(problem(harmless, profile) == "no error")
    }

    @Test(arguments: [
        ("globalai-legacy", 3, "at most 3"), ("globalai", 1, "one"), ("xingchao", 1, "one"),
        ("octopusx", 8, "at most 8"),
    ])
    func `images are counted`(profile: String, limit: Int, words: String) throws {
        var request = GenerationRequest(prompt: "p")
        for count in [0, 1, limit] {
            request.images = images(count)
            #expect(try check(request, profile).request.images.count == count)
        }
        for count in [limit + 1, 9] {
            request.images = images(count)
            #expect(
                problem(request, profile).contains(
                    "\(count) reference images are too many: \(profile) takes \(words)"))
        }
    }

    @Test(arguments: ["wisgate", "openai-compatible", "openai"])
    func `images that are files are counted`(profile: String) throws {
        var request = GenerationRequest(prompt: "p", size: PixelSize("720x1280"))
        func problem() throws -> String {
            message {
                try RequestRules(Fixtures.profile(profile)).check(request, at: Fixtures.before)
            }
        }
        for count in [0, 1, 4, 9] {
            request.images = images(count) {
                $0.url = nil
                $0.sha256 = "0"
                ($0.width, $0.height) = (720, 1280)
            }
            #expect(
                try problem()
                    == (count < 2
                        ? "no error"
                        : "\(count) reference images are too many: \(profile) takes one"))
        }
    }

    @Test func `images that are too many come with who takes so many`() {
        var request = GenerationRequest(prompt: "p")
        request.images = images(3)
        #expect(
            problem(request, "globalai")
                == """
                3 reference images are too many: globalai takes one; globalai-legacy and octopusx \
                have room for them
                """)
    }

    @Test(arguments: ["globalai-legacy", "globalai", "xingchao", "octopusx"])
    func `an image without an address is an error that says how to give it one`(
        profile: String
    ) {
        var request = GenerationRequest(prompt: "p")
        request.images = images(1) {
            $0.url = nil
            $0.sha256 = "0"
            ($0.width, $0.height) = (720, 1280)
        }
        let problem = problem(request, profile)
        #expect(problem.contains("i1 has no public address, and \(profile) takes only addresses"))
        #expect(problem.contains("`soralib image add FILE --url URL`"))
    }

    @Test func `an image that is only an address is no file`() {
        var request = GenerationRequest(prompt: "p")
        request.images = images(1)
        #expect(problem(request, "wisgate").contains("is only an address, and wisgate takes only"))
    }

    @Test(arguments: ["globalai", "xingchao"])
    func `an image has the size of the clip, also where only a ratio is asked for`(
        profile: String
    ) throws {
        var request = GenerationRequest(prompt: "p", aspectRatio: AspectRatio("16:9"))
        request.images = images(1) { ($0.width, $0.height) = (720, 1280) }
        #expect(
            problem(request, profile)
                == "i1 is 720x1280, and the clip 1280x720: the two have to be the same")
        request.images = images(1) { ($0.width, $0.height) = (1280, 720) }
        #expect(try check(request, profile).warnings == [])
        request.images = images(1)
        #expect(
            try check(request, profile).warnings == [
                "i1 is only an address: nobody checked that it is 1280x720, which the service wants"
            ])
    }

    @Test func `everything that is wrong is told at once`() {
        var request = GenerationRequest(
            prompt: " ", model: "openAiSora2Max", seconds: 5, size: PixelSize("1x1"))
        request.images = images(4)
        request.style = "comic"
        let text = problem(request, "globalai")
        for part in [
            "4 problems", "the prompt is empty", "has no model openAiSora2Max; did you mean",
            "4 reference images", "no styles",
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test func `what is asked for besides is kept in the task's text, and older texts are read`()
        throws
    {
        var request = GenerationRequest(prompt: "p", model: "sora_video2")
        request.style = "anime"
        request.watermark = true
        request.isPrivate = false
        let frozen = try Fixtures.frozen(request, of: "octopusx")
        let text = try frozen.encodedText()
        #expect(
            text.contains(
                #""request":{"model":"sora_video2","operation":"create","private":false,"prompt":"p","style":"anime","watermark":true}"#
            ))
        #expect(try FrozenRequest(text: text) == frozen)
        let older = text.replacing(
            #","style":"anime","watermark":true"#, with: ""
        ).replacing(#""private":false,"#, with: "")
        #expect(try FrozenRequest(text: older).request.style == nil)
        #expect(try FrozenRequest(text: older).request.isPrivate == nil)
    }
}

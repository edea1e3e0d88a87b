import SoraHTTP
import SoraModel
import SoraProviders
import Testing

/// What each service is sent, byte for byte; the requests are those of the services' own pages where they
/// have one.
struct GoldenRequestTests {
    private static let cat = "A cat dancing in the rain, cinematic style"

    /// A request as it goes over the wire, without what the transport adds.
    private func text(
        _ request: GenerationRequest, of profile: String, files: [[UInt8]] = []
    ) throws -> String {
        let frozen = try Fixtures.checked(request, of: profile)
        let sent = try frozen.endpoint.speaker()
            .submission(of: frozen, key: Secret("KEY"), boundary: "BOUNDARY", files: files)
        return ([sent.method.rawValue + " " + sent.url] + sent.headers.lines).joined(
            separator: "\n")
            + "\n\n"
            + String(decoding: sent.body ?? [], as: UTF8.self).replacing("\r\n", with: "\n")
    }

    private func image(_ number: Int64, _ url: String) -> ReferenceImage {
        ReferenceImage(number: number, url: url)
    }

    @Test func `globalai-legacy`() throws {
        var request = GenerationRequest(
            prompt: Self.cat, model: "sora-2", seconds: 10, aspectRatio: AspectRatio("16:9"))
        request.images = [
            image(1, "https://example.com/reference1.jpg"),
            image(2, "https://example.com/reference2.jpg"),
        ]
        #expect(
            try text(request, of: "globalai-legacy") == """
                POST https://api.globalaiopc.com/v1/sora/videos
                Accept: application/json
                Authorization: Bearer KEY
                Content-Type: application/json

                {"aspect_ratio":"16:9","input_reference":["https://example.com/reference1.jpg",\
                "https://example.com/reference2.jpg"],"model":"sora-2","prompt":\
                "A cat dancing in the rain, cinematic style","seconds":10}
                """)
    }

    @Test(arguments: ["globalai", "xingchao"])
    func `globalai, and who resells it`(profile: String) throws {
        var request = GenerationRequest(
            prompt: Self.cat, model: "openAiSora2Plus", seconds: 8,
            aspectRatio: AspectRatio("16:9"))
        request.images = [image(1, "https://example.com/reference1.jpg")]
        #expect(
            try text(request, of: profile) == """
                POST https://zcbservice.aizfw.cn/kyyReactApiServer/v1/sora/videos
                Accept: application/json
                Authorization: Bearer KEY
                Content-Type: application/json

                {"aspect_ratio":"16:9","input_reference":["https://example.com/reference1.jpg"],\
                "model":"openAiSora2Plus","prompt":"A cat dancing in the rain, cinematic style",\
                "seconds":8}
                """)
    }

    @Test func `globalai with a size and nothing else`() throws {
        #expect(
            try text(
                GenerationRequest(prompt: "p", size: PixelSize("1280x720")), of: "globalai"
            ).hasSuffix(
                #"{"model":"openAiSora2Plus","prompt":"p","seconds":4,"size":"1280x720"}"#))
    }

    @Test func `openai, edit`() throws {
        #expect(
            try text(
                GenerationRequest(
                    .edit, prompt: "make it snow", model: "sora-2", seconds: 4, parent: "video_1"),
                of: "openai") == """
                    POST https://api.openai.com/v1/videos/edits
                    Accept: application/json
                    Authorization: Bearer KEY
                    Content-Type: application/json

                    {"prompt":"make it snow","video":{"id":"video_1"}}
                    """)
    }

    @Test func `openai, extend`() throws {
        #expect(
            try text(
                GenerationRequest(
                    .extend, prompt: "it runs on", model: "sora-2", seconds: 8, parent: "video_1"),
                of: "openai") == """
                    POST https://api.openai.com/v1/videos/extensions
                    Accept: application/json
                    Authorization: Bearer KEY
                    Content-Type: application/json

                    {"prompt":"it runs on","seconds":"8","video":{"id":"video_1"}}
                    """)
    }

    @Test func `a hostile parent is a part of the path, and no more`() throws {
        let sent = try text(
            GenerationRequest(
                .remix, prompt: "p", model: "sora-2", seconds: 4, parent: "../../admin?x=1#y"),
            of: "openai-compatible")
        #expect(sent.contains("/v1/videos/..%2F..%2Fadmin%3Fx%3D1%23y/remix"))
    }

    @Test func `wisgate, always as a form`() throws {
        var request = GenerationRequest(
            prompt: "A cat walking on the street", model: "sora-2", seconds: 15)
        #expect(
            try text(request, of: "wisgate") == """
                POST https://wisdom-gate.juheapi.com/v1/videos
                Accept: application/json
                Authorization: Bearer KEY
                Content-Type: multipart/form-data; boundary=BOUNDARY

                --BOUNDARY
                Content-Disposition: form-data; name="prompt"

                A cat walking on the street
                --BOUNDARY
                Content-Disposition: form-data; name="model"

                sora-2
                --BOUNDARY
                Content-Disposition: form-data; name="seconds"

                15
                --BOUNDARY
                Content-Disposition: form-data; name="size"

                720x1280
                --BOUNDARY--

                """)
        var file = ReferenceImage(number: 3)
        file.sha256 = String(repeating: "0", count: 64)
        file.fileExtension = "png"
        (file.width, file.height) = (720, 1280)
        request.images = [file]
        #expect(
            try text(request, of: "wisgate", files: [Array("PIXELS".utf8)]).hasSuffix(
                """
                720x1280
                --BOUNDARY
                Content-Disposition: form-data; name="input_reference"; filename="i3.png"
                Content-Type: image/png

                PIXELS
                --BOUNDARY--

                """))
    }

    @Test func `octopusx, with every word that it has`() throws {
        var request = GenerationRequest(
            prompt: Self.cat, model: "sora_video2", seconds: 15, size: PixelSize("1080x1920"))
        request.style = "anime"
        request.watermark = false
        request.isPrivate = true
        request.images = [image(1, "https://example.com/a.jpg")]
        #expect(
            try text(request, of: "octopusx") == """
                POST https://octopusx.ai/v1/video/create
                Accept: application/json
                Authorization: Bearer KEY
                Content-Type: application/json

                {"duration":15,"images":["https://example.com/a.jpg"],"model":"sora_video2",\
                "orientation":"portrait","private":true,"prompt":\
                "A cat dancing in the rain, cinematic style","size":"large","style":"anime",\
                "watermark":false}
                """)
    }

    private static let board = Storyboard([
        .init(milliseconds: 6000, scene: "a fox wakes"),
        .init(milliseconds: 4000, scene: "it looks at the snow"),
    ])

    @Test func `wisgate with a storyboard, which is its prompt`() throws {
        var request = GenerationRequest(prompt: "", model: "sora-2")
        request.storyboard = Self.board
        #expect(
            try text(request, of: "wisgate").hasSuffix(
                """
                --BOUNDARY
                Content-Disposition: form-data; name="prompt"

                Shot 1:
                duration: 6sec
                Scene: a fox wakes

                Shot 2:
                duration: 4sec
                Scene: it looks at the snow
                --BOUNDARY
                Content-Disposition: form-data; name="model"

                sora-2
                --BOUNDARY
                Content-Disposition: form-data; name="seconds"

                10
                --BOUNDARY
                Content-Disposition: form-data; name="size"

                720x1280
                --BOUNDARY--

                """))
    }

    @Test func `octopusx with a storyboard, which it is told of besides`() throws {
        var request = GenerationRequest(prompt: "", model: "sora-2")
        request.storyboard = Self.board
        #expect(
            try text(request, of: "octopusx").hasSuffix(
                #"""
                {"duration":10,"images":[],"model":"sora-2","orientation":"portrait","prompt":\#
                "Shot 1:\nduration: 6sec\nScene: a fox wakes\n\nShot 2:\nduration: 4sec\n\#
                Scene: it looks at the snow","size":"small","storyboard":true}
                """#))
    }

    @Test(arguments: [
        ("1280x720", "landscape", "small"), ("720x1280", "portrait", "small"),
        ("1920x1080", "landscape", "large"), ("1080x1920", "portrait", "large"),
    ])
    func `octopusx has two words for a size, and a list of images that is there when empty`(
        size: String, orientation: String, word: String
    ) throws {
        let request = GenerationRequest(prompt: "p", size: PixelSize(size))
        #expect(
            try text(request, of: "octopusx").hasSuffix(
                """
                {"duration":10,"images":[],"model":"sora-2","orientation":"\(orientation)",\
                "prompt":"p","size":"\(word)"}
                """))
    }

    @Test(arguments: [
        ("openai", "https://api.openai.com"), ("openai-compatible", "https://gateway.example"),
    ])
    func `openai, and what is like it`(profile: String, base: String) throws {
        let request = GenerationRequest(
            prompt: "p", model: "sora-2", seconds: 8, size: PixelSize("1280x720"))
        #expect(
            try text(request, of: profile) == """
                POST \(base)/v1/videos
                Accept: application/json
                Authorization: Bearer KEY
                Content-Type: application/json

                {"model":"sora-2","prompt":"p","seconds":"8","size":"1280x720"}
                """)
    }

    @Test(arguments: [
        ("globalai-legacy", "https://api.globalaiopc.com/v1/videos/a%3Ab"),
        ("globalai", "https://zcbservice.aizfw.cn/kyyReactApiServer/v1/result/a%3Ab"),
        ("xingchao", "https://zcbservice.aizfw.cn/kyyReactApiServer/v1/result/a%3Ab"),
        ("wisgate", "https://wisdom-gate.juheapi.com/v1/videos/a%3Ab"),
        ("octopusx", "https://octopusx.ai/v1/video/query?id=a%3Ab"),
        ("openai", "https://api.openai.com/v1/videos/a%3Ab"),
        ("openai-compatible", "https://gateway.example/v1/videos/a%3Ab"),
    ])
    func `a task is asked after where it was made`(profile: String, url: String) throws {
        let frozen = try Fixtures.checked(GenerationRequest(prompt: "p"), of: profile)
        let poll = try frozen.endpoint.speaker().poll("a:b", of: frozen, key: Secret("KEY"))
        #expect(poll.method == .get && poll.body == nil)
        #expect(poll.url == url)
        #expect(poll.headers.lines == ["Accept: application/json", "Authorization: Bearer KEY"])
    }

    @Test func `octopusx asks after a remix where remixes are`() throws {
        let frozen = try Fixtures.frozen(
            GenerationRequest(.remix, prompt: "at night", parent: "sora-2:task_1"), of: "octopusx")
        let dialect = try frozen.endpoint.speaker()
        let submission = try dialect.submission(
            of: frozen, key: Secret("KEY"), boundary: "B", files: [])
        #expect(submission.url == "https://octopusx.ai/v1/videos/sora-2%3Atask_1/remix")
        #expect(
            String(decoding: submission.body ?? [], as: UTF8.self) == #"{"prompt":"at night"}"#)
        #expect(
            dialect.poll("task_2", of: frozen, key: nil).url
                == "https://octopusx.ai/v1/videos/task_2")
    }
}

import SoraHTTP
import SoraModel
import SoraProviders
import Testing

/// A service of a known dialect is added by a file, without a line of code.
struct NewServiceTests {
    private let text = #"""
        {
            "name": "mygateway", "title": "My gateway", "dialect": "unified-video",
            "base_url": "https://gateway.example",
            "operations": {
                "create": {
                    "method": "POST", "path": "/api/v3/make", "encoding": "json",
                    "fields": [
                        {"name": "model_name", "value": "model"},
                        {"name": "text", "value": "prompt"},
                        {"name": "length", "value": "seconds", "type": "string"},
                        {"name": "shape", "value": "size", "words": {
                            "wide": ["1280x720"], "tall": ["720x1280"]}},
                        {"name": "clean", "value": "watermark", "type": "string"}
                    ]
                },
                "retrieve": {"method": "GET", "path": "/api/v3/jobs?job={id}&full=1"}
            },
            "images": {"field": "guides", "takes": ["url"], "at_most": 2},
            "statuses": {"in_progress": ["baking"]},
            "result": {"delivery": "url", "lifetime_seconds": 600},
            "poll_seconds": 5, "default_model": "m1",
            "models": [{"id": "m1", "seconds": [5], "default_seconds": 5,
                        "sizes": ["1280x720", "720x1280"], "default_size": "1280x720"}]
        }
        """#

    private func problems(_ old: String, _ new: String) -> String {
        #expect(text.contains(old))
        return message {
            try ProviderProfile(text: text.replacing(old, with: new), file: "f")
        }
    }

    @Test func `its words are sent, and its answers are read`() throws {
        let library = ProfileLibrary(own: ["mygateway": text])
        let profile = try library.profile(named: "mygateway")
        var asked = GenerationRequest(prompt: "a fox", size: PixelSize("720x1280"))
        asked.watermark = false
        let checked = try RequestRules(profile, others: library.readable())
            .check(asked, at: Fixtures.after)
        let frozen = FrozenRequest(
            endpoint: try ProviderEndpoint(profile, baseURL: nil, allowPrivate: false),
            request: checked.request)
        let dialect = try frozen.endpoint.speaker()
        let request = try dialect.submission(of: frozen, key: nil, boundary: "B", files: [])
        #expect(request.url == "https://gateway.example/api/v3/make")
        #expect(
            String(decoding: request.body ?? [], as: UTF8.self) == """
                {"clean":"false","guides":[],"length":"5","model_name":"m1","shape":"tall",\
                "text":"a fox"}
                """)
        #expect(
            dialect.poll("j&1", of: frozen, key: nil).url
                == "https://gateway.example/api/v3/jobs?job=j%261&full=1")
        let answer = dialect.readPoll(
            Fixtures.response(200, #"{"data":{"id":"j&1","state":"BAKING"}}"#), of: frozen,
            remoteID: "j&1")
        guard case .status(let status) = answer else {
            Issue.record("no status: \(answer)")
            return
        }
        #expect(status.status == .inProgress)
        #expect(try FrozenRequest(text: frozen.encodedText()) == frozen)
    }

    @Test(arguments: [
        (
            "https://gateway.example", "https://me:secret@gateway.example",
            "it has a user or password"
        ),
        ("https://gateway.example", "https://gateway.example?key=1", "it has a query"),
        ("https://gateway.example", "gateway.example", "has no scheme"),
        (#""value": "model""#, #""value": "modle""#, "modle is none of prompt, model"),
        (
            #"{"name": "model_name", "value": "model"}"#, #"{"name": "model_name"}"#,
            "fields[0].value: is missing"
        ),
        (
            #"{"name": "text", "value": "prompt"}"#,
            #"{"name": "text", "value": "prompt"}, {"name": "duration", "value": "seconds"}"#,
            "duration and length both say seconds; name one"
        ),
        (
            #""value": "seconds", "type": "string""#, #""value": "seconds", "type": "boolean""#,
            "seconds cannot be written as boolean"
        ),
        (
            #""value": "watermark", "type": "string""#,
            #""value": "watermark", "type": "integer""#, "watermark cannot be written as integer"
        ),
        (#""value": "size", "words""#, #""value": "style", "words""#, "only a size can have words"),
        (#""tall": ["720x1280"]"#, #""tall": ["720"]"#, "words.tall[0]: is not a size"),
        (
            #""tall": ["720x1280"]"#, #""tall": ["1280x720"]"#,
            "words.wide: 1280x720 is also in tall"
        ),
        (#""tall": ["720x1280"]"#, #""tall": []"#, "m1: shape has no word for 720x1280"),
        (
            #""wide": ["1280x720"], "tall": ["720x1280"]}"#,
            #""wide": ["1280x720"], "tall": ["720x1280"]}, "short_sides": {"wide": [768, 672]}"#,
            "short_sides.wide: should be the least and the most pixels, such as [672, 768]"
        ),
        (
            #""wide": ["1280x720"], "tall": ["720x1280"]}"#,
            #""wide": ["1280x720"], "tall": ["720x1280"]}, "short_sides": {"broad": [672, 768]}"#,
            "short_sides: unknown field broad"
        ),
        (
            #""poll_seconds": 5"#, #""poll_seconds": 5, "duration_tolerance": -1"#,
            "duration_tolerance: should be a number from 0.0 to 60.0"
        ),
        (#""id": "m1""#, #""id": "m1", "audio": "loud""#, "loud is none of expected"),
        (
            #""sizes": ["1280x720", "720x1280"], "#, "",
            "m1 has no sizes, yet shape has words for them"
        ),
        (
            #""retrieve": {"#, #""list": {"method": "GET", "path": "/l"}, "retrieve": {"#,
            "operations.list: the dialect unified-video has no list"
        ),
        (
            #""retrieve": {"#,
            #""retrieve_remix": {"method": "GET", "path": "/r/{id}"}, "retrieve": {"#,
            "retrieve_remix: is there without remix"
        ),
    ])
    func `a mistake in its file is named`(old: String, new: String, problem: String) {
        #expect(problems(old, new).contains(problem), "\(problems(old, new))")
    }
}

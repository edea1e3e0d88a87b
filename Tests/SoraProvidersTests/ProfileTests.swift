import SoraModel
import SoraProviders
import Testing

/// Services as data.
struct ProfileTests {
    /// A profile that is as small as one can be, with some text replaced.
    private func text(_ changes: [(String, String)] = []) -> String {
        var text = """
            {"name": "mine", "title": "Mine", "dialect": "openai-videos",
             "operations": {
                "create": {"method": "POST", "path": "/v1/videos", "encoding": "json",
                           "fields": [{"name": "prompt", "value": "prompt"}]},
                "retrieve": {"method": "GET", "path": "/v1/videos/{id}"},
                "content": {"method": "GET", "path": "/v1/videos/{id}/content"}},
             "statuses": {"queued": ["lined up"]},
             "result": {"delivery": "content", "lifetime_seconds": 3600},
             "poll_seconds": 10, "default_model": "m", "prices": {"currency": "USD", "as_of": "2026-01-31"},
             "models": [{"id": "m", "seconds": [4], "default_seconds": 4, "default_size": "720x1280",
                         "price_per_second": [{"amount": "0.10"}]}]}
            """
        for (old, new) in changes {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return text
    }

    private func problems(_ changes: [(String, String)]) -> String {
        message { try ProviderProfile(text: text(changes), file: "f") }
    }

    @Test func `every built-in profile is valid`() throws {
        let library = ProfileLibrary()
        #expect(library.names.contains("openai"))
        #expect(library.names.contains("openai-compatible"))
        for name in library.names {
            let profile = try library.profile(named: name)
            #expect(!profile.sources.isEmpty)
            #expect(profile.model(named: profile.defaultModel) != nil)
        }
        #expect(library.readable().map(\.name) == library.names)
    }

    @Test func `openai has what its specification says`() throws {
        let profile = try Fixtures.profile("openai")
        #expect(profile.baseURL == "https://api.openai.com")
        #expect(profile.capabilities == [.remix, .list, .delete, .content, .images])
        #expect(profile.retirement?.on == "2026-09-24")
        #expect(profile.submitsAtOnce == 4)
        #expect(profile.promptLimit == 32_000)
        #expect(profile.wire.lifetimeSeconds == 3600)
        #expect(profile.model(named: "sora-2-pro-2025-10-06")?.id == "sora-2-pro")
        #expect(profile.model(named: "wan-2.2") == nil)
    }

    @Test func `openai-compatible has no address, and takes any model`() throws {
        let profile = try Fixtures.profile("openai-compatible")
        #expect(profile.baseURL == nil)
        #expect(profile.retirement == nil)
        #expect(profile.model(named: "wan-2.2")?.defaultSeconds == 4)
        #expect(profile.model(named: "sora-2")?.sizes.isEmpty == false)
    }

    @Test func `a small profile gets the usual values`() throws {
        let profile = try ProviderProfile(text: text(), file: "f")
        #expect(profile.submitsAtOnce == 4)
        #expect(profile.promptLimit == 32_000)
        #expect(profile.wire.statuses == ["lined up": .queued])
        #expect(profile.capabilities == [.content])
    }

    @Test(arguments: [
        (#""title": "Mine""#, #""titel": "Mine""#, "unknown field titel; did you mean title?"),
        (#""title": "Mine", "#, "", "title: is missing"),
        (#""title": "Mine""#, #""title": 3"#, "title: should be a text, is a number"),
        (
            "openai-videos", "smoke",
            "dialect: smoke is none of globalai, openai-videos, unified-video"
        ),
        (#""name": "mine""#, #""name": "My Own""#, "name: My Own may only have a-z, 0-9 and -"),
        (#""path": "/v1/videos", "#, "", "operations.create.path: is missing"),
        ("/v1/videos/{id}\"", "/v1/videos\"", "should have {id} in it"),
        ("\"/v1/videos\"", "\"v1/../videos\"", "may not have .."),
        ("\"/v1/videos\"", "\"videos\"", "should start with /"),
        (#""method": "POST""#, #""method": "PUT""#, "PUT is none of GET, POST, DELETE"),
        (#""encoding": "json""#, #""encoding": "xml""#, "xml is none of json, multipart"),
        (#""value": "prompt""#, #""value": "model""#, "no field has the value prompt"),
        (#"["lined up"]"#, #"["a", "A"]"#, "statuses.queued: a comes twice"),
        (#"["lined up"]"#, #"["a"], "failed": ["a"]"#, "statuses.failed: a is also in queued"),
        (#"{"queued""#, #"{"queud""#, "statuses: unknown field queud; did you mean queued?"),
        (#""0.10""#, #""-0.10""#, "amount: -0.10 is negative"),
        (#""0.10""#, "0.10", "amount: should be a text, is a number"),
        (#""0.10""#, #""dear""#, "dear is not an amount such as 0.10"),
        (#""USD""#, #""dollars""#, "should be three capital letters such as USD"),
        ("2026-01-31", "2026-02-31", "2026-02-31 is not a date"),
        (#""poll_seconds": 10"#, #""poll_seconds": 0"#, "a whole number from 2 to 3600"),
        (#""seconds": [4]"#, #""seconds": [5]"#, "default_seconds: 4 is not in seconds"),
        (#""seconds": [4]"#, #""seconds": ["4"]"#, "seconds[0]: is not a whole number"),
        ("720x1280", "720", "default_size: 720 is not a size such as 1280x720"),
        (#""default_model": "m""#, #""default_model": "n""#, "default_model: n is not in models"),
        (
            #""default_model": "m""#, #""default_model": "m", "retirement": {"on": "soon"}"#,
            "reason"
        ),
        (#"[{"id": "m""#, #"[{"id": "m", "aliases": ["m"]"#, "models: m comes twice"),
        (#""delivery": "content""#, #""delivery": "post""#, "post is none of content, url"),
        (#""content": {"#, #""list": {"#, "operations.content: is missing"),
    ])
    func `a mistake is named with its place`(old: String, new: String, problem: String) {
        #expect(problems([(old, new)]).contains(problem))
    }

    @Test func `all mistakes are named at once`() {
        let text = problems([
            (#""title": "Mine", "#, ""), (#""0.10""#, #""-1""#), ("[4]", "[5]"),
            (#""POST""#, #""PUT""#),
        ])
        #expect(
            text == """
                f has 4 problems:
                  - title: is missing
                  - operations.create.method: PUT is none of GET, POST, DELETE
                  - models[0].price_per_second[0].amount: -1 is negative
                  - models[0].default_seconds: 4 is not in seconds
                """)
    }

    @Test(arguments: [
        ("", "f is empty"), ("{", "f is not JSON"), ("[]", "should be an object, is a list"),
    ])
    func `what is no profile at all is refused`(text: String, problem: String) {
        #expect(message { try ProviderProfile(text: text, file: "f") }.contains(problem))
    }

    @Test func `a library's own profile hides the built-in one of the same name`() throws {
        let own = text([(#""name": "mine""#, #""name": "openai""#)])
        let library = ProfileLibrary(own: ["openai": own, "mine": text()])
        #expect(try library.profile(named: "openai").title == "Mine")
        #expect(try library.profile(named: "mine").name == "mine")
    }

    @Test func `a broken profile hinders only itself`() throws {
        let library = ProfileLibrary(own: ["broken": "{"])
        #expect(try library.profile(named: "openai").name == "openai")
        #expect(!library.readable().map(\.name).contains("broken"))
        #expect(
            message { try library.profile(named: "broken") } == "providers/broken.json is not JSON")
    }

    @Test func `a file and its profile have the same name`() {
        let library = ProfileLibrary(own: ["other": text()])
        #expect(message { try library.profile(named: "other") }.contains("name is mine"))
    }

    @Test func `an unknown profile comes with the nearest names`() {
        #expect(
            throws: SoraError(.notFound, "there is no profile opnai", hint: "did you mean openai?")
        ) {
            try ProfileLibrary().profile(named: "opnai")
        }
    }
}

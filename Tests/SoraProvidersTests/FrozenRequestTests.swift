import SoraModel
import SoraProviders
import Testing

/// What a task keeps for its whole life.
struct FrozenRequestTests {
    @Test func `a frozen request reads back as it was written`() throws {
        for name in ProfileLibrary().names {
            let profile = try Fixtures.profile(name)
            let endpoint = try ProviderEndpoint(
                profile, baseURL: "http://10.1.2.3/v1", allowPrivate: true)
            let frozen = FrozenRequest(
                endpoint: endpoint,
                request: GenerationRequest(
                    .remix, prompt: "é\n\"/", model: "m", seconds: 8, size: PixelSize("1280x720"),
                    aspectRatio: AspectRatio("16:9"), parent: "p=:/"),
                retirement: profile.retirement)
            let text = try frozen.encodedText()
            #expect(try FrozenRequest(text: text) == frozen)
            #expect(try FrozenRequest(text: text).encodedText() == text)
        }
    }

    @Test func `its text is stable`() throws {
        let operation = #"{"fields":[],"method":"GET","path":"/v1/videos"#
        #expect(
            try Fixtures.frozen().encodedText() == """
                {"endpoint":{"allow_private":false,"base_url":"https://api.example.com",\
                "dialect":"openai-videos","profile":"openai-compatible","wire":{\
                "content":\(operation)/{id}/content"},\
                "create":{"encoding":"json","fields":[\
                {"name":"model","type":"string","value":"model"},\
                {"name":"prompt","type":"string","value":"prompt"},\
                {"name":"seconds","type":"string","value":"seconds"},\
                {"name":"size","type":"string","value":"size"}],\
                "method":"POST","path":"/v1/videos"},\
                "delete":{"fields":[],"method":"DELETE","path":"/v1/videos/{id}"},\
                "delivery":"content",\
                "edit":{"encoding":"json","fields":[\
                {"name":"prompt","type":"string","value":"prompt"},\
                {"name":"video","type":"reference","value":"parent"}],\
                "method":"POST","path":"/v1/videos/edits"},\
                "extend":{"encoding":"json","fields":[\
                {"name":"prompt","type":"string","value":"prompt"},\
                {"name":"seconds","type":"string","value":"seconds"},\
                {"name":"video","type":"reference","value":"parent"}],\
                "method":"POST","path":"/v1/videos/extensions","times":6,"total_seconds":120},\
                "images":{"at_most":1,"field":"input_reference","size":"unconfirmed",\
                "takes":["file","url"]},"lifetime_seconds":3600,\
                "list":\(operation)"},"not_accepted_statuses":[],"poll_seconds":10,\
                "remix":{"encoding":"json","fields":[\
                {"name":"prompt","type":"string","value":"prompt"}],\
                "method":"POST","path":"/v1/videos/{id}/remix"},\
                "retrieve":\(operation)/{id}"},"statuses":{}}},\
                "request":{"model":"sora-2","operation":"create","prompt":"a cat","seconds":8,\
                "size":"1280x720"},"version":1}
                """)
    }

    @Test func `the text of a newer program is refused as such`() throws {
        let text = try Fixtures.frozen().encodedText()
        let newer = text.replacing(#""version":1"#, with: #""version":2"#)
        #expect {
            try FrozenRequest(text: newer)
        } throws: {
            ($0 as? SoraError)?.code == .schema
        }
    }

    @Test(arguments: ["", "{}", "[]", #"{"version":1}"#])
    func `damaged text is refused`(text: String) {
        #expect {
            try FrozenRequest(text: text)
        } throws: {
            ($0 as? SoraError)?.code == .corrupt
        }
    }

    @Test func `an address that was tampered with is refused`() throws {
        let text = try Fixtures.frozen().encodedText()
            .replacing("https://api.example.com", with: "http://169.254.169.254")
        #expect(throws: SoraError.self) { try FrozenRequest(text: text) }
    }

    @Test func `a dialect of a newer program is named, not guessed`() throws {
        var frozen = try Fixtures.frozen()
        frozen.endpoint.dialect = "telepathy"
        #expect(message { try frozen.endpoint.speaker() }.contains("telepathy"))
    }
}

import SoraHTTP
import SoraModel
import SoraProviders
import Testing

/// What is sent, byte for byte.
struct WireRequestTests {
    private let key = Secret("sk-test")

    private func submission(_ frozen: FrozenRequest) throws -> HTTPRequest {
        try frozen.endpoint.speaker().submission(
            of: frozen, key: key, boundary: "b0undary", files: [])
    }

    @Test func `a submit is a JSON object with sorted keys on a connection of its own`() throws {
        let request = try submission(Fixtures.frozen())
        #expect(request.method == .post)
        #expect(request.url == "https://api.example.com/v1/videos")
        #expect(
            request.headers.lines == [
                "Accept: application/json", "Authorization: Bearer sk-test",
                "Content-Type: application/json",
            ])
        #expect(
            String(decoding: request.body ?? [], as: UTF8.self)
                == #"{"model":"sora-2","prompt":"a cat","seconds":"8","size":"1280x720"}"#)
        if case .reusable = request.connection { Issue.record("the connection may be reused") }
        #expect(request.limits == .submit)
        #expect(request.destination == .publicOnly)
    }

    @Test func `letters of every script and slashes are sent as they are`() throws {
        let asked = GenerationRequest(prompt: "猫/\"é\"\n🎬", model: "m")
        let body = try submission(Fixtures.frozen(asked)).body ?? []
        #expect(
            String(decoding: body, as: UTF8.self) == #"{"model":"m","prompt":"猫/\"é\"\n🎬"}"#)
    }

    @Test func `a profile decides whether seconds are a number or a text`() throws {
        let frozen = try Fixtures.frozen {
            for index in $0.create.fields.indices where $0.create.fields[index].name == "seconds" {
                $0.create.fields[index].type = .integer
                $0.create.fields[index].name = "duration"
            }
        }
        let body = try submission(frozen).body ?? []
        #expect(String(decoding: body, as: UTF8.self).contains(#""duration":8,"#))
    }

    @Test func `a form has one part a field, in the order of the profile`() throws {
        let request = try submission(Fixtures.frozen { $0.create.encoding = .multipart })
        #expect(
            request.headers["Content-Type"] == "multipart/form-data; boundary=b0undary")
        let expected = [("model", "sora-2"), ("prompt", "a cat"), ("seconds", "8")]
            .map { field in
                "--b0undary\r\nContent-Disposition: form-data; name=\"\(field.0)\"\r\n\r\n"
                    + "\(field.1)\r\n"
            }.joined()
        let body = String(decoding: request.body ?? [], as: UTF8.self)
        #expect(body.hasPrefix(expected))
        #expect(body.hasSuffix("1280x720\r\n--b0undary--\r\n"))
    }

    @Test func `a prompt cannot end a form`() throws {
        let asked = GenerationRequest(prompt: "\r\n--b0undary--\r\n", model: "m")
        let request = try submission(
            Fixtures.frozen(asked) { $0.create.encoding = .multipart })
        #expect(request.headers["Content-Type"] == "multipart/form-data; boundary=b0undary0")
    }

    @Test func `a remix says only its prompt and names its parent in the path`() throws {
        let asked = GenerationRequest(
            .remix, prompt: "at night", model: "sora-2", seconds: 8, parent: "video_1")
        let request = try submission(Fixtures.frozen(asked))
        #expect(request.url == "https://api.example.com/v1/videos/video_1/remix")
        #expect(
            String(decoding: request.body ?? [], as: UTF8.self) == #"{"prompt":"at night"}"#)
        if case .reusable = request.connection { Issue.record("the connection may be reused") }
    }

    @Test func `a remix without a parent is never sent as something else`() throws {
        #expect(throws: SoraError.self) {
            _ = try submission(Fixtures.frozen(GenerationRequest(.remix, prompt: "p")))
        }
        #expect(throws: SoraError.self) {
            _ = try submission(Fixtures.frozen(GenerationRequest(.extend, prompt: "p")))
        }
    }

    @Test func `a service without a key is sent none`() throws {
        let frozen = try Fixtures.frozen()
        let request = try frozen.endpoint.speaker()
            .submission(of: frozen, key: nil, boundary: "b", files: [])
        #expect(request.headers["Authorization"] == nil)
    }

    @Test(arguments: [
        ("video_1", "video_1"),
        ("sora-2:task_a", "sora-2%3Atask_a"),
        ("dmlkZW8=", "dmlkZW8%3D"),
        ("../../admin", "..%2F..%2Fadmin"),
        ("..", "%2E%2E"),
        ("a?b#c%d e", "a%3Fb%23c%25d%20e"),
        ("é", "%C3%A9"),
    ])
    func `a remote id is one segment of the path whatever is in it`(
        id: String, segment: String
    ) throws {
        let frozen = try Fixtures.frozen()
        let dialect = try frozen.endpoint.speaker()
        let poll = dialect.poll(id, of: frozen, key: key)
        #expect(poll.method == .get)
        #expect(poll.url == "https://api.example.com/v1/videos/\(segment)")
        #expect(poll.headers.lines.contains("Authorization: Bearer sk-test"))
        #expect(poll.body == nil)
        #expect(poll.limits == .api)
        let download = try dialect.download(id, poll: nil, of: frozen, key: key)
        #expect(download?.url == "https://api.example.com/v1/videos/\(segment)/content")
    }

    @Test func `content comes from the API with the key and the limits of a download`() throws {
        let frozen = try Fixtures.frozen()
        var status = RemoteStatus(status: .completed, body: "")
        status.resultURL = "https://evil.example/x.mp4"
        let request = try frozen.endpoint.speaker()
            .download("video_1", poll: status, of: frozen, key: key)
        #expect(request?.url == "https://api.example.com/v1/videos/video_1/content")
        #expect(request?.limits == .download)
        #expect(request?.headers["Authorization"] == "Bearer sk-test")
    }

    @Test(arguments: [
        ("https://cdn.example/x.mp4?sig=1", nil),
        ("https://api.example.com/x.mp4", "Bearer sk-test"),
        ("https://api.example.com:443/x.mp4", "Bearer sk-test"),
        ("https://api.example.com:8443/x.mp4", nil),
        ("https://api.example.com.evil.example/x.mp4", nil),
    ])
    func `a result URL is sent the key only at the API's own origin`(
        url: String, authorization: String?
    ) throws {
        let frozen = try Fixtures.frozen { $0.delivery = .url }
        var status = RemoteStatus(status: .completed, body: "")
        status.resultURL = url
        let request = try frozen.endpoint.speaker()
            .download("video_1", poll: status, of: frozen, key: key)
        #expect(request?.url == url)
        #expect(request?.headers["Authorization"] == authorization)
        #expect(request?.destination == .publicOnly)
    }

    @Test func `without a result URL there is nothing to fetch yet`() throws {
        let frozen = try Fixtures.frozen { $0.delivery = .url }
        let request = try frozen.endpoint.speaker()
            .download("v", poll: RemoteStatus(status: .completed, body: ""), of: frozen, key: key)
        #expect(request == nil)
    }

    @Test func `the list is asked for in pages, the newest first`() throws {
        let endpoint = try Fixtures.endpoint()
        let dialect = try endpoint.speaker()
        #expect(
            dialect.list(after: nil, of: endpoint, key: key)?.url
                == "https://api.example.com/v1/videos?limit=100&order=desc")
        #expect(
            dialect.list(after: "a=b&c", of: endpoint, key: key)?.url
                == "https://api.example.com/v1/videos?limit=100&order=desc&after=a%3Db%26c")
    }

    @Test(arguments: [
        ("http://127.0.0.1:8080", false, AddressPolicy.loopbackOnly),
        ("http://localhost", false, .loopbackOnly),
        ("https://api.example.com", false, .publicOnly),
        ("http://10.0.0.5", true, .any),
        ("https://gateway.lan", true, .any),
    ])
    func `requests go only where the provider is`(
        base: String, allowPrivate: Bool, policy: AddressPolicy
    ) throws {
        let frozen = try Fixtures.frozen(at: base, allowPrivate: allowPrivate)
        #expect(try submission(frozen).destination == policy)
        #expect(
            try frozen.endpoint.speaker().poll("v", of: frozen, key: nil).destination == policy)
    }
}

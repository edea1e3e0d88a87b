import SoraHTTP
import SoraModel
import SoraProviders
import Testing

/// What soralib relies on of every service, whatever its dialect: each profile passes all of this.
struct ContractTests {
    static let profiles = ProfileLibrary().names

    private func frozen(
        _ profile: String, _ request: GenerationRequest = GenerationRequest(prompt: "a cat")
    ) throws -> FrozenRequest {
        try Fixtures.checked(request, of: profile)
    }

    private func submitted(_ profile: String, _ response: HTTPResponse) throws -> SubmitOutcome {
        let frozen = try self.frozen(profile)
        return try frozen.endpoint.speaker().readSubmission(response, of: frozen)
    }

    private func polled(_ profile: String, _ body: String) throws -> RemoteStatus {
        let frozen = try self.frozen(profile)
        let outcome = try frozen.endpoint.speaker()
            .readPoll(Fixtures.response(200, body), of: frozen, remoteID: "t")
        guard case .status(let status) = outcome else {
            throw SoraError(.failed, "no status: \(outcome)")
        }
        return status
    }

    private func download(_ profile: String, _ status: RemoteStatus) throws -> HTTPRequest? {
        let frozen = try self.frozen(profile)
        return try frozen.endpoint.speaker()
            .download("t:1", poll: status, of: frozen, key: Secret("KEY"))
    }

    @Test func `covers every profile that there is`() {
        #expect(
            Self.profiles == [
                "globalai", "globalai-legacy", "octopusx", "openai", "openai-compatible", "wisgate",
                "xingchao",
            ])
    }

    // MARK: Create

    @Test(
        arguments: profiles,
        [
            #"{"id":"t:1","object":"video.generation","created":1761635478,"status":"queued"}"#,
            #"{"id":"t:1","object":"video","status":"pending","progress":"0","created_at":1761635478}"#,
            #"{"task_id":"t:1"}"#, #"{"code":"success","data":{"task_id":"t:1"}}"#,
            #"{"code":200,"data":{"taskId":"t:1","status":"NOT_START"}}"#,
            #"{"projectId":"t:1"}"#, #"{"result":{"id":"t:1"}}"#,
        ])
    func `an answer that names the task is accepted`(profile: String, body: String) throws {
        guard case .accepted(let task) = try submitted(profile, Fixtures.response(200, body))
        else {
            Issue.record("not accepted: \(body)")
            return
        }
        #expect(task.remoteID == "t:1")
        #expect([.queued, .unknown].contains(task.status.status))
    }

    @Test(
        arguments: profiles,
        ["", "null", "<html></html>", #"{"code":500,"message":"busy"}"#, #"{"error":"no"}"#])
    func `a success that names no task is uncertain, and never sent again`(
        profile: String, body: String
    ) throws {
        guard case .uncertain = try submitted(profile, Fixtures.response(200, body)) else {
            Issue.record("not uncertain: \(body)")
            return
        }
    }

    @Test(
        arguments: profiles,
        [
            #"{"error":{"message":"bad size","type":"invalid_request_error","param":"size","code":"invalid_value"}}"#,
            #"{"error":"bad size"}"#, #"{"code":400,"message":"bad size"}"#,
            #"{"code":"invalid_size","message":"bad size","data":null}"#,
            #"{"error":{"message":"bad size (request id: 1)","type":"new_api_error","code":""}}"#,
            #"{"message":"bad size","timestamp":"2026-11-21T00:00:00Z","status":400}"#,
        ])
    func `a refusal is told in the service's words, in each shape of them`(
        profile: String, body: String
    ) throws {
        guard case .rejected(let problem) = try submitted(profile, Fixtures.response(400, body))
        else {
            Issue.record("not rejected: \(body)")
            return
        }
        #expect(problem.kind == .invalidRequest)
        #expect(problem.message.contains("bad size"))
    }

    @Test(
        arguments: profiles,
        [
            (400, #"{"error":{"message":"blocked","code":"moderation_blocked"}}"#),
            (400, #"{"error":"content_policy: the prompt is not allowed"}"#),
            (400, #"{"code":400,"message":"sentinel_block: blocked"}"#),
            (400, #"{"code":"prompt_unsafe","message":"no","data":null}"#),
            (451, ""),
        ])
    func `moderation of a request is told from other refusals`(
        profile: String, answer: (Int, String)
    ) throws {
        guard
            case .rejected(let problem) = try submitted(
                profile, Fixtures.response(answer.0, answer.1))
        else {
            Issue.record("not rejected: \(answer)")
            return
        }
        #expect(problem.kind == .moderation)
    }

    @Test(
        arguments: profiles,
        [
            (401, #"{"error":{"message":"no key","code":"invalid_api_key"}}"#, "unauthorized"),
            (401, #"{"code":401,"message":"no key"}"#, "unauthorized"),
            (402, "", "insufficient_funds"),
            (
                403, #"{"code":"pre_consume_token_quota_failed","message":"m"}"#,
                "insufficient_funds"
            ),
            (429, #"{"error":"Insufficient balance"}"#, "insufficient_funds"),
            (404, #"{"message":"No handler found for POST /v1/sora/videos"}"#, "wrong_address"),
        ])
    func `what is the account's or the address's fault pauses the provider`(
        profile: String, answer: (Int, String, String)
    ) throws {
        guard
            case .notAccepted(let problem, _, true) = try submitted(
                profile, Fixtures.response(answer.0, answer.1))
        else {
            Issue.record("no pause: \(answer)")
            return
        }
        #expect(problem.kind.rawValue == answer.2)
    }

    @Test(
        arguments: profiles,
        [
            ("Retry-After", "7"), ("Retry-After", "Sat, 21 Nov 2026 02:03:04 GMT"),
            ("retry-after-ms", "1500"), ("", ""),
        ])
    func `429 is not accepted, with the wait in each of its forms`(
        profile: String, header: (name: String, value: String)
    ) throws {
        let response = Fixtures.response(
            429, #"{"error":{"message":"group upstream saturated"}}"#,
            headers: header.name.isEmpty ? [] : [header])
        guard case .notAccepted(let problem, let advice, false) = try submitted(profile, response)
        else {
            Issue.record("not \"not accepted\"")
            return
        }
        #expect(problem.kind == .rateLimited)
        #expect(
            (advice.retryAfter ?? advice.milliseconds ?? "") == header.value
                && (advice.milliseconds != nil) == header.name.hasSuffix("ms"))
    }

    @Test(arguments: profiles, [408, 409, 500, 502, 503, 504, 524])
    func `what proves nothing is uncertain`(profile: String, status: Int) throws {
        guard case .uncertain = try submitted(profile, Fixtures.response(status)) else {
            Issue.record("not uncertain: \(status)")
            return
        }
    }

    // MARK: Poll

    @Test(
        arguments: profiles,
        [
            (
                "queued",
                """
                queued queueing pending submitted created preparing starting initializing waiting \
                not_start NOT_START notstarted QUEUED SUBMITTED
                """
            ),
            (
                "in_progress",
                """
                in_progress IN_PROGRESS processing running generating progress video_generating \
                downloading uploading
                """
            ),
            (
                "completed",
                "completed complete succeeded succeed success SUCCESS finished finish done"
            ),
            ("failed", "failed failure FAILURE fail error video_generation_failed expired"),
            ("cancelled", "cancelled canceled"),
            ("unknown", "unknown UNKNOWN paused 42 完成 null-ish"),
        ])
    func `every status word has its meaning, and an unknown one ends nothing`(
        profile: String, words: (meaning: String, list: String)
    ) throws {
        for word in words.list.split(separator: " ") {
            for body in [
                #"{"id":"t","status":"\#(word)"}"#,
                #"{"id":"t","status":" \#(word)\n"}"#
                    .replacing("\n", with: #"\n"#),
                #"{"code":"success","data":{"task_id":"t","status":"\#(word)"}}"#,
                #"{"code":200,"data":{"id":"t","state":"\#(word)"}}"#,
            ] {
                #expect(try polled(profile, body).status.rawValue == words.meaning, "\(body)")
            }
        }
    }

    @Test(
        arguments: profiles,
        [#"{"id":"t"}"#, #"{"id":"t","status":null}"#, #"{"id":"t","status":""}"#, "{}"])
    func `no status at all ends nothing`(profile: String, body: String) throws {
        #expect(try polled(profile, body).status == .unknown)
    }

    @Test(
        arguments: profiles,
        [
            #""error":{"code":"x","message":"the reason"}"#, #""error":"the reason""#,
            #""error":{"message":"the reason"}"#, #""fail_reason":"the reason""#,
            #""error_message":"the reason""#, #""message":"the reason""#,
            #""error":{},"error_message":"the reason""#,
        ])
    func `a failed task says why, in each shape`(profile: String, fields: String) throws {
        let status = try polled(profile, #"{"id":"t","status":"failed",\#(fields)}"#)
        #expect(status.status == .failed)
        #expect(status.fault?.message == "the reason")
        #expect(status.fault?.isModeration == false)
    }

    @Test(
        arguments: profiles,
        [
            #""error":{"code":"moderation_blocked","message":"no"}"#,
            #""error":"moderation_blocked: no""#,
            #""fail_reason":"Content policy violation""#,
        ])
    func `moderation in mid-run is told from other failures`(
        profile: String, fields: String
    ) throws {
        let status = try polled(profile, #"{"id":"t","status":"failed",\#(fields)}"#)
        #expect(status.fault?.isModeration == true)
    }

    @Test(arguments: profiles)
    func `zero and empty mean that there is nothing`(profile: String) throws {
        let status = try polled(
            profile,
            """
            {"id":"t","status":"queued","completed_at":0,"expires_at":0,"remixed_from_video_id":"",\
            "video_url":"","error":{"message":"","code":""},"progress":""}
            """)
        #expect(status.status == .queued)
        #expect(status.completedAt == nil && status.expiresAt == nil)
        #expect(status.remixedFrom == nil && status.resultURL == nil)
        #expect(status.fault == nil && status.progress == nil)
    }

    @Test(
        arguments: profiles,
        [
            ("0", 0), ("33", 33), (#""33""#, 33), (#""33%""#, 33), ("33.9", 33), ("1", 1),
            ("250", 100), ("-3", 0),
        ])
    func `progress is read as services write it`(
        profile: String, progress: (text: String, value: Int)
    ) throws {
        let body = #"{"id":"t","status":"processing","progress":\#(progress.text)}"#
        #expect(try polled(profile, body).progress == progress.value)
    }

    @Test(
        arguments: profiles,
        ["1761708785", "1761708785000", #""1761708785""#, #""2025-10-29T03:33:05Z""#])
    func `the end of a result's time is read as services write it`(
        profile: String, time: String
    ) throws {
        let body = #"{"id":"t","status":"completed","expires_at":\#(time)}"#
        #expect(try polled(profile, body).expiresAt?.iso8601 == "2025-10-29T03:33:05Z")
    }

    @Test(arguments: profiles)
    func `a result has an end even where the service names none`(profile: String) throws {
        let seconds = try frozen(profile).endpoint.wire.lifetimeSeconds
        #expect(seconds == 3600 || seconds == 86_400)
    }

    @Test(arguments: profiles)
    func `a task that the service does not know is gone, and no other answer says so`(
        profile: String
    ) throws {
        let frozen = try self.frozen(profile)
        let dialect = try frozen.endpoint.speaker()
        func isGone(_ status: Int, _ body: String) -> Bool {
            let answer = Fixtures.response(status, body)
            if case .gone = dialect.readPoll(answer, of: frozen, remoteID: "t") { return true }
            return false
        }
        #expect(isGone(404, ""))
        #expect(isGone(400, #"{"code":"task_not_exist","message":"m","data":null}"#))
        #expect(!isGone(500, #"{"error":{"message":"no such id"}}"#))
        #expect(!isGone(400, #"{"error":{"message":"m"}}"#))
    }

    // MARK: Download

    @Test(arguments: profiles)
    func `a result comes from the API with the key, or from elsewhere without`(
        profile: String
    ) throws {
        let wire = try frozen(profile).endpoint.wire
        let status = try polled(
            profile, #"{"id":"t","status":"completed","video_url":"https://cdn.example/x.mp4"}"#)
        let request = try #require(try download(profile, status))
        if wire.delivery == .content {
            #expect(request.url.hasSuffix("/v1/videos/t%3A1/content"))
            #expect(request.headers["Authorization"] == "Bearer KEY")
        } else {
            #expect(request.url == "https://cdn.example/x.mp4")
            #expect(request.headers.lines == ["Accept: */*"])
            #expect(request.destination == .publicOnly)
        }
    }

    private static let addressed = profiles.filter {
        (try? Fixtures.profile($0).wire.delivery) == .url
    }

    @Test(
        arguments: addressed,
        [
            #""video_url":"U""#, #""video_url":" `U` ""#, #""videoUrl":"U""#, #""result_url":"U""#,
            #""resultUrl":"U""#, #""content_url":"U""#, #""url":"U""#,
            #""output":{"video_url":"U"}"#, #""output":{"url":"U"}"#, #""metadata":{"url":"U"}"#,
            #""task_result":{"videos":[{"url":"U"}]}"#, #""fail_reason":"U""#,
            #""video_url":"","metadata":{"url":"U"}"#,
        ])
    func `the address of a result is found wherever services put it`(
        profile: String, fields: String
    ) throws {
        let address = "https://cdn.example/x.mp4?sig=1"
        let members = fields.replacing("U\"", with: "\(address)\"")
            .replacing("U`", with: "\(address)`")
        for body in [
            #"{"id":"t","status":"completed",\#(members)}"#,
            #"{"code":"success","data":{"task_id":"t","status":"SUCCESS",\#(members)}}"#,
        ] {
            #expect(try download(profile, polled(profile, body))?.url == address, "\(body)")
        }
    }

    @Test(
        arguments: addressed,
        [
            "", #","video_url":null"#, #","video_url":"""#, #","video_url":"/x.mp4""#,
            #","video_url":"ftp://cdn.example/x.mp4""#,
        ])
    func `completed without a result is not done`(profile: String, fields: String) throws {
        let status = try polled(profile, #"{"id":"t","status":"completed"\#(fields)}"#)
        #expect(status.status == .completed)
        #expect(try download(profile, status) == nil)
    }

    @Test(
        arguments: addressed,
        [
            "http://cdn.example/x.mp4", "https://127.0.0.1/x.mp4", "https://10.0.0.1/x.mp4",
            "https://169.254.169.254/latest", "https://user:pw@cdn.example/x.mp4",
        ])
    func `an address that leads into a private network is not followed`(
        profile: String, url: String
    ) throws {
        let status = try polled(
            profile, #"{"id":"t","status":"completed","video_url":"\#(url)"}"#)
        #expect {
            try download(profile, status)
        } throws: {
            ($0 as? SoraError)?.code.rawValue == "url_refused"
        }
    }

    // MARK: What only some can do

    @Test(arguments: profiles)
    func `a remix is a request of its own, or refused before anything is sent`(
        profile: String
    ) throws {
        let asked = GenerationRequest(.remix, prompt: "at night", parent: "t:1")
        guard try Fixtures.profile(profile).capabilities.contains(.remix) else {
            #expect(message { try self.frozen(profile, asked) } == "\(profile) has no remix")
            return
        }
        let frozen = try self.frozen(profile, asked)
        let request = try frozen.endpoint.speaker()
            .submission(of: frozen, key: Secret("KEY"), boundary: "B", files: [])
        #expect(request.method == .post)
        #expect(request.url.hasSuffix("/v1/videos/t%3A1/remix"))
        #expect(
            String(decoding: request.body ?? [], as: UTF8.self) == #"{"prompt":"at night"}"#)
    }

    @Test(arguments: profiles)
    func `a list is asked for only where there is one`(profile: String) throws {
        let endpoint = try frozen(profile).endpoint
        let dialect = try endpoint.speaker()
        let hasList = try Fixtures.profile(profile).capabilities.contains(.list)
        #expect(hasList == profile.hasPrefix("openai"))
        #expect((dialect.list(after: nil, of: endpoint, key: nil) != nil) == hasList)
        let answer = dialect.readList(
            Fixtures.response(200, #"{"object":"list","data":[],"has_more":false}"#), of: endpoint)
        switch answer {
        case .page(let tasks, next: nil): #expect(tasks.isEmpty && hasList || profile == "wisgate")
        case .refused(let problem): #expect(!hasList && problem.kind == .notFound)
        default: Issue.record("neither: \(answer)")
        }
    }
}

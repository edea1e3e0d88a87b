import SoraHTTP
import SoraModel
import SoraProviders
import Testing

/// The table of what became of one request that charges.
struct SubmitOutcomeTests {
    /// An outcome as one line, for tables.
    private func line(_ outcome: SubmitOutcome) -> String {
        switch outcome {
        case .accepted(let task): "accepted \(task.remoteID)"
        case .notAccepted(let reason, _, let pauses):
            "not accepted, \(reason.kind.rawValue)\(pauses ? ", pauses" : "")"
        case .rejected(let reason): "rejected, \(reason.kind.rawValue)"
        case .uncertain(let reason): "uncertain, \(reason.kind.rawValue)"
        }
    }

    private func outcome(
        _ response: HTTPResponse, remixing parent: String? = nil,
        changing change: (inout WireProfile) -> Void = { _ in }
    ) throws -> SubmitOutcome {
        var frozen = try Fixtures.frozen(changing: change)
        if let parent {
            frozen.request.operation = .remix
            frozen.request.parent = parent
        }
        return try frozen.endpoint.speaker().readSubmission(response, of: frozen)
    }

    @Test(arguments: [
        (200, #"{"id":"video_1","status":"queued"}"#, "accepted video_1"),
        (201, #"{"task_id":"t"}"#, "accepted t"),
        (202, #"{"code":"success","data":{"task_id":"t"}}"#, "accepted t"),
        (200, #"{"id":"video_1","status":"failed","error":{"code":"x"}}"#, "accepted video_1"),
    ])
    func `a success with an id is accepted`(status: Int, body: String, expected: String) throws {
        #expect(line(try outcome(Fixtures.response(status, body))) == expected)
    }

    @Test(arguments: [
        "", "   ", "<html><body>ok</body></html>", #"{"id":"#, #"{"status":"queued"}"#,
        #"{"id":""}"#, #"{"id":null}"#, #"{"id":{}}"#, #"{"id":0}"#, #"["video_1"]"#, "null", "{}",
        #"{"id":".."}"#, #"{"id":"a\u0007b"}"#, #"{"code":"quota","message":"no","data":null}"#,
        "{\"id\":\"\(String(repeating: "x", count: 513))\"}",
        "{\"id\":\"video_1\",\"pad\":\"\(String(repeating: "x", count: 1 << 20))\"}",
        String(repeating: "[", count: 100_000),
        "{\"id\":\"v\",\"deep\":\(String(repeating: "[", count: 64))\(String(repeating: "]", count: 64))}",
        "{\"id\":\"v\",\"many\":[\(String(repeating: "0,", count: 20_000))0]}",
    ])
    func `a success without a usable id is uncertain`(body: String) throws {
        #expect(line(try outcome(Fixtures.response(200, body))) == "uncertain, not_understood")
    }

    @Test func `a success that is not UTF-8 is uncertain`() throws {
        let bytes = Array(#"{"id":"v"#.utf8) + [0xFF] + Array(#""}"#.utf8)
        #expect(
            line(try outcome(HTTPResponse(status: 200, body: bytes)))
                == "uncertain, not_understood")
    }

    @Test(arguments: [
        (401, "not accepted, unauthorized, pauses"),
        (402, "not accepted, insufficient_funds, pauses"),
        (403, "not accepted, unauthorized, pauses"),
        (404, "not accepted, wrong_address, pauses"),
        (405, "not accepted, wrong_address, pauses"),
        (407, "not accepted, unauthorized, pauses"),
        (300, "not accepted, wrong_address, pauses"),
        (301, "not accepted, wrong_address, pauses"),
        (302, "not accepted, wrong_address, pauses"),
        (303, "not accepted, wrong_address, pauses"),
        (307, "not accepted, wrong_address, pauses"),
        (308, "not accepted, wrong_address, pauses"),
        (400, "rejected, invalid_request"),
        (413, "rejected, invalid_request"),
        (415, "rejected, invalid_request"),
        (422, "rejected, invalid_request"),
        (451, "rejected, moderation"),
        (425, "not accepted, rate_limited"),
        (429, "not accepted, rate_limited"),
        (408, "uncertain, unavailable"),
        (409, "uncertain, unavailable"),
        (410, "not accepted, wrong_address, pauses"),
        (418, "uncertain, unavailable"),
        (500, "uncertain, unavailable"),
        (501, "uncertain, unavailable"),
        (502, "uncertain, unavailable"),
        (503, "uncertain, unavailable"),
        (504, "uncertain, unavailable"),
        (524, "uncertain, unavailable"),
        (100, "uncertain, unavailable"),
    ])
    func `a status alone decides`(status: Int, expected: String) throws {
        for body in ["", "<html>", #"{"error":{"message":"no","code":"some_code"}}"#] {
            #expect(line(try outcome(Fixtures.response(status, body))) == expected)
        }
    }

    @Test(
        arguments: [
            #"{"error":{"code":"moderation_blocked","message":"blocked"}}"#,
            #"{"error":{"code":null,"type":"sentinel_block","message":"no"}}"#,
            #"{"error":"Your prompt violates our content policy"}"#,
            #"{"code":"prompt_unsafe","message":"no","data":null}"#,
        ], [400, 401, 403, 404, 409, 422, 429, 500, 503])
    func `moderation is a refusal under any status`(body: String, status: Int) throws {
        #expect(line(try outcome(Fixtures.response(status, body))) == "rejected, moderation")
    }

    @Test(arguments: [
        #"{"error":{"code":"insufficient_quota","message":"You exceeded your quota"}}"#,
        #"{"error":{"message":"user balance is too low","type":"new_api_error","code":""}}"#,
        #"{"code":"pre_consume_token_quota_failed","message":"no","data":null}"#,
    ])
    func `a lack of credit pauses the provider`(body: String) throws {
        for status in [403, 429] {
            #expect(
                line(try outcome(Fixtures.response(status, body)))
                    == "not accepted, insufficient_funds, pauses")
        }
    }

    @Test func `503 proves something only where the profile says so`() throws {
        let response = Fixtures.response(503, headers: [("Retry-After", "7")])
        #expect(
            line(try outcome(response) { $0.notAcceptedStatuses = [503] })
                == "not accepted, unavailable")
        #expect(line(try outcome(response)) == "uncertain, unavailable")
    }

    @Test func `advice on when to come back is passed on as it was written`() throws {
        let date = "Sat, 21 Nov 2026 02:03:04 GMT"
        let response = Fixtures.response(
            429, headers: [("retry-after", date), ("Retry-After-MS", "1500")])
        guard case .notAccepted(_, let retry, false) = try outcome(response) else {
            Issue.record("not what was expected")
            return
        }
        #expect(retry == RetryAdvice(retryAfter: date, milliseconds: "1500"))
    }

    @Test func `the problem has the evidence, and no secrets`() throws {
        let response = Fixtures.response(
            400,
            #"{"error":{"message":"bad key sk-abc123 at https://h/p?sig=1","code":"c"}}"#,
            headers: [("X-Request-ID", "req_1")])
        guard case .rejected(let problem) = try outcome(response) else {
            Issue.record("not what was expected")
            return
        }
        #expect(problem.status == 400)
        #expect(problem.code == "c")
        #expect(problem.requestID == "req_1")
        #expect(
            problem.message
                == "the service refused the request: bad key sk-REDACTED at https://h/p?REDACTED")
        #expect(
            problem.body
                == #"{"error":{"message":"bad key sk-REDACTED at https://h/p?REDACTED","code":"c"}}"#
        )
    }

    @Test func `a redirect is named without its query`() throws {
        let response = Fixtures.response(
            302, headers: [("Location", "https://login.example/in?token=secret")])
        guard case .notAccepted(let reason, _, _) = try outcome(response) else {
            Issue.record("not what was expected")
            return
        }
        #expect(reason.message.contains("https://login.example/in?REDACTED"))
        #expect(!reason.message.contains("secret"))
    }

    @Test(arguments: [
        (TransportFailure.Reason.resolve, false, "not accepted, unreachable"),
        (.connect, false, "not accepted, unreachable"),
        (.tls, false, "not accepted, unreachable"),
        (.proxy, false, "not accepted, unreachable"),
        (.timeout, false, "not accepted, unreachable"),
        (.unavailable, false, "not accepted, unreachable"),
        (.forbiddenAddress, false, "not accepted, wrong_address, pauses"),
        (.badURL, false, "not accepted, wrong_address, pauses"),
        (.stopped, false, "not accepted, interrupted"),
        (.cancelled, false, "not accepted, interrupted"),
        (.interrupted, true, "uncertain, unreachable"),
        (.timeout, true, "uncertain, unreachable"),
        (.tooLarge, true, "uncertain, not_understood"),
        (.protocolError, true, "uncertain, not_understood"),
        (.cancelled, true, "uncertain, interrupted"),
        (.stopped, true, "uncertain, interrupted"),
    ])
    func `without a response it depends on whether a byte may have left`(
        reason: TransportFailure.Reason, left: Bool, expected: String
    ) {
        let failure = TransportFailure(reason, requestMayHaveLeft: left, message: "m")
        #expect(line(SubmitOutcome(failure)) == expected)
    }

    @Test func `half a response is uncertain whatever its status, and leaves its request id`() {
        let failure = TransportFailure(
            .interrupted, requestMayHaveLeft: true,
            partial: Fixtures.response(401, "{\"er", headers: [("x-request-id", "r")]), message: "m"
        )
        guard case .uncertain(let problem) = SubmitOutcome(failure) else {
            Issue.record("not what was expected")
            return
        }
        #expect(problem.requestID == "r")
        #expect(problem.body == "{\"er")
    }

    @Test(arguments: [
        #"{"error":{"code":"video_not_found","message":"Video not found"}}"#,
        #"{"error":{"message":"Video with id 'video_7' not found."}}"#,
        #"{"error":{"message":"No such video: video_7"}}"#,
        #"{"detail":"video_7 does not exist"}"#,
        #"{"error":{"message":"The video has expired"}}"#,
    ])
    func `a remix whose parent the service does not have is rejected, and others may be sent`(
        body: String
    ) throws {
        for status in [404, 410] {
            let outcome = try outcome(Fixtures.response(status, body), remixing: "video_7")
            #expect(line(outcome) == "rejected, invalid_request")
            guard case .rejected(let reason) = outcome else { continue }
            #expect(reason.message.hasPrefix("the service does not have the video to start from"))
        }
    }

    @Test(arguments: [
        #"{"error":{"message":"Invalid URL (POST /v1/videos/video_7/remix)"}}"#,
        #"{"error":{"message":"Cannot POST /v1/videos/video_7/remix"}}"#,
        #"{"message":"no Route matched with those values"}"#, #"{"detail":"Not Found"}"#,
        "404 page not found", "<html>video not found</html>", "",
        #"{"error":{"message":"unknown endpoint for video"}}"#,
    ])
    func `a remix to a path that is not there pauses the provider`(body: String) throws {
        #expect(
            line(try outcome(Fixtures.response(404, body), remixing: "video_7"))
                == "not accepted, wrong_address, pauses")
    }

    @Test func `a model that the service does not have is rejected`() throws {
        let body =
            #"{"error":{"code":"model_not_found","message":"The model 'x/y' does not exist"}}"#
        #expect(
            line(try outcome(Fixtures.response(404, body)))
                == "not accepted, wrong_address, pauses", "x/y is not the model that was asked for")
        let own = body.replacing("x/y", with: "sora-2")
        #expect(line(try outcome(Fixtures.response(404, own))) == "rejected, invalid_request")
    }

    @Test(arguments: ["", "{}", #"{"error":{"message":"The Videos API has been shut down"}}"#])
    func `a path that the service has ended pauses the provider`(body: String) throws {
        #expect(
            line(try outcome(Fixtures.response(410, body)))
                == "not accepted, wrong_address, pauses")
    }
}

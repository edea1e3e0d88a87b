import SoraModel
import SoraProviders
import Testing

/// How answers are really written.
struct DecoderTests {
    @Test func `OpenAI's own object is read in full`() throws {
        let status = try #require(
            try Fixtures.status(
                """
                {"id":"video_1","object":"video","model":"sora-2","status":"in_progress",\
                "progress":33,"created_at":1758941485,"completed_at":1758941500,\
                "expires_at":1758945100,"seconds":"8","size":"1280x720","quality":"standard",\
                "remixed_from_video_id":"video_0","error":null,"prompt":"a cat"}
                """, headers: [("openai-poll-after-ms", "2500")]))
        #expect(status.remoteID == "video_1")
        #expect(status.word == "in_progress")
        #expect(status.status == .inProgress)
        #expect(status.progress == 33)
        #expect(status.createdAt?.iso8601 == "2025-09-27T02:51:25Z")
        #expect(status.completedAt?.milliseconds == 1_758_941_500_000)
        #expect(status.expiresAt?.milliseconds == 1_758_945_100_000)
        #expect(status.remixedFrom == "video_0")
        #expect(status.pollAfterSeconds == 2.5)
        #expect(status.fault == nil)
        #expect(status.claims.model == "sora-2")
        #expect(status.claims.seconds == 8)
        #expect(status.body.hasPrefix(#"{"id":"video_1""#))
    }

    @Test(arguments: [
        ("queued", CanonicalStatus.queued), ("NOT_START", .queued), ("pending", .queued),
        ("IN_PROGRESS", .inProgress), (" Processing ", .inProgress),
        ("video_generating", .inProgress), ("SUCCESS", .completed), ("succeed", .completed),
        ("done", .completed), ("FAILURE", .failed), ("video_generation_failed", .failed),
        ("expired", .failed), ("canceled", .cancelled), ("cancelled", .cancelled),
        ("unknown", .unknown), ("rendering_3d", .unknown), ("", .unknown),
    ])
    func `status words of all services are known, and an unknown one is never final`(
        word: String, expected: CanonicalStatus
    ) throws {
        let status = try Fixtures.status(#"{"id":"v","status":"\#(word)"}"#)
        #expect(status?.status == expected)
    }

    @Test(arguments: [
        #"{"id":"v","status":"completed"}"#,
        #"{"data":{"id":"v","status":"completed"}}"#,
        #"{"result":{"taskId":"v","status":"completed"}}"#,
        #"{"data":{"data":{"video_id":"v","status":"completed"}}}"#,
        #"{"data":{"properties":{"task_id":"v","status":"completed"}}}"#,
        #"{"code":200,"status":"pending","data":{"projectId":"v","status":"completed"}}"#,
        #"{"id":"v","status":"completed","data":{"id":"other","status":"failed"}}"#,
        #"{"id":"","task_id":"v","status":"completed"}"#,
        "\u{FEFF}" + #"{"id":" v ","status":"completed"}"#,
    ])
    func `fields are found in every envelope, and the task's own come first`(body: String) throws {
        let status = try Fixtures.status(body)
        #expect(status?.remoteID == "v")
        #expect(status?.status == .completed)
    }

    @Test(arguments: [
        ("33", 33), ("33.9", 33), (#""33""#, 33), (#""33%""#, 33), (#"" 7 % ""#, 7), ("1", 1),
        ("0.5", 0), ("150", 100), ("-5", 0), (#""soon""#, nil), ("null", nil), ("1e999", nil),
    ])
    func `progress is whole hundredths however it is written`(
        text: String, expected: Int?
    ) throws {
        let status = try Fixtures.status(#"{"id":"v","status":"queued","progress":\#(text)}"#)
        #expect(status?.status == .queued)
        #expect(status?.progress == expected)
    }

    @Test func `progress_pct is a fraction up to one`() throws {
        let inner = #"{"id":"v","detail":{"pending_info":{"progress_pct":0.42}}}"#
        #expect(try Fixtures.status(inner)?.progress == 42)
        #expect(try Fixtures.status(#"{"id":"v","progress_pct":42}"#)?.progress == 42)
    }

    @Test(
        arguments: [
            ("1758941485", 1_758_941_485_000), ("1758941485123", 1_758_941_485_123),
            (#""1758941485""#, 1_758_941_485_000), (#""2025-09-27T02:51:25Z""#, 1_758_941_485_000),
            (#""2025-09-27T02:51:25.750+00:00""#, 1_758_941_485_000), ("0", nil), (#""""#, nil),
            ("-1", nil), ("1e300", nil), (#""yesterday""#, nil), ("null", nil),
        ] as [(String, Int64?)])
    func `times are seconds, milliseconds or ISO 8601, and zero is none`(
        text: String, expected: Int64?
    ) throws {
        let status = try Fixtures.status(#"{"id":"v","created_at":\#(text)}"#)
        #expect(status != nil)
        #expect(status?.createdAt?.milliseconds == expected)
    }

    @Test(
        arguments: [
            (#""error":"no GPU""#, nil, "no GPU"),
            (#""error":{"code":"c","message":"m"}"#, "c", "m"),
            (#""error":{"message":"m","type":"t","code":null}"#, "t", "m"),
            (#""error":{},"error_message":"m""#, nil, "m"),
            (#""error":{"message":"","code":""},"fail_reason":"m""#, nil, "m"),
            (#""fail_reason":"m""#, nil, "m"), (#""message":"m","code":"c""#, "c", "m"),
            (#""error":{"message_zh":"没有"}"#, nil, "没有"),
            (#""error":{"code":500}"#, "500", "500"),
        ] as [(String, String?, String)])
    func `the reason of a failure is found in every shape`(
        fields: String, code: String?, message: String
    ) throws {
        let status = try Fixtures.status(#"{"id":"v","status":"failed",\#(fields)}"#)
        #expect(status?.fault?.code == code)
        #expect(status?.fault?.message == message)
    }

    @Test func `a relay's row about a failure is read, its own success is not`() throws {
        let status = try Fixtures.status(
            """
            {"code":"success","message":"","data":{"task_id":"t","status":"FAILURE",\
            "progress":"100%","fail_reason":"upstream said no","submit_time":1758941485}}
            """)
        #expect(status?.status == .failed)
        #expect(status?.progress == 100)
        #expect(status?.fault?.code == nil)
        #expect(status?.fault?.message == "upstream said no")
    }

    @Test(arguments: [
        #""error":null"#, #""error":{}"#, #""error":"""#, #""error":{"message":"","code":""}"#,
        #""message":"ok""#, #""code":"success""#,
    ])
    func `empty errors and friendly messages are no failure`(fields: String) throws {
        let status = try Fixtures.status(#"{"id":"v","status":"queued",\#(fields)}"#)
        #expect(status?.status == .queued)
        #expect(status != nil && status?.fault == nil)
    }

    @Test func `moderation in the middle of the work is told apart`() throws {
        let body =
            #"{"id":"v","status":"failed","error":{"code":"moderation_blocked","message":"b"}}"#
        #expect(try Fixtures.status(body)?.fault?.isModeration == true)
        let other = #"{"id":"v","status":"failed","error":{"code":"oom","message":"b"}}"#
        #expect(try Fixtures.status(other)?.fault?.isModeration == false)
    }

    @Test func `a task that expired has failed, with that code`() throws {
        let fault = try Fixtures.status(#"{"id":"v","status":"expired"}"#)?.fault
        #expect(fault?.code == "expired")
    }

    @Test(arguments: [
        #""video_url":"https://cdn/x.mp4""#, #""videoUrl":"https://cdn/x.mp4""#,
        #""result_url":"https://cdn/x.mp4""#, #""url":"https://cdn/x.mp4""#,
        #""output":{"video_url":"https://cdn/x.mp4"}"#, #""metadata":{"url":"https://cdn/x.mp4"}"#,
        #""task_result":{"videos":[{"url":"https://cdn/x.mp4"}]}"#,
        #""video_url":" `https://cdn/x.mp4` ""#, #""video_url":"","url":"https://cdn/x.mp4""#,
        #""video_url":"ftp://cdn/y","url":"https://cdn/x.mp4""#,
        #""fail_reason":"https://cdn/x.mp4""#,
    ])
    func `the result's URL is found under every name`(fields: String) throws {
        let status = try Fixtures.status(#"{"id":"v","status":"SUCCESS",\#(fields)}"#)
        #expect(status?.resultURL == "https://cdn/x.mp4")
        #expect(status?.fault == nil)
    }

    @Test(arguments: [
        "file:///etc/passwd", "ftp://h/x", "data:video/mp4;base64,AA", "javascript:1", "x.mp4",
        "https:/h/x", "https://h/a b",
    ])
    func `other schemes and broken URLs are no result`(url: String) throws {
        let status = try Fixtures.status(#"{"id":"v","status":"completed","url":"\#(url)"}"#)
        #expect(status != nil && status?.resultURL == nil)
    }

    @Test(arguments: [
        (#""cost":{"amount":"0.80","currency":"usd"}"#, "0.80 USD"),
        (#""cost":0.125,"currency":"USD""#, "0.125 USD"), (#""amount":5"#, nil),
        (#""cost":1e308,"currency":"USD""#, nil), (#""cost":-1,"currency":"USD""#, nil),
    ])
    func `a cost counts only with a currency and within reason`(
        fields: String, expected: String?
    ) throws {
        let status = try Fixtures.status(#"{"id":"v",\#(fields)}"#)
        #expect(status?.cost?.description == expected)
    }

    @Test func `fields of zero and empty text are absent`() throws {
        let status = try Fixtures.status(
            """
            {"id":"v","status":"queued","completed_at":0,"expires_at":"",\
            "remixed_from_video_id":"","video_url":"","error":{"message":"","code":""}}
            """)
        #expect(status?.completedAt == nil && status?.expiresAt == nil)
        #expect(status?.remixedFrom == nil && status?.resultURL == nil && status?.fault == nil)
    }

    @Test func `one field that cannot be read does not hide the others`() throws {
        let status = try Fixtures.status(
            #"{"id":"v","status":"queued","seed":1e999,"note":"\ud800","n":123456789012345678901}"#
        )
        #expect(status?.remoteID == "v")
        #expect(status?.status == .queued)
    }

    @Test func `of a key that comes twice the first counts`() throws {
        let status = try Fixtures.status(#"{"id":"a","id":"b","status":"queued"}"#)
        #expect(status?.remoteID == "a")
    }

    @Test(arguments: ["0", "-5", "soon", "99999999", "1e400"])
    func `odd advice on when to poll is no advice`(text: String) throws {
        let status = try Fixtures.status(#"{"id":"v"}"#, headers: [("openai-poll-after-ms", text)])
        #expect(status != nil && status?.pollAfterSeconds == nil)
    }
}

import SoraCatalog
import SoraHTTP
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

/// One row of the table of outcomes: what comes back, and what follows from it.
struct OutcomeRow: Sendable, CustomTestStringConvertible {
    var name: String
    var answer: ScriptedAnswer
    /// The state after, the attempt's outcome, and the code of the provider's pause.
    var state: TaskState
    var outcome: String
    var pause: String?
    /// How many of two queued tasks were sent in the run.
    var sent: Int

    var testDescription: String { name }

    static func refused(_ name: String, _ answer: ScriptedAnswer, pause: String) -> OutcomeRow {
        OutcomeRow(
            name: name, answer: answer, state: .queued, outcome: "not_accepted", pause: pause,
            sent: 1)
    }

    static func resting(_ name: String, _ answer: ScriptedAnswer) -> OutcomeRow {
        OutcomeRow(
            name: name, answer: answer, state: .queued, outcome: "not_accepted", sent: 1)
    }

    static func rejected(_ name: String, _ answer: ScriptedAnswer) -> OutcomeRow {
        OutcomeRow(
            name: name, answer: answer, state: .rejected, outcome: "not_accepted", sent: 2)
    }

    static func uncertain(_ name: String, _ answer: ScriptedAnswer) -> OutcomeRow {
        OutcomeRow(name: name, answer: answer, state: .uncertain, outcome: "unknown", sent: 2)
    }

    static func error(_ status: Int, _ code: String = "x", _ headers: [(String, String)] = [])
        -> ScriptedAnswer
    {
        .json(
            #"{"error":{"code":"\#(code)","message":"no"}}"#, status: status,
            headers: HTTPHeaders(headers))
    }

    /// `accepted` is the happy path, and failures before the first byte have a test of their own.
    static let all: [OutcomeRow] =
        [401, 403, 407].map { refused("\($0)", error($0), pause: "credentials") }
        + [404, 405, 410, 301, 302, 307, 308].map { refused("\($0)", error($0), pause: "address") }
        + [
            refused("402", error(402), pause: "credit"),
            refused("429 of quota", error(429, "insufficient_quota"), pause: "credit"),
            refused("403 of balance", error(403, "insufficient_balance"), pause: "credit"),
            resting("429", error(429, "slow_down")),
            resting("425", error(425)),
            rejected("400", error(400)), rejected("413", error(413)),
            rejected("415", error(415)), rejected("422", error(422)),
            rejected("moderation in a 403", error(403, "moderation_blocked")),
            rejected("moderation in a 500", error(500, "content_policy_violation")),
        ]
        + [408, 409, 500, 502, 503, 504, 524].map { uncertain("\($0)", error($0)) }
        + [
            uncertain("200 without an id", .json(#"{"status":"queued"}"#)),
            uncertain("200 with a page", .response(200, body: Array("<html>welcome".utf8))),
            uncertain("200 with broken JSON", .response(200, body: Array("{\"id\":\"v".utf8))),
            uncertain("200 with nothing", .response(200)),
            uncertain(
                "200 with more than 1 MiB",
                .json(#"{"id":"v","pad":"\#(String(repeating: "x", count: 1 << 20))"}"#)),
            uncertain("a reset after the request", .failure(.interrupted, at: .afterSend)),
            uncertain("a time limit after the request", .failure(.timeout, at: .afterSend)),
            uncertain(
                "an end in the middle of the answer",
                .cut(after: 9, of: Array(#"{"id":"video_1"}"#.utf8))),
            uncertain("an answer that is not HTTP", .failure(.protocolError, at: .afterSend)),
        ]
}

@Suite(.timeLimit(.minutes(2))) struct `The outcome of a request that charges` {
    @Test(arguments: OutcomeRow.all)
    func `decides what becomes of the task and of its provider`(
        row: OutcomeRow
    ) async throws {
        let world = try World()
        try world.queue()
        world.service.next(.submit, row.answer)
        let summary = try await world.sync()
        #expect(try world.state(1) == row.state)
        #expect(try world.attempts(1).last == "answered \(row.outcome)")
        #expect(try world.catalog.provider(named: "one").pause?.code == row.pause)
        #expect(summary.paused == (row.pause == nil ? [] : ["one"]))
        #expect(try world.names(world.folder.receipts).isEmpty)
        let expected: SoraModel.ExitStatus =
            switch (row.state, row.pause) {
            case (_, "address"): .configuration
            case (_, .some): .noPermission
            case (.uncertain, nil): .decisionNeeded
            case (.rejected, nil): .failure
            default: .success
            }
        #expect(summary.exitStatus == expected)
        // Only what was proved not to be accepted is sent again, and only when it is due.
        try await world.sync()
        #expect(world.service.charges == 1)
        world.time.advance(by: 7 * 3600)
        try await world.sync()
        let again = row.state == .queued && row.pause == nil
        #expect(try world.state(1) == (again ? .submitted : row.state))
        #expect(try world.attempts(1).count == (again ? 2 : 1))
    }

    @Test(arguments: OutcomeRow.all)
    func `keeps more from being sent in the same run where the service asked for that`(
        row: OutcomeRow
    ) async throws {
        // A profile with one submit at once, so that the second task comes after the answer.
        let world = try World()
        for task in 1...2 { try world.queue("\(task)") }
        world.service.next(.submit, row.answer)
        world.serial = true
        try await world.sync()
        #expect(world.service.charges == row.sent)
    }

    @Test(arguments: [
        TransportFailure.Reason.resolve, .connect, .tls, .proxy, .timeout, .unavailable,
    ])
    func `is not accepted where no byte was sent, and the task waits in the queue`(
        reason: TransportFailure.Reason
    ) async throws {
        let world = try World()
        try world.queue()
        world.service.next(.submit, .failure(reason, at: .beforeConnect))
        let summary = try await world.sync()
        #expect(try world.state() == .queued)
        #expect(try world.attempts() == ["answered not_accepted"])
        #expect(try world.catalog.provider(named: "one").pause == nil)
        #expect(summary.exitStatus == .success && summary.waiting == 1)
        #expect(world.service.charges == 0)
        world.time.advance(by: 3600)
        try await world.sync(untilIdle: true)
        #expect(try world.state() == .succeeded)
        #expect(world.service.charges == 1)
    }

    @Test func `is never sent again by itself when it is uncertain`() async throws {
        let world = try World()
        try world.queue()
        world.service.next(.submit, .failure(.interrupted, at: .afterSend))
        for _ in 0..<5 {
            let summary = try await world.sync(untilIdle: true)
            #expect(summary.exitStatus == .decisionNeeded && summary.uncertain == 1)
            world.time.advance(by: 86_400)
        }
        #expect(try world.state() == .uncertain)
        #expect(world.service.charges == 1)
    }

    @Test func `keeps the answer of a request that is not understood as evidence`() async throws {
        let world = try World()
        try world.queue()
        world.service.next(
            .submit,
            .json(
                #"{"note":"accepted, see you later"}"#,
                headers: HTTPHeaders([("x-request-id", "r7")])))
        try await world.sync()
        let detail = try world.sql("SELECT detail FROM event WHERE to_state = 'uncertain'") ?? ""
        #expect(detail.contains("accepted, see you later") && detail.contains("r7"))
        #expect(try world.sql("SELECT request_id FROM submit_attempt") == "r7")
    }

    @Test func `is uncertain for the second of two tasks that the service gives one id`()
        async throws
    {
        let world = try World()
        try world.queue("first")
        try world.queue("second")
        world.service.always(.submit) { _ in .json(#"{"id":"video_7"}"#) }
        let summary = try await world.sync()
        #expect(Set([try world.state(1), try world.state(2)]) == [.submitted, .uncertain])
        #expect(summary.exitStatus == .decisionNeeded)
        let message =
            try world.sql("SELECT error_message FROM task WHERE state = 'uncertain'") ?? ""
        #expect(message.contains("video_7"))
        world.service.recover()
        world.time.advance(by: 60)
        try await world.sync(untilIdle: true)
        #expect(try world.sql("SELECT count(*) FROM task WHERE state = 'succeeded'") == "1")
        #expect(world.service.charges == 2)
    }

    @Test func `does not count against the most submits when nothing was accepted`() async throws {
        let world = try World()
        for task in 1...3 { try world.queue("\(task)") }
        world.service.next(.submit, OutcomeRow.error(429))
        world.serial = true
        world.options.maximumSubmits = 1
        let summary = try await world.sync(untilIdle: true)
        #expect(summary.submitted == 1)
        #expect(world.service.charges == 2)
        #expect(summary.waiting == 2)
    }

    @Test(arguments: [("0", 1.0), ("1e9", 2.0), ("999999999", 21_600.0), ("120", 120.0)])
    func `is followed by the wait that the service asks for, within bounds`(
        value: String, least: Double
    ) async throws {
        let world = try World()
        try world.queue()
        world.service.next(.submit, OutcomeRow.error(429, "x", [("Retry-After", value)]))
        try await world.sync()
        let wait = try world.catalog.task(number: 1).nextAt - world.time.now()
        #expect(wait >= least && wait <= least * 1.25)
    }
}

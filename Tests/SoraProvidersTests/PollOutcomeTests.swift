import SoraHTTP
import SoraModel
import SoraProviders
import Testing

/// What an answer to a question means.
struct PollOutcomeTests {
    private func line(_ response: HTTPResponse) throws -> String {
        let frozen = try Fixtures.frozen()
        switch try frozen.endpoint.speaker().readPoll(response, of: frozen, remoteID: "v") {
        case .status(let status): return "status \(status.status.rawValue)"
        case .retryLater(_, let problem): return "later, \(problem.kind.rawValue)"
        case .gone(let problem): return "gone, \(problem.kind.rawValue)"
        case .refused(let problem): return "refused, \(problem.kind.rawValue)"
        }
    }

    @Test(arguments: [
        (200, #"{"id":"v","status":"completed"}"#, "status completed"),
        (200, "{}", "status unknown"),
        (200, "", "later, not_understood"),
        (200, "<html>", "later, not_understood"),
        (200, "[]", "later, not_understood"),
        (302, "", "refused, wrong_address"),
        (400, #"{"code":"task_not_exist","message":"m","data":null}"#, "gone, not_found"),
        (400, #"{"code":"other","message":"m","data":null}"#, "later, invalid_request"),
        (401, "", "refused, unauthorized"),
        (402, "", "refused, insufficient_funds"),
        (403, "", "refused, unauthorized"),
        (404, "", "gone, not_found"),
        (408, "", "later, invalid_request"),
        (410, "", "gone, not_found"),
        (425, "", "later, rate_limited"),
        (429, "", "later, rate_limited"),
        (429, #"{"error":{"code":"insufficient_quota"}}"#, "refused, insufficient_funds"),
        (500, #"{"error":{"message":"no such id"}}"#, "later, unavailable"),
        (503, "", "later, unavailable"),
    ])
    func `a poll is only given up for what is proved`(
        status: Int, body: String, expected: String
    ) throws {
        #expect(try line(Fixtures.response(status, body)) == expected)
    }

    @Test func `a list is read with its cursor, and every field but the id may be missing`() throws
    {
        let endpoint = try Fixtures.endpoint()
        let body = """
            {"object":"list","data":[{"id":"video_2","object":"video","model":"sora-2",\
            "status":"completed","prompt":"a cat","seconds":"8","size":"1280x720",\
            "created_at":1758941485},{"id":"video_1"}],"first_id":"video_2",\
            "last_id":"video_1","has_more":true}
            """
        let outcome = try endpoint.speaker().readList(Fixtures.response(200, body), of: endpoint)
        guard case .page(let tasks, let next) = outcome else {
            Issue.record("not a page")
            return
        }
        #expect(next == "video_1")
        #expect(tasks.map(\.remoteID) == ["video_2", "video_1"])
        #expect(tasks[0].claims.prompt == "a cat")
        #expect(tasks[0].claims.seconds == 8)
        #expect(tasks[0].claims.size?.description == "1280x720")
        #expect(tasks[0].createdAt?.milliseconds == 1_758_941_485_000)
        #expect(tasks[1].status == .unknown)
    }

    @Test(arguments: [
        (200, #"{"data":[],"has_more":true,"last_id":"x"}"#, "page to the end"),
        (200, #"{"data":[{"id":"a"}],"has_more":false,"last_id":"a"}"#, "page to the end"),
        (200, #"{"data":{"id":"a"}}"#, "later"), (400, "", "refused"), (404, "", "refused"),
        (401, "", "refused"), (500, "", "later"), (429, "", "later"),
    ])
    func `a list ends, waits, or is not there`(
        status: Int, body: String, expected: String
    ) throws {
        let endpoint = try Fixtures.endpoint()
        let line =
            switch try endpoint.speaker().readList(Fixtures.response(status, body), of: endpoint) {
            case .page(_, let next): next == nil ? "page to the end" : "page"
            case .retryLater: "later"
            case .refused: "refused"
            }
        #expect(line == expected)
    }
}

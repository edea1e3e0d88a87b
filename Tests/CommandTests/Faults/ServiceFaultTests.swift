import Foundation
import SoraTestSupport
import Testing

/// Every fault that the simulator plays, met by a sync.
///
/// Tasks that meet different faults share a service and a run, so that all of them take one minute;
/// what counts is where each is when there is nothing more to wait for, and what it cost.
@Suite(.startsPrograms) struct `A fault of a service` {
    /// A fault, and how many charges there are of a task that it leaves `uncertain`; `nil` where the clip
    /// comes, verified and paid for once.
    typealias Case = (fault: String, uncertainWithCharges: Int?)

    // An answer that is lost is looked for in the service's list, and adopted where one entry fits.
    private static let ofSubmits: [Case] = [
        (#""action": "reset_before""#, 0), (#""action": "reset_before", "end": "close""#, 0),
        (#""action": "reset_after""#, nil), (#""action": "reset_mid", "after": 60"#, nil),
        (#""action": "delay", "duration": "1s""#, nil),
        (#""action": "delay", "duration": "1s", "at": "between""#, nil),
        (#""action": "slow", "bytes_per_second": 400"#, nil),
        (#""action": "length", "is": "too_big", "by": 9"#, nil),
        (#""action": "length", "is": "too_small", "by": 9"#, nil),
        (#""action": "length", "is": "missing""#, nil),
        (#""action": "length", "is": "duplicate", "by": 9"#, nil),
        (#""action": "length", "is": "negative", "by": 9"#, nil),
        (#""action": "cut""#, nil), (#""action": "cut", "chunked": true"#, nil),
        (#""action": "garbage", "forward": true"#, nil),
        (#""action": "html_200", "forward": true"#, nil),
        (#""action": "empty_200", "forward": true"#, nil),
        (#""action": "bad_json", "forward": true"#, nil),
        (#""action": "204", "forward": true"#, nil), (#""action": "no_id""#, nil),
        (#""action": "gzip""#, nil), (#""action": "continue_100", "count": 3"#, nil),
        (#""action": "5xx_after_accept", "status": 500"#, nil),
        (#""action": "5xx_after_accept", "status": 504"#, nil),
        (#""action": "html_200""#, 0), (#""action": "503", "retry_after": 1"#, 0),
        (#""action": "429", "retry_after": 0"#, nil), (#""action": "429", "retry_after": 1"#, nil),
        (#""action": "429", "retry_after": "past""#, nil),
        (#""action": "429", "retry_after": "garbage""#, nil),
    ]

    private static let ofQuestions: [Case] = [
        (#""action": "reset_before""#, nil), (#""action": "reset_after""#, nil),
        (#""action": "reset_mid", "after": 60"#, nil), (#""action": "cut""#, nil),
        (#""action": "length", "is": "too_big", "by": 9"#, nil),
        (#""action": "length", "is": "negative", "by": 9"#, nil),
        (#""action": "garbage""#, nil), (#""action": "html_200""#, nil),
        (#""action": "empty_200""#, nil), (#""action": "bad_json""#, nil),
        (#""action": "204""#, nil), (#""action": "gzip""#, nil),
        (#""action": "429", "retry_after": 1"#, nil),
        (#""action": "503", "retry_after": "past", "retry_after_ms": 250"#, nil),
        (#""action": "5xx_after_accept""#, nil),
        (#""action": "status", "values": ["in_progress", "queued", "sleeping"]"#, nil),
        (#""action": "no_result""#, nil),
    ]

    private static let ofResults: [Case] = [
        (#""action": "reset_before""#, nil), (#""action": "reset_after""#, nil),
        (#""action": "reset_mid", "after": 9000"#, nil),
        (#""action": "reset_mid", "after": 9000, "end": "close""#, nil),
        (#""action": "delay", "duration": "1s", "at": "between""#, nil),
        (#""action": "slow", "bytes_per_second": 30000"#, nil),
        (#""action": "length", "is": "too_big", "by": 900"#, nil),
        (#""action": "length", "is": "missing""#, nil),
        (#""action": "length", "is": "duplicate""#, nil),
        (#""action": "length", "is": "negative", "by": 5"#, nil),
        (#""action": "cut", "fraction": 0.9"#, nil), (#""action": "cut", "chunked": true"#, nil),
        (#""action": "garbage""#, nil), (#""action": "html_200""#, nil),
        (#""action": "empty_200""#, nil), (#""action": "204""#, nil),
        (#""action": "416", "size": 5000"#, nil), (#""action": "gzip""#, nil),
        (#""action": "replace", "status": 404"#, nil),
        (#""action": "429", "retry_after": 1"#, nil),
        (#""action": "503", "retry_after": "garbage""#, nil),
        (#""action": "redirect", "to": "link_local""#, nil),
        (#""action": "redirect", "to": "file", "status": 307"#, nil),
        (#""action": "redirect", "to": "same""#, nil),
    ]

    @Test func `in the answer to a submit never costs twice, and loses nothing`() async throws {
        try await meet(Self.ofSubmits, when: #""method": "POST""#)
    }

    @Test func `in the answer to a question is asked again, and nothing is ordered anew`()
        async throws
    {
        try await meet(Self.ofQuestions, when: #""method": "GET", "path": "*/videos/video_*""#)
    }

    @Test func `in a result is got over, and the clip is what was asked for`() async throws {
        try await meet(Self.ofResults, when: #""path": "*/content""#)
    }

    @Test func `when the rest of a result is asked for mixes no two files`() async throws {
        // The first time each is cut; what is played when the rest is asked for comes behind.
        let rest = [
            #""action": "206_wrong_range", "by": 512"#, #""action": "ignore_if_range""#,
            #""action": "416", "size": 5000"#, #""action": "cut", "after": 200"#,
        ]
        let rules = rest.enumerated().flatMap { index, rule in
            [
                """
                {"name": "first \(index)", "action": "cut", "after": 20000, "times": 1,
                 "when": {"path": "*/content", "task": "clip \(index)."}}
                """,
                """
                {"name": "\(index)", \(rule), "times": 1,
                 "when": {"path": "*/content", "task": "clip \(index)."}}
                """,
            ]
        }
        try await run(rest.map { ($0, nil) }, rules)
    }

    @Test(
        arguments: [
            (#""action": "429", "retry_after": 1e9"#, 0, "stays queued"),
            (#""action": "429", "retry_after": "future""#, 0, "stays queued"),
            (
                #""action": "redirect", "to": "other_host", "status": 307"#, 78,
                "redirects (307) to http://localhost:"
            ),
            (
                #""action": "redirect", "to": "other_port", "status": 308"#, 78,
                "redirects (308) to http://127.0.0.1:"
            ),
            (#""action": "redirect", "to": "file""#, 78, "redirects (302) to file:"),
            (
                #""action": "redirect", "to": "link_local""#, 78,
                "redirects (302) to http://169.254.169.254/"
            ),
            (
                #""action": "replace", "status": 401, "body": {"error": {"message": "bad key"}}"#,
                77, "paused"
            ),
        ] as [(String, Int32, String)])
    func `that is no acceptance leaves the task queued, and nothing is followed`(
        fault: String, status: Int32, words: String
    ) async throws {
        let service = try await SimulatorProcess.start(
            faults: "{\(fault), \"when\": {\"method\": \"POST\"}}")
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync")
        #expect(synced.status == status, "\(synced)")
        #expect(synced.errors.contains(words), "\(synced)")
        #expect(try await workshop.show("t1")["state"]?.string == "queued")
        #expect(try service.charges().isEmpty)
        #expect(try service.played().count == 1)
    }

    @Test
    func `that always declares less than a clip has leaves a file that is never called verified`()
        async throws
    {
        let service = try await SimulatorProcess.start(
            faults: """
                {"action": "length", "is": "too_small", "by": 900, "when": {"path": "*/content"}}
                """)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 0, "\(synced)")
        #expect(try await workshop.show("v1")["verdict"]?.string == "corrupt")
        #expect(try service.charges().count == 1)
    }

    @Test
    func `that resets a connection when it is accepted costs once, or leaves the task to a person`()
        async throws
    {
        // Where the reset comes back before anything was sent, that is known, and it is sent anew;
        // where the request may have gone out before, nobody can know.
        let service = try await SimulatorProcess.start(faults: #"{"action": "refuse", "times": 1}"#)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(try service.played().first?["action"]?.string == "refuse")
        let state = try await workshop.show("t1")["state"]?.string
        #expect(state == (synced.status == 3 ? "uncertain" : "succeeded"), "\(synced)")
        #expect(try service.charges().count == (synced.status == 3 ? 0 : 1))
    }

    @Test func `that answers two tasks with one id mixes them not up`() async throws {
        let service = try await SimulatorProcess.start(
            faults:
                #"{"action": "duplicate_id", "of": "first", "when": {"method": "POST", "nth": 2}}"#)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox", "--count", "2").status == 0)
        // One after the other: the id has to be given before it can be given again.
        #expect(try await workshop.run("sync", "--max-submits", "1").status == 0)
        let first = try await workshop.run("sync", "--max-submits", "1")
        #expect(first.status == 3, "\(first)")
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 0, "the list tells the true id: \(synced)")
        let listed = try await workshop.run("list", "tasks", "--json")
        let tasks = listed.json?.elements ?? []
        #expect(tasks.map { $0["state"]?.string } == ["succeeded", "succeeded"])
        #expect(Set(tasks.compactMap { $0["remote_id"]?.string }).count == 2)
        #expect(try service.charges().count == 2)
    }

    @Test(
        arguments: [
            #""action": "list", "lag": "1h""#, #""action": "list", "omit": 1"#,
            #""action": "list", "repeat": 1"#, #""action": "list", "loop": true"#,
        ])
    func `in a list costs nothing: what is not found there is not sent again`(rule: String)
        async throws
    {
        let service = try await SimulatorProcess.start(
            faults: """
                {"action": "reset_after", "when": {"method": "POST"}, "times": 1},
                {\(rule), "when": {"path": "*/v1/videos", "method": "GET"}}
                """)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle")
        #expect([0, 3].contains(synced.status), "\(synced)")
        #expect(try service.charges().count == 1)
        let state = try await workshop.show("t1")["state"]?.string
        #expect(state == (synced.status == 0 ? "succeeded" : "uncertain"))
    }

    @Test func `that lets a paid result expire is told with status 4`() async throws {
        let service = try await SimulatorProcess.start(
            faults: #"{"action": "expired", "when": {"method": "GET", "path": "*/videos/*"}}"#)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 4, "\(synced)")
        #expect(try await workshop.show("t1")["state"]?.string == "expired")
        #expect(try service.charges().count == 1)
    }

    /// Lets one task meet each fault, twice where it asks twice.
    private func meet(_ cases: [Case], when condition: String) async throws {
        let rules = cases.enumerated().map { index, fault in
            """
            {"name": "\(index)", \(fault.fault), "times": \(condition.contains("POST") ? 1 : 2),
             "when": {\(condition), "task": "clip \(index)."}}
            """
        }
        try await run(cases, rules)
    }

    /// Queues a small clip for each case, syncs until all have come, and looks at each.
    private func run(_ cases: [Case], _ rules: [String]) async throws {
        let service = try await SimulatorProcess.start(faults: rules.joined(separator: ",\n"))
        let workshop = try await Workshop.withProvider(service.url)
        let batch = cases.indices.map {
            #"{"text": "clip \#($0).", "model": "any", "seconds": 1, "size": "320x180"}"#
        }.joined(separator: "\n")
        let file = workshop.folder.file("batch.jsonl")
        try batch.write(toFile: file, atomically: true, encoding: .utf8)
        #expect(try await workshop.run("queue", "--batch", file).status == 0)
        var tasks: [OrderedJSON] = []
        // What was refused three times is left for the next run.
        for _ in 0..<6 {
            let synced = try await workshop.start(["sync", "--until-idle"], limit: 300).end()
            #expect([0, 3].contains(synced.status), "\(synced)")
            tasks =
                try await workshop.run("list", "tasks", "--reverse", "--json").json?.elements ?? []
            if tasks.allSatisfy({ ["succeeded", "uncertain"].contains($0["state"]?.string) }) {
                break
            }
        }
        #expect(tasks.count == cases.count)
        let played = try service.played().compactMap { $0["rule"]?.string }
        let charges = try service.charges().compactMap { $0["prompt"]?.string }
        for (index, fault) in cases.enumerated() {
            let prompt = "clip \(index)."
            let task = try #require(tasks.first { $0["prompt"]?.string == prompt })
            let name = Comment(rawValue: "\(fault.fault): \(task)")
            #expect(played.contains(String(index)), name)
            let expected = fault.uncertainWithCharges == nil ? "succeeded" : "uncertain"
            #expect(task["state"]?.string == expected, name)
            #expect(charges.count { $0 == prompt } == fault.uncertainWithCharges ?? 1, name)
            guard let video = task["video"]?.string else { continue }
            #expect(try await workshop.show(video)["verdict"]?.string == "verified", name)
        }
    }
}

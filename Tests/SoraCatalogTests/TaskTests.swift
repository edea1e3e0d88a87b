import SoraCatalog
import SoraModel
import SoraSQLite
import Testing

@Suite struct `A task in the catalogue` {
    @Test func `may take exactly the steps that the model allows`() throws {
        let fixture = try CatalogFixture()
        let stored = try fixture.raw { connection in
            Set(
                try connection.rows("SELECT from_state || ' ' || to_state FROM task_edge") {
                    $0.text(0) ?? ""
                })
        }
        let model = Set(
            TaskState.allCases.flatMap { from in
                from.successors.map { "\(from.rawValue) \($0.rawValue)" }
            })
        #expect(stored == model)
    }

    @Test func `is kept from every other step by the database too`() throws {
        let fixture = try CatalogFixture()
        _ = try fixture.queued()
        let connection = try Connection.open(fixture.folder.database, .readWrite)
        let trigger =
            try connection.text("SELECT sql FROM sqlite_schema WHERE name = 'task_legal_edge'")
            ?? ""
        for from in TaskState.allCases {
            for to in TaskState.allCases {
                try connection.run("BEGIN; DROP TRIGGER task_legal_edge")
                try connection.run("UPDATE task SET remote_id = 'r', state = '\(from.rawValue)'")
                try connection.run(trigger)
                var allowed = true
                do {
                    try connection.execute("UPDATE task SET state = ?", [.text(to.rawValue)])
                } catch {
                    allowed = false
                }
                #expect(allowed == (from == to || from.successors.contains(to)), "\(from) to \(to)")
                try connection.run("ROLLBACK")
            }
        }
    }

    @Test func `keeps its request and its history for good`() throws {
        let fixture = try CatalogFixture()
        _ = try fixture.queued()
        for sql in [
            "UPDATE task SET request = '{}'", "UPDATE task SET prompt_text = 'other'",
            "DELETE FROM task", "UPDATE event SET what = 'x'", "DELETE FROM event",
            "INSERT INTO task SELECT 2, 'u', 'succeeded', 1, 1, 'create', 'm', 'p', 8, 1, 1, NULL, '{}', NULL, NULL, 'r', NULL, 0, NULL, NULL, NULL, NULL, 1, 0, NULL, NULL, NULL, 0, 0",
        ] {
            #expect(throws: SQLiteError.self, "\(sql)") { try fixture.raw { try $0.run(sql) } }
        }
    }

    @Test func `cannot be submitted twice at once`() throws {
        let fixture = try CatalogFixture()
        let task = try fixture.queued()
        _ = try fixture.catalog.armSubmit(of: task)
        #expect(throws: SoraError.self) { _ = try fixture.catalog.armSubmit(of: task) }
        #expect(throws: SQLiteError.self) {
            try fixture.raw {
                try $0.run(
                    "INSERT INTO submit_attempt (uid, task_id, phase, outcome, armed_at) VALUES ('x', 1, 'armed', 'pending', 0)"
                )
            }
        }
    }

    @Test func `may be submitted again when the first request was not accepted`() throws {
        let fixture = try CatalogFixture()
        let permit = try fixture.catalog.armSubmit(of: try fixture.queued())
        let attempt = permit.attempt
        let task = try fixture.catalog.finishSubmit(
            attempt: attempt, of: permit.task,
            .init(TaskChange(.notAccepted)))
        #expect(task.state == .queued)
        let again = try fixture.catalog.armSubmit(of: task)
        #expect(again.attempt != attempt)
        #expect(
            try fixture.catalog.attempts(ofTask: task.id).map(\.outcome) == [
                .notAccepted, .pending,
            ])
    }

    @Test func `changes nothing when it is not in the state that the caller saw`() throws {
        let fixture = try CatalogFixture()
        let seen = try fixture.submitted()
        try fixture.catalog.advance(seen, TaskChange(.working).progress(10))
        #expect(throws: SoraError.self) {
            try fixture.catalog.advance(seen, TaskChange(.finished))
        }
        #expect(try fixture.catalog.task(number: seen.id).state == .inProgress)
    }

    @Test func `has one event for each step`() throws {
        let fixture = try CatalogFixture()
        let task = try fixture.submitted()
        #expect(
            try fixture.catalog.events(ofTask: task.id).map { $0.to } == [
                .queued, .submitting, .submitted,
            ])
    }

    @Test func `is written as JSON with every field`() throws {
        let fixture = try CatalogFixture()
        _ = try fixture.queued("a \"red\" fox", estimate: Money(micros: 800_000, currency: "USD"))
        let uid = try fixture.raw { try $0.text("SELECT uid FROM task") ?? "" }
        #expect(
            try fixture.json(ObjectSelection(.task))
                == [
                    #"{"id":"t1","uid":"\#(uid)","state":"queued","provider":"test","profile":"openai","#
                        + #""model":"sora-2","operation":"create","prompt":"a \"red\" fox","prompt_id":"p1","#
                        + #""seconds":8,"size":"1280x720","aspect_ratio":null,"images":[],"remixed_from":null,"#
                        + #""retry_of":null,"remote_id":null,"remote_status":null,"progress":0,"video":null,"#
                        + #""error":null,"submit_attempts":0,"#
                        + #""cost":{"amount":"0.80","currency":"USD","estimated":true},"#
                        + #""created_at":"2026-11-21T02:03:04Z","submitted_at":null,"completed_at":null,"#
                        + #""expires_at":null,"awaits":null}"#
                ])
    }

    @Test(arguments: [
        (0, "0.00"), (1, "0.000001"), (125_000, "0.125"), (800_000, "0.80"), (5_000_000, "5.00"),
        (12_345_670, "12.34567"), (1_090_000, "1.09"),
    ])
    func `writes amounts as the model does`(micros: Int64, text: String) throws {
        let fixture = try CatalogFixture()
        let money = Money(micros: micros, currency: "EUR")
        _ = try fixture.queued(estimate: money)
        #expect(money.decimal == text)
        #expect(
            try fixture.json(ObjectSelection(.task), fields: ["cost"]) == [
                #"{"cost":{"amount":"\#(text)","currency":"EUR","estimated":true}}"#
            ])
    }

    @Test func `shares the prompt of the same text`() throws {
        let fixture = try CatalogFixture()
        _ = try fixture.queued("a")
        _ = try fixture.queued("b")
        _ = try fixture.queued("a")
        #expect(
            try fixture.json(ObjectSelection(.prompt), fields: ["id", "text", "tasks"]) == [
                #"{"id":"p2","text":"b","tasks":1}"#, #"{"id":"p1","text":"a","tasks":2}"#,
            ])
    }

    @Test func `is found by handle, uid, or the start of a uid`() throws {
        let fixture = try CatalogFixture()
        _ = try fixture.queued()
        let uid = try fixture.raw { try $0.text("SELECT uid FROM task") ?? "" }
        #expect(try fixture.catalog.resolve("t1") == Handle(.task, 1))
        #expect(try fixture.catalog.resolve(uid, among: [.task]) == Handle(.task, 1))
        #expect(
            try fixture.catalog.resolve(String(uid.prefix(20)), among: [.task]) == Handle(.task, 1))
        for stranger in ["t2", "v1", "t0", uid.prefix(7).description, "", "'; --"] {
            let error = #expect(throws: SoraError.self) {
                try fixture.catalog.resolve(stranger, among: [.task])
            }
            #expect(error?.code == .notFound)
        }
    }

    @Test func `removes a provider only when nothing of it is on its way`() throws {
        let fixture = try CatalogFixture()
        let task = try fixture.submitted()
        let error = #expect(throws: SoraError.self) {
            try fixture.catalog.removeProvider(fixture.provider)
        }
        #expect(error?.code.exitStatus == .cannotCreate)
        #expect(error?.message.contains("t1") == true)
        try fixture.catalog.advance(task, TaskChange(.failedThere))
        try fixture.catalog.removeProvider(fixture.provider)
        #expect(try fixture.catalog.providers().isEmpty)
        // The name is free again, and history still names it.
        _ = try fixture.catalog.addProvider(fixture.provider)
        #expect(
            try fixture.json(ObjectSelection(.task), fields: ["provider"]) == [
                #"{"provider":"test"}"#
            ])
    }
}

import SoraTestSupport
import Testing

@testable import SoraTorture

@Suite struct `The oracle` {
    private static let clip = TaskPlan("a fox")

    @Test func `finds nothing wrong with a task that was charged once and succeeded`() throws {
        #expect(try money(state: "succeeded", charges: 1, attempts: ["accepted"]) == [])
    }

    @Test func `finds a task that was charged twice`() throws {
        let found = try money(
            state: "succeeded", charges: 2, attempts: ["not_accepted", "accepted"])
        #expect(found == [.chargedOnce, .counted])
    }

    @Test(arguments: ["pending", "unknown", "accepted", "abandoned", "not_accepted"])
    func `finds a charge that does not count as spent`(outcome: String) throws {
        let found = try money(state: "succeeded", charges: 1, attempts: [outcome])
        #expect(found == (outcome == "not_accepted" ? [.counted] : []))
    }

    @Test func `takes a task that a killed service made for nothing as one that it has`() throws {
        #expect(try money(state: "succeeded", charges: 0, attempts: ["accepted"]) == [.liveness])
        #expect(
            try money(state: "succeeded", charges: 0, attempts: ["accepted"], gifts: 1) == [])
    }

    @Test func `finds a charge without a recorded request`() throws {
        #expect(
            try money(state: "queued", charges: 1, attempts: []) == [
                .chargedOnce, .counted, .paidKept,
            ])
    }

    @Test(arguments: ["failed", "expired", "rejected", "abandoned", "cancelled", "queued"])
    func `finds what was paid for and given up`(state: String) throws {
        #expect(try money(state: state, charges: 1, attempts: ["accepted"]) == [.paidKept])
    }

    @Test func `accepts an unknown outcome only where something went wrong, with its evidence`()
        throws
    {
        #expect(try money(state: "uncertain", charges: 1, attempts: ["unknown"]) == [])
        #expect(
            try money(state: "uncertain", charges: 1, attempts: ["unknown"], hadFaults: false)
                == [.paidKept])
        #expect(
            try money(state: "uncertain", charges: 0, attempts: ["not_accepted"]) == [.paidKept])
    }

    @Test func `finds a task that never comes to its end`() throws {
        #expect(try money(state: "submitting", charges: 0, attempts: ["pending"]) == [.liveness])
    }

    @Test func `finds a step that is none, a gap, and a way out of uncertain`() {
        func problem(_ state: String, _ steps: [(String?, String?)]) -> String? {
            LegalSteps.problem(
                of: task(state), events: steps.map { .init(task: 1, from: $0, to: $1, what: "x") })
        }
        let start: [(String?, String?)] = [(nil, "queued"), ("queued", "submitting")]
        #expect(problem("submitted", start + [("submitting", "submitted")]) == nil)
        #expect(problem("succeeded", start + [("submitting", "succeeded")]) != nil)
        #expect(problem("completed", start + [("submitted", "completed")]) != nil)
        #expect(problem("submitted", start) != nil)
        #expect(
            problem("queued", start + [("submitting", "uncertain"), ("uncertain", "queued")]) != nil
        )
    }

    private func task(_ state: String) -> Books.Task {
        .init(
            number: 1, prompt: Self.clip.prompt, state: state, remoteID: nil, errorCode: nil,
            next: 0)
    }

    private func money(
        state: String, charges: Int, attempts: [String], hadFaults: Bool = true,
        gifts: Int = 0
    ) throws -> [Invariant] {
        let folder = try TemporaryFolder()
        let lines = (0..<charges).map {
            #"{"prompt": "a fox", "remote_id": "video_\#($0)"}"# + "\n"
        }
        try folder.write(Array(lines.joined().utf8), to: "ledger")
        let made = (0..<gifts).map {
            #"{"created": {"id": "video_\#($0)", "prompt": "a fox"}}"# + "\n"
        }
        try folder.write(Array(made.joined().utf8), to: "tasks")
        let books = Books(
            tasks: [task(state)], videos: [],
            attempts: attempts.map { .init(task: 1, uid: "u", phase: "answered", outcome: $0) },
            events: [], partialFiles: [], damage: [])
        return MoneyCheck(
            plans: [Self.clip], books: books,
            ledger: try ChargeLedger(folder.file("ledger"), tasks: folder.file("tasks")),
            hadFaults: hadFaults
        ).violations().map(\.invariant)
    }
}

@Suite struct `The log of strace` {
    @Test func `tells what was called, on what, and where the fault fell`() throws {
        let text = """
            11 pwrite64(5</x/lib/soralib.sqlite-wal>, "a"..., 24, 0) = 24
            12 pwrite64(6</x/lib/incoming/receipts/01a1fdb7-9fce-7f3c-a02e-82982cf867ef>, "b"..., 9, 0 <unfinished ...>
            11 pwrite64(5</x/lib/soralib.sqlite-wal>, "a"..., 24, 0) = -1 EIO (Input/output error) (INJECTED)
            12 <... pwrite64 resumed>) = 9
            11 +++ exited with 0 +++
            """
        let log = TraceLog(text, library: "/x/lib")
        #expect(
            log.numberedPlaces == [
                "pwrite64 soralib.sqlite-wal #1", "pwrite64 incoming/receipts/* #1",
                "pwrite64 soralib.sqlite-wal #2",
            ])
        #expect(!log.wasKilled)
        let failed = try #require(log.failed)
        #expect(failed.ordinal == 2)
        #expect(log.number(of: failed) == "pwrite64 soralib.sqlite-wal #2")
    }

    @Test func `tells the call at which a thread was killed`() throws {
        let text = """
            11 fsync(5</x/lib/incoming>) = 0
            12 fsync(5</x/lib/objects/ab>) = 0
            12 fsync(5</x/lib/incoming> <unfinished ...>
            12 +++ killed by SIGKILL +++
            """
        let log = TraceLog(text, library: "/x/lib")
        let point = try #require(TracePoint("kill:fsync:2"))
        let call = try #require(log.killed(at: point))
        #expect(call.thread == "12")
        #expect(call.place == "fsync incoming")
        #expect(log.killed(at: TracePoint(.kill, "fsync", 3, .start)) == nil)
    }
}

import Foundation
import SoraModel
import SoraSync
import SoraSystem
import SoraTestSupport
import Testing

@testable import SoraCommands

#if canImport(Glibc)
    import Glibc
#endif

/// Ctrl-C, SIGTERM and the closing of a terminal, whatever a sync is doing at that moment.
///
/// Each program is killed after a minute, so that one that does not heed a signal has another status.
@Suite(.startsPrograms) struct `A signal to a sync` {
    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `ends it with 130, says what is left, and the next one goes on`(number: Int32) async throws
    {
        let service = try await SimulatorProcess.start(latency: "2s")
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox", "--count", "2").status == 0)
        let run = try workshop.start(["sync", "--until-idle"])
        try await until { try service.charges().count == 2 }
        kill(run.identifier, number)
        let ended = await run.end()
        #expect(ended.status == 130, "\(ended)")
        #expect(ended.output.contains("2 submitted."), "\(ended)")
        #expect(ended.output.contains("2 tasks are not at an end."), "\(ended)")
        #expect(ended.output.contains("Interrupted; the next sync goes on from here."))
        let next = try await workshop.run("sync", "--until-idle")
        #expect(next.status == 0, "\(next)")
        #expect(next.output.contains("2 downloaded, 2 verified"), "\(next)")
        #expect(try service.charges().count == 2)
    }

    @Test(arguments: [1, 2])
    func `while the answer to a submit hangs leaves it uncertain, and it is not sent again`(
        signals: Int
    ) async throws {
        let service = try await SimulatorProcess.start(
            faults: """
                {"action": "delay", "duration": "1h", "at": "before_answer",
                 "when": {"method": "POST"}, "times": 1}
                """)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let run = try workshop.start(["sync", "--until-idle", "--json"])
        try await until { try service.charges().count == 1 }
        for _ in 0..<signals {
            kill(run.identifier, SIGINT)
            try await Task.sleep(for: .milliseconds(200))
        }
        let ended = await run.end()
        #expect(ended.status == 130, "\(ended)")
        #expect(ended.json?["uncertain"]?.integer == 1, "\(ended)")
        #expect(try await workshop.show("t1")["state"]?.string == "uncertain")
        let next = try await workshop.run("sync", "--until-idle")
        #expect(try service.charges().count == 1, "\(next)")
    }

    @Test func `while a result trickles keeps what came, and the next one fetches the rest`()
        async throws
    {
        let service = try await SimulatorProcess.start(
            faults: """
                {"action": "slow", "bytes_per_second": 40000, "when": {"path": "*/content"},
                 "times": 1}
                """)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox", "--seconds", "8").status == 0)
        let run = try workshop.start(["sync", "--until-idle"])
        let incoming = workshop.library + "/incoming"
        func size() throws -> Int {
            let files = FileManager.default
            guard
                let part = try files.contentsOfDirectory(atPath: incoming).first(where: {
                    $0.hasSuffix(".part")
                })
            else { return 0 }
            return try files.attributesOfItem(atPath: "\(incoming)/\(part)")[.size] as? Int ?? 0
        }
        try await until { try size() > 20_000 }
        kill(run.identifier, SIGTERM)
        let ended = await run.end()
        #expect(ended.status == 130, "\(ended)")
        #expect(try await workshop.show("t1")["state"]?.string == "completed")
        #expect(try size() > 20_000, "what came is kept")
        let next = try await workshop.run("sync", "--until-idle")
        #expect(next.status == 0, "\(next)")
        #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
        #expect(try service.charges().count == 1)
    }

    @Test func `that stops it for a while, as a suspend does, loses and repeats nothing`()
        async throws
    {
        let service = try await SimulatorProcess.start(
            latency: "1s",
            faults: """
                {"action": "slow", "bytes_per_second": 200000, "when": {"path": "*/content"}}
                """)
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox", "--count", "2").status == 0)
        let run = try workshop.start(["sync", "--until-idle"])
        try await until { try service.charges().count == 2 }
        for _ in 0..<3 {
            kill(run.identifier, SIGSTOP)
            try await Task.sleep(for: .seconds(1))
            kill(run.identifier, SIGCONT)
            try await Task.sleep(for: .milliseconds(400))
        }
        let ended = await run.end()
        #expect(ended.status == 0, "\(ended)")
        #expect(ended.output.contains("2 submitted, 2 downloaded, 2 verified"), "\(ended)")
        #expect(try service.charges().count == 2)
    }
}

/// When a run that signals ask to end gives up what it waits for.
struct `The end of a run` {
    /// Sleeps until the test says so, and tells how long it was asked to.
    private actor Naps: TimeSource {
        nonisolated let held = HeldTime()
        private var asked: [(seconds: Double, wake: CheckedContinuation<Void, Never>)] = []

        nonisolated func now() -> Timestamp { held.now() }
        nonisolated func uptime() -> Double { held.uptime() }
        func sleep(seconds: Double) async throws {
            await withCheckedContinuation { asked.append((seconds, $0)) }
            try Task.checkCancellation()
        }

        var lengths: [Double] { asked.map(\.seconds).sorted() }

        func wake(_ seconds: Double) {
            for nap in asked where nap.seconds == seconds { nap.wake.resume() }
            asked.removeAll { $0.seconds == seconds }
        }
    }

    @Test func `waits for the answer of a submit, for less than ten seconds`() async throws {
        let naps = Naps()
        let control = RunControl()
        let ending = RunEnding(control, time: naps) {}
        ending.signalled(1)
        #expect(control.isInterrupted && !control.isAbandoned)
        try await until { await naps.lengths.count == 2 }
        let lengths = await naps.lengths
        #expect(lengths[0] >= 5 && lengths[1] < 10)
        await naps.wake(lengths[0])
        try await until { control.isAbandoned }
        ending.isOver()
        await naps.wake(lengths[1])
    }

    @Test func `does not wait at the second signal`() async throws {
        let naps = Naps()
        let control = RunControl()
        let ending = RunEnding(control, time: naps) {}
        ending.signalled(1)
        #expect(!control.isAbandoned)
        ending.signalled(2)
        #expect(control.isAbandoned)
        ending.isOver()
        try await until { await naps.lengths.count == 2 }
        for length in await naps.lengths { await naps.wake(length) }
    }
}

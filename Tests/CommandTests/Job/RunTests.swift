import Foundation
import SoraTestSupport
import Testing

/// Several programs at once, and programs that die in the middle.
@Suite(.startsPrograms) struct `A sync` {
    @Test func `is alone: a second one ends at once with 75, and queue and list go on beside it`()
        async throws
    {
        let service = try await SimulatorProcess.start(latency: "5s")
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let first = try workshop.start(["sync", "--until-idle", "--json"])
        for _ in 0..<100 where try service.charges().isEmpty {
            try await Task.sleep(for: .milliseconds(50))
        }
        let start = ContinuousClock.now
        let second = try await workshop.run("sync", "--until-idle")
        expectError(
            second, 75, "another sync of \(workshop.library) is running", "soralib status")
        #expect(ContinuousClock.now - start < .seconds(3))
        let queued = try await workshop.run("queue", "a hen")
        #expect(queued.status == 0, "\(queued)")
        let listed = try await workshop.run("list", "tasks", "--json", "--reverse")
        #expect(listed.json?.elements.count == 2)
        #expect(["submitted", "in_progress"].contains(listed.json?[0]?["state"]?.string))
        #expect(!first.hasEnded, "the first goes on meanwhile")
        let done = await first.end()
        #expect(done.status == 0, "\(done)")
        #expect(done.json?["downloaded"]?.integer == 2, "what was queued meanwhile went too")
        #expect(try service.charges().count == 2)
    }

    @Test func `finishes after the service was killed in the middle of a result`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        #expect(
            try await workshop.run("queue", "a fox [[slow 40000]]", "--seconds", "8").status == 0)
        let run = try workshop.start(["sync", "--until-idle", "--json"])
        let incoming = workshop.library + "/incoming"
        for _ in 0..<200 {
            let names = try FileManager.default.contentsOfDirectory(atPath: incoming)
            let part = names.first { $0.hasSuffix(".part") }
            let size = part.flatMap {
                try? FileManager.default.attributesOfItem(atPath: "\(incoming)/\($0)")[.size]
                    as? Int
            }
            if let size, size > 20_000 { break }
            try await Task.sleep(for: .milliseconds(50))
        }
        await service.kill()
        let cut = await run.end()
        #expect(cut.status == 0, "a service that is gone is no failure: \(cut)")
        #expect(cut.json?["unreachable"] == .array([.text("rehearsal")]), "\(cut)")
        #expect(cut.json?["waiting"]?.integer == 1)
        #expect(try await workshop.show("t1")["state"]?.string == "completed")

        let again = try await service.restarted()
        // The wait before the next try is counted from the failure.
        var synced = try await workshop.run("sync", "--until-idle")
        for _ in 0..<5 where try await workshop.show("t1")["state"]?.string != "succeeded" {
            synced = try await workshop.run("sync", "--until-idle")
        }
        #expect(synced.status == 0, "\(synced)")
        #expect(try await workshop.show("t1")["state"]?.string == "succeeded")
        #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
        #expect(try again.charges().count == 1)
    }

    @Test func `that is killed while a task is in progress is finished by the next`() async throws {
        let service = try await SimulatorProcess.start(latency: "2s")
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox", "--count", "3").status == 0)
        let run = try workshop.start(["sync", "--until-idle"])
        for _ in 0..<100 where try service.charges().count < 3 {
            try await Task.sleep(for: .milliseconds(50))
        }
        run.kill()
        #expect(await run.end().status == 137)
        let next = try await workshop.run("sync", "--until-idle")
        #expect(next.status == 0, "\(next)")
        let listed = try await workshop.run("list", "tasks", "--json")
        #expect(
            listed.json?.elements.map { $0["state"]?.string } == [
                "succeeded", "succeeded", "succeeded",
            ])
        #expect(try service.charges().count == 3)
    }

    @Test func `starts nothing new after its time limit`() async throws {
        let service = try await SimulatorProcess.start(latency: "1h")
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let outcome = try await workshop.run("sync", "--until-idle", "--timeout", "2s")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.contains("1 submitted"))
        #expect(outcome.output.contains("1 task is not at an end"))
    }
}

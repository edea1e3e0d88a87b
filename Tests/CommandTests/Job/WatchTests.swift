import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// `soralib sync --watch` as a process.
@Suite(.startsPrograms) struct `A sync that watches` {
    @Test
    func `takes what is queued meanwhile to its end, keeps other syncs out, and ends at a signal`()
        async throws
    {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let watch = try workshop.start(["sync", "--watch", "--json"])
        try await until { watch.written("errors").contains("watching: no task waits") }
        let second = try await workshop.run("sync")
        expectError(
            second, 75, "another sync of \(workshop.library) is running", "soralib status")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        try await until {
            try await workshop.show("t1")["state"]?.string == "succeeded"
        }
        #expect(!watch.hasEnded)
        let start = ContinuousClock.now
        kill(watch.identifier, SIGTERM)
        let ended = await watch.end()
        #expect(ContinuousClock.now - start < .seconds(10))
        #expect(ended.status == 130, "\(ended)")
        #expect(Shape.sync.problems(in: ended.json) == [], "one summary of all: \(ended)")
        #expect(ended.json?["submitted"]?.integer == 1 && ended.json?["downloaded"]?.integer == 1)
        #expect(try service.charges().count == 1)
        #expect(try await workshop.run("sync").status == 0, "and the next one may run")
    }

    @Test func `writes one object a pass as JSON lines`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let words = ["sync", "--watch", "--format", "jsonl", "--timeout", "20s"]
        let watch = try workshop.start(words)
        func passes() -> [OrderedJSON] {
            watch.written().split(separator: "\n").compactMap { OrderedJSON(String($0)) }
        }
        try await until {
            passes().contains { $0["downloaded"]?.integer == 1 }
        }
        kill(watch.identifier, SIGINT)
        let ended = await watch.end()
        OutputContract.check(
            words, status: ended.status, output: ended.output, errors: ended.errors)
        let all = passes()
        #expect(all.count > 1 && all.count == ended.output.split(separator: "\n").count)
        #expect(all.map { $0["submitted"]?.integer ?? 0 }.reduce(0, +) == 1)
        #expect(all.map { $0["downloaded"]?.integer ?? 0 }.reduce(0, +) == 1)
        _ = service
    }

    @Test(arguments: [false, true])
    func `tells its service manager how it is doing`(isAbstract: Bool) async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let manager = try NotifySocket(
            isAbstract ? "@soralib-test-\(UUID().uuidString)" : workshop.folder.file("notify"))
        let watch = try workshop.start(
            ["sync", "--watch"],
            environment: ["NOTIFY_SOCKET": manager.name, "WATCHDOG_USEC": "200000"])
        try await until {
            let told = manager.messages()
            return told.contains("STATUS=watching: 1 task waits, no connection to rehearsal")
                && told.count { $0 == "WATCHDOG=1" } > 2
        }
        let told = manager.messages()
        let ready = try #require(told.firstIndex(of: "READY=1"))
        #expect(ready < told.firstIndex { $0.hasPrefix("STATUS=") } ?? -1)
        #expect(!told.contains("STOPPING=1"))
        kill(watch.identifier, SIGTERM)
        #expect(await watch.end().status == 130)
        #expect(manager.messages().contains("STOPPING=1"))
    }

    @Test func `says once that there is no connection, and goes on when the service is there`()
        async throws
    {
        let port = try SimulatorProcess.freePort()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(port)")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let watch = try workshop.start(["sync", "--watch"])
        try await until {
            watch.written("errors").contains("no connection to rehearsal")
        }
        let service = try await SimulatorProcess.start(port: port)
        try await until {
            try await workshop.show("t1")["state"]?.string == "succeeded"
        }
        kill(watch.identifier, SIGTERM)
        let ended = await watch.end()
        #expect(ended.errors.contains("rehearsal can be reached again"), "\(ended)")
        let lines = ended.errors.split(separator: "\n")
        #expect(lines.count { $0.hasPrefix("no connection to rehearsal: ") } == 1, "\(ended)")
        #expect(try service.charges().count == 1)
    }

    @Test func `ends with 74 when the library is taken away`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let watch = try workshop.start(["--library", workshop.library, "sync", "--watch"], in: "/")
        try await until { watch.written("errors").contains("watching: no task waits") }
        try FileManager.default.moveItem(
            atPath: workshop.library, toPath: workshop.library + "-away")
        let ended = await watch.end()
        #expect(ended.status == 74, "\(ended)")
        #expect(
            ended.errors.contains(
                "soralib: the library \(workshop.library) is not there any more: its disk was taken "
                    + "out, or the folder was moved or removed"), "\(ended)")
    }

    @Test func `cannot be asked to end when all is done as well`() async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await workshop.run("sync", "--watch", "--until-idle")
        expectError(outcome, 64, "--watch and --until-idle contradict each other", "soralib sync")
    }

    @Test func `without a connection says one line, and nothing where it is to be quiet`()
        async throws
    {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        for text in ["a fox", "a hen"] {
            #expect(try await workshop.run("queue", text).status == 0)
        }
        let loud = try await workshop.run("sync")
        #expect(loud.status == 0 && loud.output.isEmpty, "\(loud)")
        #expect(loud.errors.split(separator: "\n").count == 1)
        #expect(loud.errors.hasPrefix("2 tasks wait for a connection: rehearsal ("))
        let quiet = try await workshop.run("--quiet", "sync")
        #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty, "\(quiet)")
        let nothing = try await workshop.run("--quiet", "sync", "--provider", "rehearsal")
        #expect(nothing.status == 0 && nothing.output.isEmpty && nothing.errors.isEmpty)
    }
}

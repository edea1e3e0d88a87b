import Foundation
import SoraTestSupport
import Testing

/// `soralib sync --adopt`: what an account has comes into the library.
@Suite(.startsPrograms) struct `Taking over an account` {
    /// A service with three clips of another library, the second a remix of the first.
    private func staged() async throws -> (Workshop, SimulatorProcess) {
        let service = try await SimulatorProcess.start()
        let first = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        _ = try await first.run("queue", "a red fox", "--seconds", "4", "--size", "1280x720")
        try #require(try await first.run("sync", "--until-idle").status == 0)
        _ = try await first.run("remix", "v1", "the same, at night")
        _ = try await first.run("queue", "a white fox", "--seconds", "4", "--size", "1280x720")
        try #require(try await first.run("sync", "--until-idle").status == 0)
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        return (workshop, service)
    }

    @Test func `brings everything with its family, and pays nothing`() async throws {
        let (workshop, service) = try await staged()
        let trial = try await workshop.run("sync", "--adopt", "--dry-run", "--json")
        #expect(trial.status == 0, "\(trial)")
        #expect(trial.json?[0]?["new"]?.integer == 3)
        #expect(trial.json?[0]?["bytes"] == .null, "no service tells")
        #expect(trial.json?[0]?["expires_at"]?.string != nil)
        #expect(try await workshop.run("list", "tasks", "--json").json?.elements.isEmpty == true)

        let synced = try await workshop.run("sync", "--adopt", "--until-idle", "--json")
        #expect(synced.status == 0, "\(synced)")
        #expect(Shape.sync.problems(in: synced.json) == [])
        #expect(synced.json?["adopted"]?.integer == 3)
        #expect(synced.json?["verified"]?.integer == 3)
        let videos = try await workshop.run("list", "operation:remix", "--json")
        #expect(videos.json?.elements.count == 1 && videos.json?[0]?["remixed_from"]?.string != nil)
        let tasks = try await workshop.run("list", "tasks", "--json")
        #expect(Shape.list(.task).problems(in: tasks.json) == [])
        #expect(try service.charges().count == 3)
        let again = try await workshop.run("sync", "--adopt", "--json")
        #expect(again.json?["adopted"]?.integer == 0)
        #expect(try await workshop.run("library", "check").status == 0)
    }

    @Test(arguments: ["FP44:kill", "FP45:kill"])
    func `that was killed in the middle is gone on with`(point: String) async throws {
        let (workshop, service) = try await staged()
        let killed = try await workshop.run(
            ["sync", "--adopt"], environment: ["SORALIB_FAILPOINT": point])
        #expect(killed.status != 0 && killed.errors.contains("was reached"), "\(killed)")
        #expect(try await workshop.run("sync", "--adopt", "--until-idle").status == 0)
        #expect(try await workshop.run("list", "--json").json?.elements.count == 3)
        #expect(try service.charges().count == 3)
        #expect(try await workshop.run("library", "check").status == 0)
    }

    @Test func `ends with 69 where the service cannot be reached`() async throws {
        let workshop = try await Workshop.withProvider(
            "http://127.0.0.1:\(try SimulatorProcess.freePort())")
        let synced = try await workshop.run("sync", "--adopt", "--json")
        #expect(synced.status == 69, "\(synced)")
        #expect(synced.json?["unlisted"]?[0]?.string == "rehearsal")
        #expect(try await workshop.run("sync", "--adopt", "--dry-run").status == 69)
    }

    @Test func `is refused where no service has a list`() async throws {
        let workshop = try await Workshop.withLibrary()
        expectError(
            try await workshop.run("sync", "--adopt"), 65, "there is no provider",
            "soralib provider add")
        _ = try await workshop.run(
            "provider", "add", "wise", "--profile", "wisgate", "--key-env", "KEY")
        expectError(
            try await workshop.run("sync", "--adopt"), 65, "wise (wisgate)", "soralib import")
        expectError(
            try await workshop.run("sync", "--adopt", "--provider", "nobody"), 66, "nobody")
    }
}

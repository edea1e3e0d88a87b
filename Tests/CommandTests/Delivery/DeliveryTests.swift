import Foundation
import SoraTestSupport
import Testing

/// What becomes of a task whose service delivers something else than was asked for.
@Suite(.startsPrograms) struct `A delivery` {
    /// Queues one prompt at a service of its own, and syncs.
    private func sync(
        _ prompt: String, _ words: [String] = ["--until-idle"]
    ) async throws -> (SimulatorProcess, Workshop, Child.Outcome) {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        let queued = try await workshop.run("queue", prompt, "--size", "1280x720")
        try #require(queued.status == 0, "\(queued)")
        let synced = try await workshop.run(["sync"] + words)
        return (service, workshop, synced)
    }

    @Test(arguments: [
        ("a fox [[short 1.5s]]", "duration", "duration 2.5 s, requested 4 s"),
        ("a fox [[small]]", "size", "size 640x360, requested 1280x720"),
    ])
    func `that is not what was asked for is stored with the verdict mismatch and its reason`(
        prompt: String, code: String, reason: String
    ) async throws {
        let (service, workshop, synced) = try await sync(prompt)
        #expect(synced.status == 0, "a mismatch is no failure of the sync: \(synced)")
        #expect(synced.output.contains("1 not what was asked for"))
        #expect(synced.errors.contains(reason))
        let video = try await workshop.show("v1")
        #expect(video["verdict"]?.string == "mismatch")
        #expect(video["reasons"] == .array([.text(reason)]))
        #expect(video["reason_codes"] == .array([.text(code)]))
        let shown = try await workshop.run("show", "v1")
        #expect(shown.output.contains("reasons         \(reason)\n"), "\(shown)")
        #expect(shown.output.contains("requested       height 720, seconds 4, width 1280\n"))
        #expect(try await workshop.show("t1")["state"]?.string == "succeeded")
        let verified = try await workshop.run("verify")
        #expect(verified.status == 1)
        #expect(verified.errors.contains("v1  mismatch  \(reason)"))
        #expect(try service.charges().count == 1)
    }

    @Test func `that is a web page is not accepted, and is asked for again later`() async throws {
        let (service, workshop, synced) = try await sync("a fox [[html]]")
        #expect(synced.status == 0, "\(synced)")
        #expect(synced.errors.contains("download postponed"))
        #expect(synced.output.contains("1 task is not at an end"))
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "completed")
        #expect(task["error"]?["code"]?.string == "not_media")
        #expect(task["video"] == .null)
        #expect(try await workshop.run("list", "--json").json == .array([]))
        #expect(!FileManager.default.fileExists(atPath: workshop.library + "/objects/00"))
        #expect(try service.charges().count == 1)
    }

    @Test func `that is always cut off is never taken for a clip`() async throws {
        let (service, workshop, synced) = try await sync("a fox [[truncate]]")
        #expect(synced.status == 0, "\(synced)")
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "completed")
        #expect(["truncated", "interrupted"].contains(task["error"]?["code"]?.string))
        #expect(try await workshop.run("list", "--json").json == .array([]))
        #expect(try service.charges().count == 1)
    }

    @Test func `that is cut off once goes on where it ended`() async throws {
        let (service, workshop, synced) = try await sync("a fox [[cut 1]]")
        #expect(synced.status == 0, "\(synced)")
        #expect(synced.errors.contains("download postponed"), "\(synced)")
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "succeeded")
        #expect(task["error"] == .null)
        #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
        #expect(try service.charges().count == 1)
    }

    @Test func `that never comes because the task failed ends it as failed, with status 1`()
        async throws
    {
        let (service, workshop, synced) = try await sync("a fox [[fail]]")
        #expect(synced.status == 1, "\(synced)")
        #expect(synced.output.contains("1 failed"))
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "failed")
        #expect(task["error"]?["message"]?.string?.isEmpty == false)
        let again = try await workshop.run("sync", "--until-idle")
        #expect(again.status == 0, "what failed in an earlier run is told once: \(again)")
        #expect(try service.charges().count == 1)
    }

    @Test func `that the service refuses ends the task as rejected, with status 1 and no charge`()
        async throws
    {
        let (service, workshop, synced) = try await sync("a fox [[moderation]]")
        #expect(synced.status == 1, "\(synced)")
        #expect(synced.errors.contains("rejected"))
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "rejected")
        #expect(task["error"]?["code"]?.string?.isEmpty == false)
        #expect(task["remote_id"] == .null)
        #expect(try service.charges().isEmpty)
    }
}

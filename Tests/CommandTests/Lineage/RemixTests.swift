import Foundation
import SoraTestSupport
import Testing

/// `soralib remix` and `soralib lineage`: where a clip came from is known for good.
@Suite(.startsPrograms) struct `A remix` {
    /// A library with one verified clip, v1 of t1, and the service that made it.
    private func staged() async throws -> (Workshop, SimulatorProcess) {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        let queued = try await workshop.run(
            "queue", "a red fox in the snow", "--seconds", "4", "--size", "1280x720")
        try #require(queued.status == 0, "\(queued)")
        let synced = try await workshop.run("sync", "--until-idle")
        try #require(synced.status == 0, "\(synced)")
        return (workshop, service)
    }

    @Test func `is made by the service of its parent, and measured against the parent's request`()
        async throws
    {
        let (workshop, service) = try await staged()
        let queued = try await workshop.run("remix", "v1", "the same, at night", "--json")
        #expect(queued.status == 0, "\(queued)")
        #expect(Shape.list(.task).problems(in: queued.json) == [])
        #expect(queued.json?[0]?["operation"]?.string == "remix")
        #expect(queued.json?[0]?["remixed_from"]?.string == "v1")
        #expect(queued.json?[0]?["prompt"]?.string == "the same, at night")

        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        let video = try await workshop.show("v2")
        #expect(video["remixed_from"]?.string == "v1")
        #expect(video["operation"]?.string == "remix")
        #expect(video["verdict"]?.string == "verified")
        #expect(video["requested"]?["seconds"]?.double == 4)
        let parent = try #require(try await workshop.show("t1")["remote_id"]?.string)
        let charges = try service.charges()
        #expect(charges.count == 2, "one charge a task")
        #expect("\(charges[1])".contains(parent), "the service was told which video")
    }

    @Test func `of a task is one of its video`() async throws {
        let (workshop, _) = try await staged()
        let queued = try await workshop.run("remix", "t1", "at night", "--json")
        #expect(queued.json?[0]?["remixed_from"]?.string == "v1", "\(queued)")
    }

    @Test func `as a new clip goes to any service and keeps the link`() async throws {
        let (workshop, service) = try await staged()
        let queued = try await workshop.run(
            "remix", "v1", "the fox howls", "--as-new", "--seconds", "8", "--json")
        #expect(queued.status == 0, "\(queued)")
        #expect(queued.json?[0]?["operation"]?.string == "remix")
        #expect(queued.json?[0]?["seconds"]?.integer == 8)
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        #expect(try await workshop.show("v2")["remixed_from"]?.string == "v1")
        let parent = try #require(try await workshop.show("t1")["remote_id"]?.string)
        #expect(try !"\(service.charges()[1])".contains(parent), "it is asked for as a new one")
    }

    @Test func `that is tried again keeps its parent`() async throws {
        let (workshop, _) = try await staged()
        #expect(try await workshop.run("remix", "v1", "at night").status == 0)
        #expect(try await workshop.run("task", "cancel", "t2").status == 0)
        let again = try await workshop.run("task", "retry", "t2", "--json")
        #expect(again.json?[0]?["remixed_from"]?.string == "v1", "\(again)")
    }

    @Test func `of a task without a video says how to get it`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        expectError(
            try await workshop.run("remix", "t1", "at night"), 65, "t1 is queued and has no video",
            "soralib sync --until-idle")
    }

    @Test func `of a video that no service made points to --as-new`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        try await workshop.damage(
            """
            INSERT INTO video (uid, operation, file_state, verdict, created_at)
            VALUES ('01900000-0000-7000-8000-000000000000', 'import', 'absent', 'unprobed', 0)
            """)
        expectError(
            try await workshop.run("remix", "v1", "at night"), 65, "v1 is known to no service",
            "--as-new")
        let asNew = try await workshop.run("remix", "v1", "at night", "--as-new", "--json")
        #expect(asNew.json?[0]?["remixed_from"]?.string == "v1", "\(asNew)")
    }

    @Test func `is refused with all that is wrong at once`() async throws {
        let (workshop, _) = try await staged()
        let moved = try await workshop.run(
            "provider", "set", "rehearsal", "--base-url", "https://elsewhere.example", "--no-key")
        #expect(moved.status == 0, "\(moved)")
        expectError(
            try await workshop.run("remix", "v1", " "), 65, "the prompt is empty",
            "v1 was made at http://127.0.0.1", "https://elsewhere.example now", "--as-new")
        #expect(try await workshop.run("list", "tasks", "--json").json?.elements.count == 1)
    }

    @Test func `takes a model or a size only as a new clip`() async throws {
        let (workshop, _) = try await staged()
        expectError(
            try await workshop.run("remix", "v1", "at night", "--seconds", "8"), 64, "--as-new")
    }

    @Test func `of nothing is an error`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        expectError(
            try await workshop.run("remix", "v9", "at night"), 66, "there is no video or task v9")
    }
}

/// `soralib remix --frame` and `soralib diff`.
@Suite(.startsPrograms) struct `A clip that goes on from another` {
    private func staged() async throws -> (Workshop, SimulatorProcess) {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        _ = try await workshop.run(
            "queue", "a red fox in the snow", "--seconds", "4", "--size", "1280x720")
        try #require(try await workshop.run("sync", "--until-idle").status == 0)
        return (workshop, service)
    }

    @Test func `sends the last frame as its reference image, and keeps the link`() async throws {
        let (workshop, service) = try await staged()
        let queued = try await workshop.run(
            "remix", "v1", "it runs on", "--frame", "last", "--seconds", "4", "--size", "1280x720",
            "--json")
        #expect(queued.status == 0, "\(queued)")
        #expect(queued.json?[0]?["operation"]?.string == "frame")
        #expect(queued.json?[0]?["remixed_from"]?.string == "v1")
        #expect(queued.json?[0]?["images"] == .array([.text("i1")]))
        let image = try await workshop.show("i1")
        #expect(image["width"]?.integer == 1280 && image["format"]?.string == "png")
        #expect(image["title"]?.string == "v1, last frame")
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        #expect(try await workshop.show("v2")["operation"]?.string == "frame")
        #expect(try service.charges().count == 2)
        let other = try await workshop.run(
            "remix", "v1", "it runs on", "--frame", "first", "--seconds", "4", "--size",
            "1280x720", "--dry-run")
        #expect(other.status == 0, "\(other)")
        #expect(try await workshop.run("list", "images", "--json").json?.elements.count == 1)
        let left = try FileManager.default.contentsOfDirectory(
            atPath: workshop.library + "/incoming")
        #expect(left == ["receipts"], "no draft is left: \(left)")
    }

    @Test func `has to begin with a frame that there is`() async throws {
        let (workshop, _) = try await staged()
        expectError(
            try await workshop.run("remix", "v1", "x", "--frame", "middle"), 64,
            "middle is no frame", "12.5s")
        expectError(
            try await workshop.run("remix", "v1", "x", "--frame", "99s"), 65, "v1 has no such frame"
        )
        try FileManager.default.removeItem(
            atPath: try #require(try await workshop.show("v1")["path"]?.string))
        _ = try await workshop.run("library", "check", "--repair")
        expectError(
            try await workshop.run("remix", "v1", "x", "--frame", "last"), 65, "is not here")
    }

    @Test func `is compared with it word by word`() async throws {
        let (workshop, _) = try await staged()
        _ = try await workshop.run(
            "queue", "a white fox in deep snow", "--seconds", "8", "--size", "1280x720")
        let text = try await workshop.run("diff", "t1", "t2")
        #expect(text.status == 0, "\(text)")
        #expect(text.output.contains("prompt  a [-red-] {+white+} fox in [-the-] {+deep+} snow"))
        #expect(text.output.contains("4 → 8"))
        let json = try await workshop.run("diff", "v1", "t2", "--json")
        #expect(json.json?["a"]?.string == "v1" && json.json?["b"]?.string == "t2")
        #expect(json.json?["prompt"]?[1]?["change"]?.string == "removed")
        let same = try await workshop.run("diff", "v1", "v1")
        #expect(same.output == "v1 and v1 are alike\n")
        expectError(try await workshop.run("diff", "v1", "p1"), 65, "cannot be compared")
        expectError(try await workshop.run("diff", "v1", "v9"), 66, "there is no")
    }
}

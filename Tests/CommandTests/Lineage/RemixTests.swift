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
            "remix", "v1", "the fox howls", "--as-new", "--seconds", "8", "--size", "720x1280",
            "--json")
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

    @Test func `of a task that is under way waits for it, and says so`() async throws {
        let (workshop, service) = try await staged()
        _ = try await workshop.run("queue", "a white fox", "--seconds", "4", "--size", "1280x720")
        let queued = try await workshop.run("remix", "t2", "at night", "--json")
        #expect(queued.status == 0, "\(queued)")
        #expect(Shape.list(.task).problems(in: queued.json) == [])
        #expect(queued.json?[0]?["awaits"]?.string == "t2")
        #expect(queued.json?[0]?["remixed_from"]?.string == "v2")
        #expect(try await workshop.show("t2")["video"] == .null, "there is none yet")
        #expect(try await workshop.run("list", "--json").json?.elements.count == 1)
        let withVideo = try await workshop.run("list", "tasks", "has:video", "--json")
        #expect(withVideo.json?.elements.map { $0["id"]?.string } == ["t1"], "\(withVideo)")
        let status = try await workshop.run("status")
        #expect(status.output.contains("t3 for t2"), "\(status)")
        #expect(status.output.contains("1 verified"))
        let json = try await workshop.run("status", "--json")
        #expect(Shape.status.problems(in: json.json) == [])
        #expect(try await workshop.run("list", "tasks").output.contains("t2"))

        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        let child = try await workshop.show("v3")
        #expect(child["remixed_from"]?.string == "v2" && child["verdict"]?.string == "verified")
        #expect(try await workshop.show("t3")["awaits"] == .null)
        #expect(try service.charges().count == 3)
        #expect(try await workshop.run("library", "check").status == 0)
    }

    @Test func `of a task that fails is held, and told what to do`() async throws {
        let (workshop, service) = try await staged()
        _ = try await workshop.run("queue", "a fox [[fail server_error]]", "--size", "1280x720")
        _ = try await workshop.run("remix", "t2", "at night")
        _ = try await workshop.run("sync", "--until-idle")
        let task = try await workshop.show("t3")
        #expect(try await workshop.show("t2")["state"]?.string == "failed")
        #expect(task["state"]?.string == "draft")
        #expect(task["error"]?["code"]?.string == "parent_gone")
        #expect(try service.charges().count == 2)
        expectError(
            try await workshop.run("task", "release", "t3"), 1, "t3 cannot be released",
            "soralib task cancel t3")
        #expect(try await workshop.run("status").output.contains("soralib task cancel t3"))
        expectError(
            try await workshop.run("remix", "t2", "at night"), 65, "t2 is failed and has no video",
            "soralib task retry t2")
        #expect(try await workshop.run("task", "cancel", "t3").status == 0)
    }

    @Test func `is an edit or an extension where that is asked for`() async throws {
        let (workshop, service) = try await staged()
        let edit = try await workshop.run(
            "remix", "v1", "make it snow", "--operation", "edit", "--json")
        #expect(edit.json?[0]?["operation"]?.string == "edit", "\(edit)")
        let more = try await workshop.run(
            "remix", "v1", "it runs on", "--operation", "extend", "--seconds", "8", "--json")
        #expect(more.json?[0]?["operation"]?.string == "extend", "\(more)")
        #expect(more.json?[0]?["seconds"]?.integer == 12, "the whole is 4 seconds and 8 more")
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        for video in ["v2", "v3"] {
            let shown = try await workshop.show(video)
            #expect(shown["remixed_from"]?.string == "v1", "the service tells nothing of it")
            #expect(shown["verdict"]?.string == "verified", "\(shown)")
        }
        #expect(try service.charges().count == 3)
        expectError(
            try await workshop.run("remix", "v1", "x", "--operation", "edit", "--seconds", "8"), 64,
            "--as-new")
        expectError(
            try await workshop.run("remix", "v1", "x", "--operation", "edit", "--as-new"), 64,
            "leave it out")
        expectError(
            try await workshop.run("remix", "v1", "x", "--operation", "extend", "--seconds", "7"),
            65, "7 seconds", "--as-new")
    }

    @Test func `as a new clip begins as its parent does, where the service takes images`()
        async throws
    {
        let (workshop, service) = try await staged()
        let queued = try await workshop.run(
            "remix", "v1", "the fox howls", "--as-new", "--seconds", "4", "--json")
        #expect(queued.json?[0]?["size"]?.string == "1280x720", "\(queued)")
        #expect(queued.json?[0]?["images"] == .array([.text("i1")]))
        #expect(try await workshop.show("i1")["title"]?.string == "v1, first frame")
        _ = try await workshop.run("queue", "a white fox", "--seconds", "4", "--size", "1280x720")
        let waiting = try await workshop.run(
            "remix", "t3", "it howls", "--as-new", "--seconds", "4", "--json")
        #expect(waiting.json?[0]?["awaits"]?.string == "t3", "\(waiting)")
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        #expect(try await workshop.show("t4")["images"]?.elements.count == 1)
        for (task, parent) in [("t2", "v1"), ("t4", "v2")] {
            let video = try #require(try await workshop.show(task)["video"]?.string)
            #expect(try await workshop.show(video)["remixed_from"]?.string == parent)
        }
        #expect(try service.charges().count == 4)
    }

    @Test func `as a new clip of a service that takes addresses has the text and the link alone`()
        async throws
    {
        let (workshop, service) = try await staged()
        let added = try await workshop.run(
            "provider", "add", "other", "--profile", "octopusx", "--base-url",
            service.url + "/octopusx", "--key-env", "KEY")
        #expect(added.status == 0, "\(added)")
        let queued = try await workshop.run(
            "remix", "v1", "it howls", "--as-new", "--provider", "other", "--json")
        #expect(queued.status == 0, "\(queued)")
        #expect(queued.errors.contains("addresses only"), "\(queued)")
        #expect(queued.json?[0]?["remixed_from"]?.string == "v1")
    }

    @Test func `of a private clip, or at a service without one, points to --as-new`() async throws {
        let (workshop, service) = try await staged()
        for (name, profile) in [("other", "octopusx"), ("plain", "globalai")] {
            _ = try await workshop.run(
                "provider", "add", name, "--profile", profile, "--base-url",
                "\(service.url)/\(profile)", "--key-env", "KEY")
        }
        let secret = try await workshop.run(
            "queue", "a fox", "--provider", "other", "--private", "--json")
        #expect(secret.status == 0, "\(secret)")
        expectError(
            try await workshop.run("remix", "t2", "at night"), 65, "private", "--as-new")
        _ = try await workshop.run("queue", "a fox", "--provider", "plain")
        expectError(
            try await workshop.run("remix", "t3", "at night"), 65, "globalai has no remix",
            "--as-new")
    }

    @Test func `of a clip of a service that has ended points to --as-new`() async throws {
        let (workshop, service) = try await staged()
        _ = try await workshop.run(
            "provider", "add", "old", "--profile", "openai", "--base-url", service.url + "/openai",
            "--key-env", "KEY")
        let forced = try await workshop.run("queue", "a fox", "--provider", "old", "--force")
        #expect(forced.status == 0, "\(forced)")
        expectError(
            try await workshop.run("remix", "t2", "at night"), 65, "ended on 2026-09-24", "--as-new"
        )
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
        _ = try await workshop.run(
            "provider", "add", "unified", "--profile", "octopusx", "--base-url",
            "http://127.0.0.1:1", "--no-key")
        for words in [["--style", "anime"], ["--no-watermark", "--private"]] {
            let queued = try await workshop.run(
                [
                    "queue", "a fox", "--provider", "unified", "--model", "sora_video2", "--size",
                    "1280x720",
                ] + words)
            #expect(queued.status == 0, "\(queued)")
        }
        let wishes = try await workshop.run("diff", "t3", "t4")
        for words in ["style", "anime", "watermark", "private"] {
            #expect(wishes.output.contains(words), "\(wishes)")
        }
        let same = try await workshop.run("diff", "v1", "v1")
        #expect(same.output == "v1 and v1 are alike\n")
        expectError(try await workshop.run("diff", "v1", "p1"), 65, "cannot be compared")
        expectError(try await workshop.run("diff", "v1", "v9"), 66, "there is no")
    }
}

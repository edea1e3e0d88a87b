import Foundation
import SoraSystem
import SoraTestSupport
import Testing

/// From nothing to verified clips, step by step as the manual tells it.
@Suite(.startsPrograms) struct `The main job` {
    @Test func `goes from an empty folder by a queue without a network to verified clips`()
        async throws
    {
        let workshop = try Workshop()

        let made = try await workshop.run("init", workshop.library, "--json")
        #expect(made.status == 0, "\(made)")
        #expect(Shape.initialised.problems(in: made.json) == [])
        #expect(made.json?["library"]?.string == workshop.library)

        let port = try SimulatorProcess.freePort()
        let added = try await workshop.run(
            "provider", "add", "rehearsal", "--profile", "openai-compatible", "--base-url",
            "http://127.0.0.1:\(port)/openai-compatible/v1", "--no-key", "--json")
        #expect(added.status == 0, "\(added)")
        #expect(Shape.provider.problems(in: added.json) == [])
        #expect(
            added.json?["base_url"]?.string == "http://127.0.0.1:\(port)/openai-compatible")
        #expect(added.json?["state"]?.string == "ready")

        let queued = try await workshop.run(
            "queue", "a red fox", "--seconds", "4", "--size", "1280x720", "--count", "2", "--json")
        #expect(queued.status == 0, "\(queued)")
        #expect(queued.json?.elements.count == 2)
        #expect(Shape.list(.task).problems(in: queued.json) == [])
        #expect(queued.json?[0]?["state"]?.string == "queued")
        let tall = try await workshop.run(
            "queue", "rain on neon", "--aspect-ratio", "9:16", "--seconds", "8")
        #expect(tall.status == 0, "\(tall)")
        #expect(tall.output.contains("t3  queued  sora-2  8 s  720x1280  rain on neon"))

        // Nothing listens: all waits, which is no error.
        let offline = try await workshop.run("sync")
        #expect(offline.status == 0, "\(offline)")
        #expect(offline.errors.split(separator: "\n").count == 1, "\(offline)")
        #expect(
            offline.errors.hasPrefix("3 tasks wait for a connection: rehearsal (Failed to connect"))
        #expect(offline.output == "")
        #expect(try await states(workshop) == ["queued", "queued", "queued"])

        let service = try await SimulatorProcess.start(port: port)
        let synced = try await workshop.run("sync", "--until-idle", "--json")
        #expect(synced.status == 0, "\(synced)")
        #expect(Shape.sync.problems(in: synced.json) == [])
        for (name, count) in [
            ("submitted", 3), ("downloaded", 3), ("verified", 3), ("mismatch", 0), ("waiting", 0),
        ] {
            #expect(synced.json?[name]?.integer == count, "\(name)")
        }

        try await everyObjectHasItsFields(workshop)
        try await everyFileHasItsName(workshop)
        let ids = try service.charges().compactMap { $0["id"]?.string ?? $0["task"]?.string }
        #expect(try service.charges().count == 3, "one charge a task")
        #expect(Set(ids).count == ids.count)

        let verified = try await workshop.run("verify", "--json")
        #expect(verified.status == 0, "\(verified)")
        #expect(Shape.verify.problems(in: verified.json) == [])
        #expect(verified.json?["checked"]?.integer == 3)
        #expect(verified.json?["changed"] == .array([]))

        let again = try await workshop.run("sync", "--until-idle")
        #expect(again.status == 0)
        #expect(again.output == "Nothing was due.\n")
        #expect(try service.charges().count == 3)
    }

    private func states(_ workshop: Workshop) async throws -> [String] {
        let listed = try await workshop.run("list", "tasks", "--json", "--fields", "state")
        return try #require(listed.json).elements.compactMap { $0["state"]?.string }
    }

    private func everyObjectHasItsFields(_ workshop: Workshop) async throws {
        for (kind, shape) in [
            ("videos", Shape.video), ("tasks", .task), ("prompts", .prompt),
        ] {
            let listed = try await workshop.run("list", kind, "--json")
            #expect(listed.json?.elements.isEmpty == false, "\(listed)")
            #expect(Shape.list(shape).problems(in: listed.json, at: kind) == [])
            let lines = try await workshop.run("list", kind, "--format", "jsonl")
            let objects = lines.output.split(separator: "\n").map { OrderedJSON(String($0)) }
            #expect(objects == listed.json?.elements.map { $0 })
        }
        #expect(Shape.task.problems(in: try await workshop.show("t1")) == [])
        #expect(Shape.video.problems(in: try await workshop.show("v1")) == [])
        #expect(Shape.prompt.problems(in: try await workshop.show("p1")) == [])
        let several = try await workshop.run("show", "t2", "t1", "--json")
        #expect(Shape.list(.task).problems(in: several.json) == [])
        #expect(several.json?.elements.map { $0["id"]?.string } == ["t2", "t1"])
        let mixed = try await workshop.run("show", "v1", "t1", "--json")
        #expect(mixed.json?.elements.map { $0["id"]?.string } == ["v1", "t1"])

        let status = try await workshop.run("status", "--json")
        #expect(Shape.status.problems(in: status.json) == [])
        #expect(status.json?["tasks"]?["succeeded"]?.integer == 3)
        #expect(status.json?["videos"]?["verified"]?.integer == 3)
        let providers = try await workshop.run("provider", "list", "--json")
        #expect(Shape.list(.provider).problems(in: providers.json) == [])

        let task = try await workshop.show("t3")
        #expect(task["state"]?.string == "succeeded")
        #expect(task["size"]?.string == "720x1280")
        #expect(task["seconds"]?.integer == 8)
        #expect(task["progress"]?.integer == 100)
        #expect(task["error"] == .null)
        let video = try await workshop.show(try #require(task["video"]?.string))
        #expect(video["verdict"]?.string == "verified")
        #expect(video["task"]?.string == "t3")
        #expect(video["prompt"]?.string == "rain on neon")
        #expect(video["width"]?.integer == 720)
        #expect(video["requested"]?["seconds"]?.double == 8)
    }

    private func everyFileHasItsName(_ workshop: Workshop) async throws {
        let videos = try await workshop.run("list", "--json")
        for video in try #require(videos.json).elements {
            let path = try #require(video["path"]?.string)
            let bytes = try #require(FileManager.default.contents(atPath: path))
            let digest = try SHA256.digest(of: Array(bytes))
            #expect(path == "\(workshop.library)/objects/\(digest.prefix(2))/\(digest).mp4")
            #expect(video["sha256"]?.string == digest)
            #expect(video["bytes"]?.integer == bytes.count)
            let attributes = try FileManager.default.attributesOfItem(atPath: path)
            #expect(attributes[.posixPermissions] as? Int == 0o444)
        }
        let left = try FileManager.default.contentsOfDirectory(
            atPath: workshop.library + "/incoming")
        #expect(left == ["receipts"])
        let receipts = try FileManager.default.contentsOfDirectory(
            atPath: workshop.library + "/incoming/receipts")
        #expect(receipts == [])
    }

    @Test(
        .enabled(if: InstalledProgram.find("ffprobe") != nil, "there is no ffprobe: NOT compared"))
    func `soralib probe and ffprobe measure the same`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        for words in [["a fox"], ["a hen", "--seconds", "8"], ["an owl", "--size", "1280x720"]] {
            let queued = try await workshop.run(["queue"] + words)
            try #require(queued.status == 0, "\(queued)")
        }
        let synced = try await workshop.run("sync", "--until-idle")
        try #require(synced.status == 0, "\(synced)")
        let listed = try await workshop.run("list", "--json", "--fields", "path")
        let paths = try #require(listed.json).elements.compactMap { $0["path"]?.string }
        #expect(paths.count == 3)
        let probed = try await workshop.run(["probe", "--json"] + paths)
        #expect(probed.status == 0, "\(probed)")
        #expect(Shape.list(.probe).problems(in: probed.json) == [])
        for (path, probe) in zip(paths, probed.json?.elements ?? []) {
            try await compare(probe, path)
        }
    }

    private func compare(_ probe: OrderedJSON, _ path: String) async throws {
        let ffprobe = try #require(InstalledProgram.find("ffprobe"))
        let outcome = try await Child(
            ffprobe,
            ["-v", "error", "-of", "json", "-show_format", "-show_streams", path]
        ).end()
        let theirs = try #require(outcome.json, "\(outcome)")
        let streams = theirs["streams"]?.elements ?? []
        let video = try #require(streams.first { $0["codec_type"]?.string == "video" })
        let audio = streams.first { $0["codec_type"]?.string == "audio" }
        let length = try #require(Double(theirs["format"]?["duration"]?.string ?? ""))
        #expect(probe["path"]?.string == path)
        #expect(probe["ok"] == .bool(true))
        #expect(abs(try #require(probe["duration"]?.double) - length) <= 0.001)
        #expect(probe["width"] == video["width"])
        #expect(probe["height"] == video["height"])
        #expect(probe["video_codec"] == video["codec_name"])
        #expect(probe["audio_codec"] == audio?["codec_name"] ?? .null)
        #expect(probe["has_audio"] == .bool(audio != nil))
        #expect(probe["container"] == theirs["format"]?["format_name"])
        #expect(probe["bytes"]?.integer.map(String.init) == theirs["format"]?["size"]?.string)
        let rate = try #require(video["avg_frame_rate"]?.string).split(separator: "/")
            .compactMap { Double($0) }
        #expect(abs(try #require(probe["frame_rate"]?.double) - rate[0] / rate[1]) < 0.001)
    }
}

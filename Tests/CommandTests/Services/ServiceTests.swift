import Foundation
import SoraTestSupport
import Testing

/// Each service that a profile describes, from the queue to a verified clip.
@Suite(.startsPrograms) struct `A service` {
    static let profiles = [
        "globalai", "globalai-legacy", "octopusx", "openai", "openai-compatible", "wisgate",
        "xingchao",
    ]

    /// A workshop with a provider of that profile at the simulator, and its name.
    private func workshop(_ profile: String, at url: String) async throws -> Workshop {
        let workshop = try await Workshop.withLibrary()
        let added = try await workshop.run(
            "provider", "add", "studio", "--profile", profile, "--base-url", "\(url)/\(profile)",
            "--key-env", "STUDIO_KEY")
        try #require(added.status == 0, "\(added)")
        return workshop
    }

    private let key = ["STUDIO_KEY": "sk-not-for-results"]

    @Test(arguments: profiles)
    func `of every profile is queued for, paid once, fetched and measured`(
        profile: String
    ) async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await workshop(profile, at: service.url)
        for request in [
            ["a red fox"], ["a wide fox", "--aspect-ratio", "16:9"], ["no fox [[moderation]]"],
            ["a lost fox [[fail]]"], ["a bad fox [[fail moderation_blocked]]"],
        ] {
            // One of them has ended, and is asked nevertheless.
            let queued = try await workshop.run(["queue", "--force"] + request)
            #expect(queued.status == 0, "\(queued)")
        }
        let synced = try await workshop.run("sync", "--until-idle", environment: key)
        #expect(synced.status == 1, "\(synced)")
        var told: [String] = []
        for task in ["t1", "t2", "t3", "t4", "t5"] {
            let shown = try await workshop.show(task)
            let code = shown["error"]?["code"]?.string ?? "-"
            told.append("\(shown["state"]?.string ?? "") \(code)")
        }
        #expect(told[0] == "succeeded -" && told[1] == "succeeded -", "\(synced)")
        #expect(told[2] == "rejected moderation")
        #expect(told[3].hasPrefix("failed "))
        #expect(told[4] == "failed moderation")
        let videos = try await workshop.run("list", "--json")
        for video in try #require(videos.json).elements {
            #expect(video["verdict"]?.string == "verified", "\(video)")
        }
        #expect(videos.json?.elements.count == 2)
        let wide = try await workshop.show("t2")
        let clip = try await workshop.show(try #require(wide["video"]?.string))
        #expect(clip["width"]?.integer == 1280 && clip["height"]?.integer == 720)
        let charges = try service.charges()
        #expect(charges.count == 4 && charges.allSatisfy { $0["attempt"]?.integer == 1 })
        #expect(charges.allSatisfy { $0["profile"]?.string == profile })
    }

    @Test func `keeps private clips from being remixed, and says so without a network`()
        async throws
    {
        let service = try await SimulatorProcess.start()
        let workshop = try await workshop("octopusx", at: service.url)
        let queued = try await workshop.run(
            "queue", "a shy fox", "--private", "--no-watermark", "--model", "sora_video2",
            "--style", "comic", "--size", "1920x1080")
        #expect(queued.status == 0, "\(queued)")
        #expect(try await workshop.run("queue", "an open fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle", environment: key)
        #expect(synced.status == 0, "\(synced)")
        let refused = try await workshop.run("remix", "t1", "at night")
        expectError(refused, 65, "was asked for as private", "octopusx remixes no private clip")
        expectError(
            try await workshop.run("remix", "t1", "at night", "--style", "comic"), 64, "--as-new")
        let remixed = try await workshop.run("remix", "t2", "at night")
        #expect(remixed.status == 0, "\(remixed)")
        let again = try await workshop.run("sync", "--until-idle", environment: key)
        #expect(again.status == 0, "\(again)")
        let clip = try await workshop.show("t3")
        #expect(clip["state"]?.string == "succeeded", "\(clip)")
        #expect(clip["remixed_from"]?.string == (try await workshop.show("t2"))["video"]?.string)
    }

    @Test(arguments: ["octopusx", "wisgate"])
    func `that has storyboards makes a clip of one, from a file or from a line of a batch`(
        profile: String
    ) async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await workshop(profile, at: service.url)
        let board = try workshop.folder.write(
            #"[{"seconds": 6, "scene": "a fox\nwakes"}, {"seconds": 4, "scene": "it runs"}]"#.utf8,
            to: "shots.json")
        let queued = try await workshop.run("queue", "--storyboard", board, "--json")
        #expect(queued.status == 0, "\(queued)")
        let prompt =
            "Shot 1:\nduration: 6sec\nScene: a fox wakes\n\nShot 2:\nduration: 4sec\nScene: it runs"
        #expect(queued.json?[0]?["prompt"]?.string == prompt)
        #expect(queued.json?[0]?["seconds"]?.integer == 10)
        let batch = try workshop.folder.write(
            "{\"storyboard\": \"\(board)\", \"size\": \"1280x720\"}".utf8, to: "batch.jsonl")
        let more = try await workshop.run("queue", "--batch", batch)
        #expect(more.status == 0, "\(more)")
        // What the rules here let through by mistake, the service would refuse.
        let wrong = try await workshop.run(
            "queue", "Shot 1:\nduration: 3sec\nScene: x", "--seconds", "10")
        #expect(wrong.status == 0, "\(wrong)")
        let synced = try await workshop.run("sync", "--until-idle", environment: key)
        let shown = try await (
            workshop.show("t1"), workshop.show("t2"), workshop.show("t3")
        )
        #expect(shown.0["state"]?.string == "succeeded", "\(synced)")
        #expect(shown.1["state"]?.string == "succeeded", "\(synced)")
        // Without its field, the one service takes shots for any text; the other reads every prompt.
        #expect(shown.2["state"]?.string == (profile == "wisgate" ? "rejected" : "succeeded"))
    }

    @Test(arguments: ["globalai", "globalai-legacy", "octopusx", "xingchao"])
    func `that wants addresses of images is sent them`(profile: String) async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await workshop(profile, at: service.url)
        let queued = try await workshop.run(
            "queue", "a red fox", "--image", "https://example.com/fox.png", "--json")
        #expect(queued.status == 0, "\(queued)")
        let warning = "nobody checked that it is 720x1280, which the service wants"
        let wantsSize = profile == "globalai" || profile == "xingchao"
        #expect(queued.errors.contains(warning) == wantsSize, "\(queued)")
        #expect(try await workshop.run("queue", "a red fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle", environment: key)
        #expect(synced.status == 0, "\(synced)")
        #expect(try await workshop.show("t1")["images"]?.elements.map(\.string) == ["i1"])
        // With another image it is another request.
        #expect(Set(try service.charges().map { $0["fingerprint"]?.string }).count == 2)
    }

    @Test(arguments: [
        #"{"action": "cut", "fraction": 0.5, "times": 2, "when": {"results": true}}"#,
        #"{"action": "reset_mid", "after": 2000, "times": 2, "when": {"results": true}}"#,
        #"{"action": "503", "retry_after": 1, "times": 2, "when": {"results": true}}"#,
        #"{"action": "refuse", "times": 1, "when": {"results": true}}"#,
        #"{"action": "html_200", "times": 1, "when": {"results": true}}"#,
    ])
    func `whose results are at another port is fetched from there whatever breaks on the way`(
        rule: String
    ) async throws {
        let service = try await SimulatorProcess.start(faults: rule)
        let workshop = try await workshop("globalai", at: service.url)
        #expect(try await workshop.run("queue", "a red fox").status == 0)
        let synced = try await workshop.run("sync", "--until-idle", environment: key)
        #expect(synced.status == 0, "\(synced)")
        #expect(try await workshop.show("t1")["state"]?.string == "succeeded")
        #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
        #expect(try service.charges().count == 1)
        #expect(!(try service.played().isEmpty))
    }

    @Test func `is told what its batch would be refused, line by line`() async throws {
        let workshop = try await workshop("globalai", at: "http://127.0.0.1:1")
        let batch = workshop.folder.file("shots.jsonl")
        try """
        {"text": "a", "seconds": 8, "aspect_ratio": "16:9"}
        {"text": "b", "seconds": 10, "style": "comic"}
        {"text": "c", "watermark": false, "private": true}
        {"text": "d", "watermark": "perhaps"}
        """.write(toFile: batch, atomically: true, encoding: .utf8)
        expectError(
            try await workshop.run("queue", "--batch", batch), 65, "watermark perhaps is not")
        let text = try String(contentsOfFile: batch, encoding: .utf8)
        try text.replacing("\"perhaps\"", with: "null").write(
            toFile: batch, atomically: true, encoding: .utf8)
        let outcome = try await workshop.run("queue", "--batch", batch)
        expectError(
            outcome, 65, "the batch has 4 problems",
            "line 2: openAiSora2Plus makes no 10 seconds, only 4, 8, 12",
            "line 2: globalai has no styles, and comic is asked for; octopusx has that",
            "line 3: globalai has no choice about watermarks",
            "line 3: globalai has no private clips")
    }
}

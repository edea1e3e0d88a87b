import Foundation
import SoraTestSupport
import Testing

@Suite(.startsPrograms) struct `An import` {
    private let workshop: Workshop

    init() async throws { workshop = try await Workshop.withLibrary() }

    @Test func `copies a clip, measures it, and leaves the file where it is`() async throws {
        let path = try workshop.stashClip("The fox.mp4", frames: 50)
        let done = try await workshop.run("import", path, "--json")
        #expect(done.status == 0, "\(done)")
        #expect(done.json?.names == ["imported", "duplicates", "failed"])
        #expect(done.json?["imported"] == .array([.text("v1")]))
        #expect(done.json?["duplicates"] == .array([]))
        #expect(done.json?["failed"] == .array([]))
        let video = try await workshop.show("v1")
        #expect(video["title"]?.string == "The fox")
        #expect(video["operation"]?.string == "import")
        #expect(video["verdict"]?.string == "unchecked")
        #expect(video["duration"]?.double == 2)
        #expect(video["width"]?.integer == 320)
        #expect(video["task"] == .null)
        #expect(video["imported_at"]?.string != nil)
        let original = try #require(video["path"]?.string)
        #expect(
            FileManager.default.contents(atPath: original)
                == FileManager.default.contents(atPath: path))
        let mode = try FileManager.default.attributesOfItem(atPath: original)[.posixPermissions]
        #expect(mode as? Int == 0o444)
        #expect(try workshop.originals().allSatisfy { $0.key.contains($0.value) })
        #expect(try workshop.incoming().isEmpty)
        #expect(try await workshop.run("verify").status == 0)
    }

    @Test func `searches folders, and says with --verbose what it leaves out`() async throws {
        try workshop.stashClip("a.mp4", frames: 10)
        try workshop.stashClip("deep/er/b.MOV", frames: 11)
        try workshop.stashClip("deep/no extension", frames: 12)
        try workshop.stashClip(".hidden.mp4", frames: 13)
        try workshop.stashClip(".hidden/c.mp4", frames: 14)
        try workshop.stash("notes.txt", "hello")
        try workshop.stash("a.jpg", [0xFF, 0xD8, 0xFF])
        let done = try await workshop.run("import", workshop.stash, "--verbose")
        #expect(done.status == 0, "\(done)")
        #expect(done.output.hasPrefix("3 imported, "), "\(done)")
        for name in [".hidden.mp4: left out: it is hidden", ".hidden: left out", "notes.txt: left"]
        {
            #expect(done.errors.contains(name), "\(name) in \(done)")
        }
        let quiet = try await workshop.run("import", workshop.stash)
        #expect(quiet.output.hasPrefix("0 imported, 3 there already"), "\(quiet)")
        #expect(!quiet.errors.contains("left out"))
        #expect(try workshop.originals().count == 3)
    }

    @Test func `stores the same bytes once, and says whose they are`() async throws {
        let first = try workshop.stashClip("a.mp4", frames: 10)
        let same = try workshop.stashClip("b.mp4", frames: 10)
        let done = try await workshop.run("import", workshop.stash, "--json")
        #expect(done.status == 0, "\(done)")
        #expect(done.json?["imported"]?.elements.count == 1)
        #expect(done.json?["duplicates"]?[0]?["path"]?.string == same)
        #expect(done.json?["duplicates"]?[0]?["video"]?.string == "v1")
        let again = try await workshop.run("import", first, "--json")
        #expect(again.json?["imported"] == .array([]))
        #expect(again.json?["duplicates"]?[0]?["path"]?.string == first)
        #expect(try workshop.originals().count == 1)
        #expect(try await workshop.found().count == 1)
    }

    @Test func `gives a missing file back`() async throws {
        let path = try workshop.stashClip("a.mp4", frames: 10)
        _ = try await workshop.run("import", path)
        let original = try #require(try await workshop.show("v1")["path"]?.string)
        try FileManager.default.removeItem(atPath: original)
        #expect(try await workshop.run("verify").status == 1)
        let done = try await workshop.run("import", path, "--move", "--json")
        #expect(done.json?["duplicates"]?[0]?["video"]?.string == "v1", "\(done)")
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try await workshop.show("v1")["file_state"]?.string == "present")
        #expect(try await workshop.run("verify").status == 0)
    }

    @Test func `gives each new video its tags and its place in collections`() async throws {
        try workshop.stashClip("a.mp4", frames: 10)
        try workshop.stashClip("b.mp4", frames: 11)
        _ = try await workshop.run("collection", "create", "reel")
        let done = try await workshop.run(
            "import", workshop.stash, "--tag", "rescued", "--tag", "old", "--collection", "reel",
            "--provider-name", "Sora", "--model", "sora-2")
        #expect(done.status == 0, "\(done)")
        let video = try await workshop.show("v2")
        #expect(video["tags"] == .array([.text("old"), .text("rescued")]))
        #expect(video["collections"] == .array([.text("reel")]))
        #expect(video["provider"]?.string == "Sora")
        #expect(video["model"]?.string == "sora-2")
        #expect(try await workshop.found("model:sora-2", "provider:sora") == ["v2", "v1"])
        let one = try workshop.stashClip("c.mp4", frames: 12)
        _ = try await workshop.run("import", one, "--title", "The hen")
        #expect(try await workshop.show("v3")["title"]?.string == "The hen")
    }

    @Test func `in a dry run says the same, and writes nothing`() async throws {
        let known = try workshop.stashClip("a.mp4", frames: 10)
        _ = try await workshop.run("import", known)
        try workshop.stashClip("b.mp4", frames: 11)
        try workshop.stashClip("c.mp4", frames: 11)
        try workshop.stash("d.mp4", "no clip")
        let before = try workshop.dump()
        let planned = try await workshop.run("import", workshop.stash, "--dry-run", "--json")
        #expect(planned.status == 1, "\(planned)")
        #expect(planned.json?["imported"] == .array([]))
        #expect(planned.json?["duplicates"]?[0]?["video"]?.string == "v1")
        #expect(planned.json?["duplicates"]?[1]?["video"] == .null)
        #expect(planned.json?["failed"]?[0]?["code"]?.string == "not_media")
        let words = try await workshop.run("import", workshop.stash, "--dry-run")
        #expect(words.output.hasPrefix("would be: 1 imported, 2 there already, 1 failed"))
        #expect(try workshop.dump() == before)
        let done = try await workshop.run("import", workshop.stash, "--json")
        #expect(done.json?["imported"]?.elements.count == 1)
        #expect(done.json?["failed"] == planned.json?["failed"])
    }

    @Test func `runs beside others: the write lock is not held over a copy`() async throws {
        let path = try workshop.stashClip("a.mp4", frames: 10)
        // It stays there until it is killed.
        let slow = try workshop.start(
            ["import", path], environment: ["SORALIB_FAILPOINT": "FP35:delay=50000"])
        try await until { try !workshop.incoming().isEmpty || slow.hasEnded }
        #expect(!slow.hasEnded)
        let free = try await workshop.shell("flock --nonblock soralib.lock true")
        #expect(free.status == 0, "\(free)")
        #expect(try await workshop.run("prompt", "add", "a fox").status == 0)
        #expect(try await workshop.run("sync").status == 0)
        let other = try await workshop.run("import", path)
        expectError(other, 75, "another import")
        #expect(try workshop.incoming().count == 1, "a sync leaves an import's files alone")
        kill(slow.identifier, SIGKILL)
        #expect(await slow.end().status == 128 + SIGKILL)
        #expect(try await workshop.run("import", path).status == 0)
        #expect(try workshop.incoming().isEmpty)
    }
}

import Foundation
import SoraSystem
import SoraTestSupport
import Testing

/// Reference images: what guides a clip is kept with it.
@Suite(
    .startsPrograms, .enabled(if: FFmpeg.isInstalled, "ffmpeg is not installed: NOT checked"))
struct `A reference image` {
    /// A picture of that size in the workshop's folder.
    private func picture(
        _ name: String, _ size: String = "1280x720", in workshop: Workshop
    ) throws -> String {
        try FFmpeg.make(
            ["-f", "lavfi", "-i", "testsrc=size=\(size):rate=1", "-frames:v", "1", name],
            in: workshop.folder.path)
        return workshop.folder.file(name)
    }

    @Test(arguments: [("a.png", "png"), ("a.jpg", "jpeg"), ("a.webp", "webp")])
    func `is stored, measured and there once`(name: String, format: String) async throws {
        let workshop = try await Workshop.withLibrary()
        let path = try picture(name, "320x200", in: workshop)
        let added = try await workshop.run(
            "image", "add", path, "--title", "a test", "--tag", "blue", "--json")
        #expect(added.status == 0, "\(added)")
        let image = try #require(added.json)
        #expect(Shape.image.problems(in: image) == [])
        #expect(image["id"]?.string == "i1")
        #expect(image["format"]?.string == format)
        #expect(image["width"]?.integer == 320 && image["height"]?.integer == 200)
        #expect(image["tags"]?.elements.compactMap(\.string) == ["blue"])
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        let stored = try #require(image["path"]?.string)
        #expect(try Data(contentsOf: URL(fileURLWithPath: stored)) == bytes)
        #expect(try image["sha256"]?.string == SHA256.digest(of: Array(bytes)))

        let again = try await workshop.run("image", "add", path, "--json")
        #expect(again.json?["id"]?.string == "i1", "\(again)")
        #expect(again.errors.contains("is in the library already: i1"))
        #expect(try await workshop.run("list", "images", "--json").json?.elements.count == 1)
    }

    @Test func `can be a public address, or both`() async throws {
        let workshop = try await Workshop.withLibrary()
        let address = "https://example.com/fox.png"
        let only = try await workshop.run("image", "add", address, "--json")
        #expect(only.json?["url"]?.string == address, "\(only)")
        #expect(only.json?["path"] == .null)
        let path = try picture("fox.png", in: workshop)
        let both = try await workshop.run("image", "add", path, "--url", address, "--json")
        #expect(both.json?["id"]?.string == "i2", "\(both)")
        #expect(both.json?["url"]?.string == address)
    }

    @Test func `is sent as a file without what it says beside the picture`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        let clean = try picture("clean.png", in: workshop)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: clean))
        // A text behind the header: its length, its type, itself, and a check that nobody makes.
        let note = Data("Comment\u{0}48.8584 N 2.2945 E".utf8)
        bytes.insert(
            contentsOf: [0, 0, 0, UInt8(note.count)] + Array("tEXt".utf8) + note + [0, 0, 0, 0],
            at: 33)
        let tagged = try workshop.folder.write(bytes, to: "tagged.png")
        for words in [[clean], [tagged], [tagged, "--keep-metadata"]] {
            let queued = try await workshop.run(
                ["queue", "the fox wakes", "--seconds", "4", "--size", "1280x720", "--image"]
                    + words)
            #expect(queued.status == 0, "\(queued)")
        }
        let tasks = try await workshop.run("list", "tasks", "--reverse", "--json").json
        #expect(
            tasks?.elements.map { $0["images"]?.elements.compactMap(\.string) }
                == [["i1"], ["i2"], ["i2"]])
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 0, "\(synced)")
        // The service sees the same request where the same bytes are sent.
        let seen = try service.charges().compactMap { $0["fingerprint"]?.string }
        #expect(seen.count == 3)
        #expect(Dictionary(grouping: seen) { $0 }.values.map(\.count).sorted() == [1, 2])
        #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
        let shown = try await workshop.run("show", "i1")
        #expect(shown.output.contains("t1 → v"), "\(shown)")
    }

    @Test func `that is only an address is named to the service`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        let queued = try await workshop.run(
            "queue", "the fox wakes", "--image", "https://example.com/fox.png")
        #expect(queued.status == 0, "\(queued)")
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        #expect(try service.charges().count == 1)
    }

    @Test func `of another size than the clip is noted, and refused where that is known`()
        async throws
    {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let path = try picture("a.png", "640x480", in: workshop)
        let words = ["queue", "a fox", "--image", path, "--size", "1280x720"]
        let noted = try await workshop.run(words)
        #expect(noted.status == 0, "\(noted)")
        #expect(noted.errors.contains("640x480, and the clip 1280x720: the service may refuse"))
        let added = try await workshop.run(
            "provider", "add", "oai", "--profile", "openai", "--key-env", "KEY")
        #expect(added.status == 0)
        let refused = try await workshop.run(
            words + ["--provider", "oai", "--force", "--image", "i1"])
        expectError(
            refused, 65, "i1 is 640x480, and the clip 1280x720: the two have to be the same",
            "2 reference images are too many: openai takes one")
    }

    @Test func `that was damaged in the library is not sent`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        let path = try picture("a.png", in: workshop)
        #expect(
            try await workshop.run("queue", "a fox", "--image", path, "--size", "1280x720").status
                == 0)
        let stored = try #require(try await workshop.show("i1")["path"]?.string)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: stored)
        try Data("something else".utf8).write(to: URL(fileURLWithPath: stored))
        _ = try await workshop.run("sync")
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "queued")
        #expect(task["error"]?["message"]?.string?.contains("i1 is not what was added") == true)
        #expect(try service.charges().isEmpty)
    }

    @Test func `that is none is refused, with all that is wrong at once`() async throws {
        let workshop = try await Workshop.withLibrary()
        let text = try workshop.folder.write(Array("<svg/>".utf8), to: "a.svg")
        let empty = try workshop.folder.write([], to: "empty.png")
        let large = workshop.folder.file("large.png")
        _ = FileManager.default.createFile(atPath: large, contents: nil)
        #expect(truncate(large, 200 << 20) == 0)
        let whole = try Data(
            contentsOf: URL(fileURLWithPath: try picture("whole.png", in: workshop)))
        let cut = try workshop.folder.write(whole.prefix(whole.count / 2), to: "cut.png")
        let clip = try workshop.folder.write(Array("no clip".utf8), to: "clip.mp4")
        let outcome = try await workshop.run(
            "image", "add", text, empty, large, workshop.folder.path, cut, clip, "/no/such.png",
            "https://me:secret@example.com/a.png", "http://")
        expectError(
            outcome, 65, "a.svg is no JPEG, PNG or WebP image: it looks like an SVG drawing",
            "empty.png is empty", "large.png has 200 MiB", "is a folder", "cut.png is damaged",
            "clip.mp4 is no JPEG", "/no/such.png does not exist",
            "contains a user name or password", "nothing was added")
        #expect(!outcome.errors.contains("secret"))
        #expect(try await workshop.run("list", "images", "--json").json == .array([]))
        let incoming = try FileManager.default.contentsOfDirectory(
            atPath: workshop.library + "/incoming")
        #expect(incoming == ["receipts"])
    }
}

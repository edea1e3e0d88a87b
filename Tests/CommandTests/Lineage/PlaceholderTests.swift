import Foundation
import SoraTestSupport
import Testing

/// Parents that a library only hears of: a record stands for each until it turns up.
@Suite(.startsPrograms) struct `A parent that is not here` {
    private static func object(_ id: String, parent: String? = nil) -> String {
        let parent = parent.map { "\"\($0)\"" } ?? "null"
        return
            #"{"id":"\#(id)","object":"video","model":"sora-2","status":"completed","prompt":"\#(id)","#
            + #""created_at":1759938772,"remixed_from_video_id":\#(parent)}"#
    }

    /// A library with one clip, whose parent it has not.
    private func child() async throws -> Workshop {
        let workshop = try await Workshop.withLibrary()
        try workshop.stashClip("c.mp4", frames: 12)
        try workshop.stash("c.json", Self.object("video_c", parent: "video_p"))
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        return workshop
    }

    @Test func `has a record with the service's name for it, which no list shows`() async throws {
        let workshop = try await child()
        let child = try await workshop.show("v1")
        #expect(child["remixed_from"]?.string == "v2")
        #expect(try await workshop.show("v2")["file_state"]?.string == "absent")
        #expect(try await workshop.run("list", "--json").json?.elements.count == 1)
        #expect(try await workshop.run("library", "check").status == 0)
        let lineage = try await workshop.run("lineage", "v1", "--json")
        #expect(lineage.json?["root"]?.string == "v2", "\(lineage)")
    }

    @Test func `becomes the video that is imported, with what was noted of it`() async throws {
        let workshop = try await child()
        #expect(try await workshop.run("edit", "v2", "--tag", "lost", "--yes").status == 0)
        try workshop.stashClip("p.mp4", frames: 10)
        try workshop.stash("p.json", Self.object("video_p"))
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        let parent = try await workshop.show("v2")
        #expect(parent["file_state"]?.string == "present", "\(parent)")
        #expect(parent["tags"] == .array([.text("lost")]))
        #expect(try await workshop.show("v1")["remixed_from"]?.string == "v2")
        #expect(try await workshop.run("library", "check").status == 0)
    }

    @Test func `is found when another library is loaded`() async throws {
        let workshop = try await child()
        let other = try await Workshop.withLibrary()
        try other.stashClip("p.mp4", frames: 10)
        try other.stash("p.json", Self.object("video_p"))
        #expect(try await other.run("import", other.stash).status == 0)
        let file = other.folder.file("dump.jsonl")
        #expect(try await other.run("library", "dump", "-o", file).status == 0)
        let loaded = try await workshop.run("library", "load", file)
        #expect(loaded.status == 0, "\(loaded)")
        let name = try #require(try await workshop.show("v1")["remixed_from"]?.string)
        #expect(try await workshop.show(name)["prompt"]?.string == "video_p", "\(name)")
        let lineage = try await workshop.run("lineage", "v1", "--json")
        #expect(lineage.json?["nodes"]?.elements.count == 2, "the record is not left over")
        #expect(try await workshop.run("library", "check").status != 66)
    }

    @Test func `that was purged keeps its record, and its place`() async throws {
        let workshop = try await child()
        try workshop.stashClip("p.mp4", frames: 10)
        try workshop.stash("p.json", Self.object("video_p"))
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        #expect(try await workshop.run("remove", "v2", "--yes").status == 0)
        let trashed = try await workshop.run("lineage", "v1", "--json")
        #expect(trashed.json?["root"]?.string == "v2", "\(trashed)")
        #expect(try await workshop.run("remove", "v2", "--purge", "--yes").status == 0)
        let lineage = try await workshop.run("lineage", "v1", "--json")
        #expect(lineage.json?["root"]?.string == "v2", "\(lineage)")
        #expect(lineage.json?["edges"]?.elements.count == 1)
        let parent = try await workshop.show("v2")
        #expect(parent["prompt"]?.string == "video_p" && parent["file_state"]?.string == "absent")
    }

    @Test func `cannot come from its own child, whoever asks`() async throws {
        let workshop = try await child()
        await #expect(throws: (any Error).self) {
            try await workshop.damage("UPDATE video SET remixed_from = 1 WHERE id = 2")
        }
    }

    @Test(arguments: ["../../x", String(repeating: "p", count: 10_240), "\u{202E}p"])
    func `may be called anything`(id: String) async throws {
        let workshop = try await Workshop.withLibrary()
        try workshop.stashClip("c.mp4", frames: 12)
        try workshop.stash("c.json", Self.object("video_c", parent: id))
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        #expect(try await workshop.run("lineage", "v1").status == 0)
        #expect(try await workshop.run("library", "check").status == 0)
    }
}

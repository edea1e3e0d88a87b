import Foundation
import SoraTestSupport
import Testing

/// What lies beside clips, and becomes known of them.
@Suite(.startsPrograms) struct `What lies beside an imported clip` {
    private let workshop: Workshop

    init() async throws { workshop = try await Workshop.withLibrary() }

    private static func object(_ id: String, parent: String?) -> String {
        let parent = parent.map { "\"\($0)\"" } ?? "null"
        return #"{"object":"video","id":"\#(id)","model":"sora-2","prompt":"prompt of \#(id)","#
            + #""created_at":1759938772,"remixed_from_video_id":\#(parent)}"#
    }

    @Test func `tells its prompt, model and time`() async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 10)
        try workshop.stash("a.json", Self.object("video_a", parent: nil))
        #expect(try await workshop.run("import", clip).status == 0)
        let video = try await workshop.show("v1")
        #expect(video["prompt"]?.string == "prompt of video_a")
        #expect(video["model"]?.string == "sora-2")
        #expect(video["created_at"]?.string == "2025-10-08T15:52:52Z")
        #expect(video["title"] == .null)
        #expect(try await workshop.found("prompt:video_a") == ["v1"])
    }

    @Test(arguments: [(2, 320, "verified"), (8, 320, "mismatch"), (2, 640, "mismatch")])
    func `tells what was asked for, which the clip is compared with, now and later`(
        seconds: Int, width: Int, verdict: String
    ) async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 50)
        try workshop.stash(
            "a.json",
            #"{"id":"v7","uid":"0199c9a1-0000-7000-8000-000000000028","verdict":"unchecked","#
                + #""file_state":"present","requested":{"seconds":\#(seconds),"width":\#(width),"#
                + #""height":180,"aspect_ratio":null}}"#)
        #expect(try await workshop.run("import", clip).status == 0)
        var video = try await workshop.show("v1")
        #expect(video["verdict"]?.string == verdict, "\(video)")
        #expect(video["requested"]?["seconds"]?.double == Double(seconds))
        #expect(video["requested"]?["width"]?.double == Double(width))
        _ = try await workshop.run("verify")
        video = try await workshop.show("v1")
        #expect(video["verdict"]?.string == verdict)
    }

    @Test func `tells nothing that could not have been asked for`() async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 50)
        try workshop.stash(
            "a.json",
            #"{"id":"v7","uid":"0199c9a1-0000-7000-8000-000000000028","verdict":"unchecked","#
                + #""file_state":"present","requested":{"seconds":-8,"width":1e99,"height":180,"#
                + #""aspect_ratio":"0:0"}}"#)
        #expect(try await workshop.run("import", clip).status == 0)
        let video = try await workshop.show("v1")
        #expect(video["verdict"]?.string == "unchecked", "\(video)")
        #expect(video["requested"]?.names == ["seconds", "width", "height", "aspect_ratio"])
        for name in ["seconds", "width", "height", "aspect_ratio"] {
            #expect(video["requested"]?[name] == .null)
        }
    }

    /// In the order of their names, the child comes first or last.
    @Test(arguments: [("a", "b"), ("b", "a")])
    func `tells its parent, whichever comes first`(parent: String, child: String) async throws {
        try workshop.stashClip("\(parent).mp4", frames: 10)
        try workshop.stash("\(parent).json", Self.object("video_p", parent: nil))
        try workshop.stashClip("\(child).mp4", frames: 11)
        try workshop.stash("\(child).json", Self.object("video_c", parent: "video_p"))
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        let (parentID, childID) = parent < child ? ("v1", "v2") : ("v2", "v1")
        #expect(try await workshop.show(childID)["remixed_from"]?.string == parentID)
        #expect(try await workshop.show(parentID)["remixed_from"] == .null)
        let lineage = try await workshop.run("lineage", childID, "--json")
        #expect(lineage.json?["root"]?.string == parentID, "\(lineage)")
    }

    @Test func `makes no circle of two that name each other, or of one that names itself`()
        async throws
    {
        for (name, id, parent) in [("a", "x", "y"), ("b", "y", "x"), ("c", "z", "z")] {
            try workshop.stashClip("\(name).mp4", frames: UInt32(id.utf8.first ?? 0))
            try workshop.stash("\(name).json", Self.object(id, parent: parent))
        }
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        let parents = [
            try await workshop.show("v1")["remixed_from"],
            try await workshop.show("v2")["remixed_from"],
            try await workshop.show("v3")["remixed_from"],
        ]
        #expect(parents.count { $0 != .null } == 1)
        #expect(parents[2] == .null)
    }

    @Test func `of a kind that nobody knows is kept in its notes`() async throws {
        try workshop.stashClip("a.mp4", frames: 10)
        let text = #"{"odd": [1, {"seed": 42}], "prompt": "a fox", "title": "Fox"}"#
        try workshop.stash("a.mp4.json", text)
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        let video = try await workshop.show("v1")
        #expect(video["notes"]?.string == text)
        #expect(video["prompt"]?.string == "a fox")
        #expect(video["title"]?.string == "Fox")
    }

    @Test func `may be a list of another folder, named with --sidecar`() async throws {
        try workshop.stashClip("video_68e7cc.mp4", frames: 10)
        let list = try workshop.stash(
            "elsewhere/history.json",
            #"{"videos":[{"id":"video_68e7cc","prompt":"a desk","created_at":"2025-10-09T18:22:05Z","#
                + #""model":"sora-2-pro"}]}"#)
        let done = try await workshop.run(
            "import", workshop.stash + "/video_68e7cc.mp4", "--sidecar", list)
        #expect(done.status == 0, "\(done)")
        let video = try await workshop.show("v1")
        #expect(video["prompt"]?.string == "a desk")
        #expect(video["model"]?.string == "sora-2-pro")
        #expect(video["created_at"]?.string == "2025-10-09T18:22:05Z")
    }

    /// What one library exports another takes in: titles, tags, ratings, notes and families.
    @Test func `may come of another library`() async throws {
        let other = try await Workshop.withLibrary()
        try other.stashClip("p.mp4", frames: 10)
        try other.stash("p.json", Self.object("video_p", parent: nil))
        try other.stashClip("q.mp4", frames: 11)
        try other.stash("q.json", Self.object("video_q", parent: "video_p"))
        _ = try await other.run("import", other.stash)
        _ = try await other.run(
            "edit", "v2", "--title", "Second", "--notes", "keep", "--rating", "4", "--tag", "fox")
        let handed = other.folder.file("handed")
        _ = try await other.run("export", "--query", "id:v1 , id:v2", handed, "--sidecar", "json")
        try workshop.stashClip("mine.mp4", frames: 12)
        _ = try await workshop.run("import", workshop.stash)
        #expect(try await workshop.run("import", handed).status == 0)
        let found = try await workshop.found("title:second")
        try #require(found.count == 1)
        let video = try await workshop.show(found[0])
        #expect(video["notes"]?.string == "keep")
        #expect(video["rating"]?.integer == 4)
        #expect(video["tags"] == .array([.text("fox")]))
        #expect(video["prompt"]?.string == "prompt of video_q")
        #expect(video["model"]?.string == "sora-2")
        let parent = try await workshop.show(try #require(video["remixed_from"]?.string))
        #expect(parent["prompt"]?.string == "prompt of video_p")
    }

    /// A remix can be of another service than what it came from; handles and uids tell all the same.
    @Test func `may be a family of two services`() async throws {
        let other = try await Workshop.withVideos("first", "second")
        // The child comes first.
        for (name, video, parent) in [("a", "v2", "\"v1\""), ("b", "v1", "null")] {
            let shown = try await other.run("show", video, "--json")
            try workshop.stashClip("\(name).mp4", frames: video == "v1" ? 20 : 21)
            try workshop.stash(
                "\(name).json",
                shown.output
                    .replacing("0199aaaa-", with: "0199aaaa-0000-7000-8000-00000000000")
                    .replacing("\"provider\":null", with: "\"provider\":\"service of \(video)\"")
                    .replacing("\"remixed_from\":null", with: "\"remixed_from\":\(parent)"))
        }
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        let child = try await workshop.found("title:second")
        let parent = try await workshop.found("title:first")
        try #require(child.count == 1 && parent.count == 1)
        #expect(try await workshop.show(child[0])["remixed_from"]?.string == parent[0])
        let all = try await workshop.run("lineage", parent[0], "--json")
        #expect(all.json?["nodes"]?.elements.count == 2, "\(all)")
    }

    /// As ComfyUI and taggers write them, through the process that measures.
    @Test(.enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
    func `may be in the file itself`() async throws {
        let graph =
            #"{"8":{"class_type":"KSampler","inputs":{"positive":["6",0]}},"#
            + #""6":{"class_type":"CLIPTextEncode","inputs":{"text":"a fox, “snow”"}}}"#
        try workshop.stash("x", "")
        let source = ["-f", "lavfi", "-i", "testsrc=s=64x64:d=0.2", "-c:v", "mpeg4"]
        try FFmpeg.make(
            source + ["-movflags", "use_metadata_tags", "-metadata", "prompt=\(graph)", "a.mp4"],
            in: workshop.stash)
        try FFmpeg.make(
            source + [
                "-metadata", "comment=first\nsecond", "-metadata", "title=Fox", "-r", "10", "b.mp4",
            ], in: workshop.stash)
        let long = String(repeating: "x", count: 110_000)
        try FFmpeg.make(
            source + ["-metadata", "comment=\(long)", "-r", "5", "c.mp4"], in: workshop.stash)
        #expect(
            try await workshop.run(
                "import", workshop.stash + "/a.mp4", workshop.stash + "/b.mp4",
                workshop.stash + "/c.mp4"
            ).status == 0)
        let made = try await workshop.show("v1")
        #expect(made["prompt"]?.string == "a fox, “snow”")
        #expect(made["provider"]?.string == "ComfyUI")
        let tagged = try await workshop.show("v2")
        #expect(tagged["title"]?.string == "Fox")
        #expect(tagged["notes"]?.string == "comment: first\nsecond")
        #expect(try await workshop.show("v3")["notes"]?.string == "comment: \(long)")
    }
}

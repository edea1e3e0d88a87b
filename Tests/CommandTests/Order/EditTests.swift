import SoraTestSupport
import Testing

/// `soralib edit`: what people say about their clips.
@Suite(.startsPrograms) struct `An edit` {
    @Test func `changes the title, the notes, the rating and the tags of a video`() async throws {
        let workshop = try await Workshop.withVideos("a", "b")
        let edited = try await workshop.run(
            "edit", "v1", "--title", "The fox", "--notes", "two\nlines", "--rating", "5", "--tag",
            "winter", "--tag", "golden hour", "--json")
        #expect(edited.status == 0, "\(edited)")
        #expect(Shape.list(.video).problems(in: edited.json) == [])
        let video = try await workshop.show("v1")
        #expect(edited.json == .array([video]))
        #expect(video["title"]?.string == "The fox")
        #expect(video["notes"]?.string == "two\nlines")
        #expect(video["rating"]?.integer == 5)
        #expect(video["tags"] == .array([.text("golden hour"), .text("winter")]))
        #expect(try await workshop.show("v2")["title"]?.string == "b")
    }

    @Test func `takes away what is emptied`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run(
            "edit", "v1", "--notes", "n", "--rating", "0", "--tag", "Über")
        #expect(try await workshop.show("v1")["rating"]?.integer == 0)
        let edited = try await workshop.run(
            "edit", "v1", "--title", "", "--notes", "", "--rating", "none", "--remove-tag", "über")
        #expect(edited.output == "1 changed\n", "\(edited)")
        let video = try await workshop.show("v1")
        for name in ["title", "notes", "rating"] { #expect(video[name] == .null) }
        #expect(video["tags"] == .array([]))
    }

    @Test func `says what was so already`() async throws {
        let workshop = try await Workshop.withVideos("a", "b")
        _ = try await workshop.run("edit", "v1", "--tag", "Winter", "--rating", "3")
        let again = try await workshop.run("edit", "v1", "v2", "--tag", "winter", "--rating", "3")
        #expect(again.output == "1 changed, 1 as before\n", "\(again)")
        #expect(try await workshop.show("v1")["tags"] == .array([.text("Winter")]))
        let none = try await workshop.run("edit", "v1", "--remove-tag", "none")
        #expect(none.output == "0 changed, 1 as before\n")
        #expect(none.status == 0)
    }

    @Test func `gives titles and tags to prompts and images too`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("prompt", "add", "a fox")
        try await workshop.damage(
            "INSERT INTO image (uid, url, created_at) VALUES ('i', 'https://example.org/x', 0)")
        let edited = try await workshop.run(
            "edit", "v1", "p1", "i1", "--title", "T", "--tag", "x", "--json")
        #expect(edited.status == 0, "\(edited)")
        #expect(edited.json?.elements.map { $0["id"]?.string } == ["v1", "p1", "i1"])
        for object in edited.json?.elements ?? [] {
            #expect(object["title"]?.string == "T")
            #expect(object["tags"] == .array([.text("x")]))
        }
    }

    @Test func `that cannot be made is refused with every problem, and changes nothing`()
        async throws
    {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("prompt", "add", "a fox")
        _ = try await workshop.run("queue", "a fox")
        let before = try workshop.dump()
        let wrong = try await workshop.run(
            "edit", "v1", "p1", "t1", "--rating", "6", "--tag", String(repeating: "x", count: 101),
            "--title", "a\u{7}b", "--notes", "a\u{1}b", "--remove-tag", "")
        expectError(
            wrong, 65, "the change has 8 problems", "a rating is 0 to 5, and this is 6",
            "a tag has at most 100 characters", "a title holds no control characters",
            "the notes have the control character U+0001", "a tag is empty", "t1 is a task",
            "p1 is a prompt, and has no rating", "p1 is a prompt, and has no notes",
            "nothing was changed")
        expectError(
            try await workshop.run("edit", "v1", "--tag", "x", "--remove-tag", "X"), 65,
            "both added and removed")
        expectError(
            try await workshop.run("edit", "v1", "v8", "v9", "--rating", "1"), 66, "no object v8",
            "no object v9")
        expectError(try await workshop.run("edit", "v1"), 64, "there is no change")
        expectError(try await workshop.run("edit", "--rating", "1"), 64, "nothing to edit")
        expectError(
            try await workshop.run("edit", "v1", "--rating", "good"), 64, "write 0 to 5, or none")
        #expect(try workshop.dump() == before)
    }

    @Test func `of what a query finds asks first where it is several`() async throws {
        let workshop = try await Workshop.withVideos("a fox", "a hen", "a fox and a hen")
        let unasked = try await workshop.run("edit", "--query", "hen", "--rating", "4")
        #expect(unasked.status == 64, "\(unasked)")
        #expect(unasked.errors.hasPrefix("  v2 rating: – → 4\n  v3 rating: – → 4\n"), "\(unasked)")
        #expect(unasked.errors.contains("this has to be confirmed"))
        #expect(unasked.errors.contains("--yes"))
        #expect(try await workshop.found("rating:4") == [])
        let dry = try await workshop.run("edit", "--query", "hen", "--rating", "4", "--dry-run")
        #expect(
            dry.errors
                == "would change v3, v2\n  v2 rating: – → 4\n  v3 rating: – → 4\n", "\(dry)")
        let done = try await workshop.run("edit", "--query", "hen", "--rating", "4", "--yes")
        #expect(done.output == "2 changed\n", "\(done)")
        #expect(try await workshop.found("rating:4") == ["v3", "v2"])
        let one = try await workshop.run("edit", "--query", "fox -hen", "--rating", "4")
        #expect(one.output == "1 changed\n", "\(one)")
        let none = try await workshop.run("edit", "--query", "owl", "--rating", "4", "--json")
        #expect(none.status == 0)
        #expect(none.json == .array([]))
        #expect(none.errors == "no video is found by that\n")
        expectError(
            try await workshop.run("edit", "--query", "titel:x", "--rating", "4"), 65, "title?")
        expectError(
            try await workshop.run("edit", "v1", "--query", "x", "--rating", "4"), 64, "not both")
    }
}

import SoraTestSupport
import Testing

/// `soralib prompt`: texts that are kept, with every revision.
@Suite(.startsPrograms) struct `A prompt` {
    @Test func `is stored with its title and tags, and printed as one object`() async throws {
        let workshop = try await Workshop.withLibrary()
        let added = try await workshop.run(
            "prompt", "add", "a red fox", "--title", "Opening", "--tag", "winter", "--tag",
            "WINTER", "--tag", "fox", "--json")
        #expect(added.status == 0, "\(added)")
        #expect(Shape.prompt.problems(in: added.json) == [])
        #expect(added.json?["text"]?.string == "a red fox")
        #expect(added.json?["title"]?.string == "Opening")
        #expect(added.json?["tags"] == .array([.text("fox"), .text("winter")]))
        #expect(try await workshop.show("p1") == added.json)
    }

    @Test func `comes from standard input with -`() async throws {
        let workshop = try await Workshop.withLibrary()
        let added = try await workshop.run(
            "prompt", "add", "-", "--json", input: "two\nlines\n")
        #expect(added.json?["text"]?.string == "two\nlines", "\(added)")
        let empty = try await workshop.run("prompt", "add", "-", input: "\n")
        expectError(empty, 65, "the prompt is empty")
    }

    @Test func `is there once: the same text gets what it lacks`() async throws {
        let workshop = try await Workshop.withLibrary()
        #expect(try await workshop.run("prompt", "add", "a fox", "--tag", "a").status == 0)
        let again = try await workshop.run(
            "prompt", "add", "a fox", "--tag", "b", "--title", "T", "--json")
        #expect(again.errors == "p1 has this text already\n")
        #expect(again.json?["id"]?.string == "p1")
        #expect(again.json?["tags"] == .array([.text("a"), .text("b")]))
        #expect(again.json?["title"]?.string == "T")
        #expect(try await workshop.run("list", "prompts", "--json").json?.elements.count == 1)
    }

    @Test func `has revisions, and the old ones stay`() async throws {
        let workshop = try await Workshop.withLibrary()
        _ = try await workshop.run("prompt", "add", "a fox", "--title", "T", "--tag", "a")
        let first = try await workshop.show("p1")
        let revised = try await workshop.run("prompt", "revise", "p1", "a red fox", "--json")
        #expect(revised.status == 0, "\(revised)")
        #expect(Shape.prompt.problems(in: revised.json) == [])
        #expect(revised.json?["id"]?.string == "p2")
        #expect(revised.json?["revision"]?.integer == 2)
        #expect(revised.json?["revises"]?.string == "p1")
        #expect(revised.json?["title"]?.string == "T")
        #expect(revised.json?["tags"] == .array([.text("a")]))
        #expect(try await workshop.show("p1") == first)
        // The way back is a revision too.
        let back = try await workshop.run("prompt", "revise", "p2", "a fox", "--json")
        #expect(back.json?["id"]?.string == "p3")
        #expect(back.json?["revision"]?.integer == 3)
    }

    @Test func `with the same text is no new revision, and says so`() async throws {
        let workshop = try await Workshop.withLibrary()
        _ = try await workshop.run("prompt", "add", "a fox")
        let same = try await workshop.run("prompt", "revise", "p1", "a fox", "--json")
        #expect(same.status == 0)
        #expect(same.errors == "p1 has this text already: there is no new revision\n")
        #expect(same.json?["id"]?.string == "p1")
        // Other bytes are another text, though they look the same.
        _ = try await workshop.run("prompt", "revise", "p1", "caf\u{E9}")
        let other = try await workshop.run("prompt", "revise", "p2", "cafe\u{301}", "--json")
        #expect(other.json?["id"]?.string == "p3", "\(other)")
    }

    @Test func `is queued by its handle, and the task keeps the text that it sends`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("prompt", "add", "a fox")
        _ = try await workshop.run("prompt", "revise", "p1", "a hen")
        _ = try await workshop.run("prompt", "revise", "p2", "a fox")
        let queued = try await workshop.run("queue", "p3", "--json")
        #expect(queued.json?[0]?["prompt"]?.string == "a fox", "\(queued)")
        #expect(queued.json?[0]?["prompt_id"]?.string == "p3")
        _ = try await workshop.run("prompt", "revise", "p3", "an owl")
        #expect(try await workshop.show("t1")["prompt"]?.string == "a fox")
        #expect(try await workshop.show("p3")["tasks"]?.integer == 1)
        // A text alone means the first prompt that had it.
        let text = try await workshop.run("queue", "a fox", "--json")
        #expect(text.json?[0]?["prompt_id"]?.string == "p1")
        let retried = try await workshop.run("task", "cancel", "t1")
        #expect(retried.status == 0)
        let again = try await workshop.run("task", "retry", "t1", "--json")
        #expect(again.json?[0]?["prompt_id"]?.string == "p3", "\(again)")
        expectError(try await workshop.run("queue", "p9"), 66, "there is no prompt p9")
    }

    @Test func `that cannot be one is refused with every problem`() async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await workshop.run(
            "prompt", "add", " \n", "--tag", "", "--tag", "a\u{202E}b", "--title", "a\nb")
        expectError(
            outcome, 65, "the prompt has 4 problems", "the prompt is empty", "a tag is empty",
            "this has U+202E", "a title holds no control characters", "nothing was stored")
        #expect(try await workshop.run("list", "prompts", "--json").json == .array([]))
        expectError(
            try await workshop.run("prompt", "add", "a", "red", "fox"), 64, "\"a red fox\"")
        expectError(try await workshop.run("prompt", "revise", "p1", "x"), 66, "no prompt p1")
        expectError(try await workshop.run("prompt", "revise", "v1", "x"), 66, "no prompt v1")
    }
}

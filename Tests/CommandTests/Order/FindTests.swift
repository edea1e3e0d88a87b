import SoraTestSupport
import Testing

/// `soralib list QUERY…`: finding things by words.
@Suite(.startsPrograms) struct `A search` {
    @Test func `finds by words, fields, ranges, and their opposites`() async throws {
        let workshop = try await Workshop.withVideos("a red fox", "a hen", "Fox and hen")
        _ = try await workshop.run("edit", "v2", "--tag", "farm", "--notes", "with a foxglove")
        #expect(try await workshop.found("fox") == ["v3", "v1"])
        #expect(try await workshop.found("FOX", "hen") == ["v3"])
        #expect(try await workshop.found("\"fox and\"") == ["v3"])
        #expect(try await workshop.found("farm") == ["v2"])
        #expect(try await workshop.found("tag:farm", ",", "red") == ["v2", "v1"])
        #expect(try await workshop.found("duration:2..") == ["v3", "v2"])
        #expect(try await workshop.found("-tag:farm") == ["v3", "v1"])
        #expect(try await workshop.found("created:2026-01-01", "-hen") == ["v1"])
        #expect(try await workshop.found("created:-7d..") == [])
        #expect(try await workshop.found("100%") == [])
        #expect(try await workshop.found("f_x") == [])
    }

    @Test func `is about the kind that the first word names`() async throws {
        let workshop = try await Workshop.withVideos("tasks")
        _ = try await workshop.run("queue", "a fox", "--hold")
        _ = try await workshop.run("queue", "a hen")
        let tasks = try await workshop.run("list", "tasks", "state:draft", "--json")
        #expect(tasks.json?.elements.map { $0["id"]?.string } == ["t1"], "\(tasks)")
        let prompts = try await workshop.run("list", "prompts", "hen", "--json")
        #expect(prompts.json?.elements.map { $0["id"]?.string } == ["p2"], "\(prompts)")
        #expect(try await workshop.found("videos", "tasks") == ["v1"])
        let none = try await workshop.run("list", "images", "hen")
        #expect(none.status == 0)
        #expect(none.errors == "no image is found by that\n")
    }

    @Test func `keeps the order, the limit and the format of a list`() async throws {
        let workshop = try await Workshop.withVideos("fox", "fox", "hen", "fox")
        let listed = try await workshop.run(
            "list", "fox", "--reverse", "--limit", "2", "--format", "csv", "--fields", "id,title")
        #expect(
            listed.output.split(whereSeparator: \.isNewline) == ["id,title", "v1,fox", "v2,fox"])
    }

    @Test func `that is wrong names every mistake`() async throws {
        let workshop = try await Workshop.withVideos("a")
        let wrong = try await workshop.run("list", "ratign:3", "verdict:good", "created:soon", "!")
        expectError(
            wrong, 65, "the query has 4 problems", "did you mean rating?", "it is one of verified",
            "created:soon is not understood", "no letter and no digit", "soralib help list")
        expectError(
            try await workshop.run("list", "tasks", "rating:3"), 65, "a task has no field rating")
        let script = try await workshop.run("list", "ratign:3", "--json")
        #expect(script.errorJSON?["code"]?.string == "invalid")
        expectError(try await workshop.run("list", "-tag:x"), 64, "-tag:x")
    }
}

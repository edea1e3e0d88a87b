import SoraTestSupport
import Testing

/// `soralib list QUERY…`: finding things by words.
@Suite(.startsPrograms) struct `A search` {
    @Test func `finds by words, fields, ranges, and their opposites`() async throws {
        let workshop = try await Workshop.withVideos("a red fox", "a hen", "Fox and hen")
        _ = try await workshop.run("edit", "v2", "--tag", "farm", "--notes", "with a foxglove")
        #expect(try await workshop.found("fox") == ["v3", "v1", "v2"])
        #expect(try await workshop.found("\"fox\"") == ["v3", "v1"])
        #expect(try await workshop.found("\"FOX\"", "hen") == ["v3"])
        #expect(try await workshop.found("\"fox and\"") == ["v3"])
        #expect(try await workshop.found("farm") == ["v2"])
        #expect(try await workshop.found("tag:farm", ",", "red") == ["v1", "v2"])
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
        #expect(
            wrong.errors.contains(
                """
                  ratign:3 verdict:good created:soon !
                  ^^^^^^^^ ^^^^^^^^^^^^ ^^^^^^^^^^^^ ^
                """), "\(wrong)")
        let wide = try await workshop.run("list", "狐狸", "rating:x")
        #expect(wide.errors.contains("  狐狸 rating:x\n       ^^^^^^^^\n"), "\(wide)")
        expectError(
            try await workshop.run("list", "tasks", "rating:3"), 65, "a task has no field rating")
        let script = try await workshop.run("list", "ratign:3", "--json")
        #expect(script.errorJSON?["code"]?.string == "invalid")
        expectError(try await workshop.run("list", "-tag:x"), 64, "-tag:x")
    }

    @Test func `finds the values of fields of one's own`() async throws {
        let workshop = try await Workshop.withVideos("a", "b", "c")
        expectError(
            try await workshop.run("edit", "v1", "--set", "client=Acme"), 66,
            "there is no field client of your own", "soralib field add")
        for (name, type) in [("client", "text"), ("scene", "number"), ("deadline", "date")] {
            let added = try await workshop.run("field", "add", name, type, "--json")
            #expect(added.json?["type"]?.string == type, "\(added)")
        }
        let edited = try await workshop.run(
            "edit", "v1", "v2", "--set", "client=Acme", "--set", "scene=12.5", "--set",
            "deadline=2026-12-24", "--json")
        #expect(edited.status == 0, "\(edited)")
        let fields = try await workshop.show("v1")["fields"]
        #expect(fields?["client"]?.string == "Acme")
        #expect(fields?["scene"]?.double == 12.5)
        #expect(fields?["deadline"]?.string == "2026-12-24")
        #expect(try await workshop.found("client:acme") == ["v2", "v1"])
        #expect(try await workshop.found("scene:10..12.5", "deadline:2026-12") == ["v2", "v1"])
        #expect(try await workshop.found("-has:client") == ["v3"])
        _ = try await workshop.run("edit", "v2", "--set", "client=")
        #expect(try await workshop.found("has:client") == ["v1"])
        let again = try await workshop.run("edit", "v1", "--set", "client=Acme")
        #expect(again.output == "0 changed, 1 as before\n")
        let listed = try await workshop.run("field", "list", "--json")
        #expect(listed.json?.elements.map { $0["count"]?.integer } == [1, 2, 2], "\(listed)")
        expectError(
            try await workshop.run("field", "remove", "scene", "--no-input"), 64, "--yes")
        _ = try await workshop.run("field", "remove", "scene", "--yes")
        expectError(
            try await workshop.run("list", "scene:1"), 65, "a video has no field scene")
    }

    @Test func `says what is wrong with a field of one's own`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("field", "add", "scene", "number")
        _ = try await workshop.run("field", "add", "due", "date")
        expectError(
            try await workshop.run("edit", "v1", "--set", "scene=x", "--set", "due=2026-02-30"), 65,
            "the change has 2 problems", "scene is a number, and x is none",
            "due is a date, and 2026-02-30 is none")
        expectError(try await workshop.run("edit", "v1", "--set", "scene"), 64, "FIELD=VALUE")
        expectError(
            try await workshop.run("field", "add", "rating", "text"), 65,
            "every video has a field rating already")
        expectError(try await workshop.run("field", "add", "a b", "text"), 65, "small letters")
        expectError(
            try await workshop.run("field", "add", "x", "color"), 64, "text, number or date")
        expectError(try await workshop.run("field", "add", "due", "text"), 73, "already")
        expectError(
            try await workshop.run("edit", "v1", "--set", "scen=1"), 66, "did you mean scene?")
        #expect(try await workshop.show("v1")["fields"] == .object([]))
    }

    @Test func `finds what is in collections that lie in one another`() async throws {
        let workshop = try await Workshop.withVideos("a", "b", "c")
        for (name, video) in [("Clients/Acme", "v1"), ("Clients/Byte/Spots", "v2")] {
            _ = try await workshop.run("collection", "create", name)
            _ = try await workshop.run("collection", "add", name, video)
        }
        _ = try await workshop.run("collection", "create", "Clients/New", "--query", "c")
        #expect(try await workshop.found("collection:clients") == ["v3", "v2", "v1"])
        #expect(try await workshop.found("collection:clients/byte") == ["v2"])
        #expect(try await workshop.found("collection:client") == [])
        expectError(
            try await workshop.run(
                "collection", "create", "Clients/All", "--query", "collection:clients"), 65,
            "Clients/All is looked for inside itself")
    }
}

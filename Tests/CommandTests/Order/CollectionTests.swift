import SoraTestSupport
import Testing

/// `soralib collection`: named lists in an order of one's own, and saved queries.
@Suite(.startsPrograms) struct `A collection` {
    /// The videos of a collection, in order.
    private func videos(_ name: String, _ workshop: Workshop) async throws -> [String] {
        let shown = try await workshop.run("collection", "show", name, "--json")
        #expect(Shape.collection.problems(in: shown.json) == [], "\(shown)")
        let videos = shown.json?["videos"]?.elements.compactMap(\.string) ?? []
        #expect(shown.json?["count"]?.integer == videos.count)
        return videos
    }

    @Test func `is a list in the order in which videos were added`() async throws {
        let workshop = try await Workshop.withVideos("a fox", "a hen", "an owl")
        let made = try await workshop.run("collection", "create", "Foxes", "--json")
        #expect(made.status == 0, "\(made)")
        #expect(Shape.collection.problems(in: made.json) == [])
        #expect(made.json?["count"]?.integer == 0)
        let added = try await workshop.run("collection", "add", "Foxes", "v3", "v1", "--json")
        #expect(added.status == 0, "\(added)")
        #expect(added.json?["videos"] == .array([.text("v3"), .text("v1")]))
        #expect(try await workshop.show("v1")["collections"] == .array([.text("Foxes")]))
        let table = try await workshop.run("collection", "show", "Foxes")
        #expect(
            table.output.split(separator: "\n").dropFirst().map { $0.prefix(2) } == ["v3", "v1"])
        #expect(try await workshop.found("collection:foxes") == ["v3", "v1"])
    }

    @Test func `is listed in every format, with the fields that are wanted`() async throws {
        let workshop = try await Workshop.withVideos("a fox", "a hen")
        _ = try await workshop.run("collection", "create", "Foxes, red")
        _ = try await workshop.run("collection", "add", "Foxes, red", "v2", "v1")
        func list(_ words: String...) async throws -> String {
            let listed = try await workshop.run(["collection", "list"] + words)
            #expect(listed.status == 0, "\(listed)")
            return listed.output
        }
        #expect(
            try await list("--format", "csv", "--fields", "name,count,videos")
                == "name,count,videos\n\"Foxes, red\",2,v2; v1\n")
        #expect(try await list("--format", "tsv", "--fields", "count") == "count\n2\n")
        #expect(
            try await list("--format", "jsonl", "--fields", "videos,name")
                == "{\"videos\":[\"v2\",\"v1\"],\"name\":\"Foxes, red\"}\n")
        #expect(try await list("--fields", "videos") == "VIDEOS\nv2; v1\n")
        let providers = try await workshop.run("provider", "list", "--format", "csv")
        #expect(
            providers.output.hasPrefix(
                "name,profile,base_url,key,state,reason,scores,abilities,models,limits,budgets\n"
                    + "rehearsal,"))
    }

    @Test func `has a video once: again is no error and no change`() async throws {
        let workshop = try await Workshop.withVideos("a fox", "a hen")
        _ = try await workshop.run("collection", "create", "Foxes")
        _ = try await workshop.run("collection", "add", "Foxes", "v2", "v1", "v2")
        let again = try await workshop.run("collection", "add", "Foxes", "v2")
        #expect(again.status == 0)
        #expect(again.errors.contains("v2 is in it already"))
        #expect(try await videos("Foxes", workshop) == ["v2", "v1"])
    }

    @Test func `takes what a query finds, the newest first`() async throws {
        let workshop = try await Workshop.withVideos("a fox", "a hen", "a fox and a hen")
        _ = try await workshop.run("collection", "create", "Hens")
        _ = try await workshop.run("collection", "add", "Hens", "v1")
        let added = try await workshop.run("collection", "add", "Hens", "--query", "hen")
        #expect(added.status == 0, "\(added)")
        #expect(try await videos("Hens", workshop) == ["v1", "v3", "v2"])
        expectError(
            try await workshop.run("collection", "add", "Hens", "--query", "titel:x"), 65,
            "did you mean title?")
        expectError(try await workshop.run("collection", "add", "Hens"), 64, "nothing to add")
        expectError(
            try await workshop.run("collection", "add", "Hens", "v1", "--query", "hen"), 64,
            "not both")
    }

    @Test func `is reordered with the named ones first and the rest after`() async throws {
        let workshop = try await Workshop.withVideos("a", "b", "c", "d", "e")
        _ = try await workshop.run("collection", "create", "L")
        _ = try await workshop.run("collection", "add", "L", "v1", "v2", "v3", "v4")
        let moved = try await workshop.run("collection", "reorder", "L", "v4", "v2")
        #expect(moved.status == 0, "\(moved)")
        #expect(try await videos("L", workshop) == ["v4", "v2", "v1", "v3"])
        _ = try await workshop.run("collection", "add", "L", "v5")
        #expect(try await videos("L", workshop) == ["v4", "v2", "v1", "v3", "v5"])
        expectError(
            try await workshop.run("collection", "reorder", "L", "v1", "v1"), 65,
            "v1 is named twice", "nothing was changed")
        _ = try await workshop.run("collection", "remove", "L", "v5")
        expectError(
            try await workshop.run("collection", "reorder", "L", "v5", "v1"), 65,
            "v5 is not in L")
        #expect(try await videos("L", workshop) == ["v4", "v2", "v1", "v3"])
    }

    @Test func `loses what is removed, and says what was not in it`() async throws {
        let workshop = try await Workshop.withVideos("a", "b", "c")
        _ = try await workshop.run("collection", "create", "L")
        _ = try await workshop.run("collection", "add", "L", "v1", "v2")
        let removed = try await workshop.run("collection", "remove", "L", "v1", "v3", "--json")
        #expect(removed.status == 0)
        #expect(removed.errors.contains("v3 is not in it"))
        #expect(removed.json?["videos"] == .array([.text("v2")]))
        #expect(try await workshop.found() == ["v3", "v2", "v1"])
        expectError(
            try await workshop.run("collection", "remove", "L", "v9", "t1"), 66, "no video v9",
            "no video t1")
    }

    @Test func `with a query holds what the query finds at any time`() async throws {
        let workshop = try await Workshop.withVideos("a fox", "a hen", "a fox")
        let made = try await workshop.run(
            "collection", "create", "Foxes", "--query", "fox", "--json")
        #expect(made.json?["query"]?.string == "fox", "\(made)")
        #expect(made.json?["videos"] == .array([.text("v3"), .text("v1")]))
        _ = try await workshop.run("edit", "v2", "--title", "no hen, a fox")
        #expect(try await videos("Foxes", workshop) == ["v3", "v2", "v1"])
        #expect(try await workshop.found("collection:Foxes", "hen") == ["v2"])
        for words in [
            ["add", "Foxes", "v1"], ["remove", "Foxes", "v1"], ["reorder", "Foxes", "v1"],
        ] {
            expectError(
                try await workshop.run(["collection"] + words), 65,
                "Foxes is a smart collection", "its query is: fox")
        }
        expectError(
            try await workshop.run("queue", "x", "--collection", "Foxes"), 65,
            "Foxes is a smart collection")
    }

    @Test func `with a wrong query is not made, and every mistake is named`() async throws {
        let workshop = try await Workshop.withLibrary()
        let wrong = try await workshop.run(
            "collection", "create", "a\\b", "--query", "ratign:3 rating:good \"open")
        expectError(
            wrong, 65, "the collection has 4 problems", "holds no \\", "did you mean rating?",
            "rating:good is not understood", "is not closed")
        expectError(
            try await workshop.run("collection", "create", "A", "--query", ""), 65,
            "the query is empty")
        #expect(try await workshop.run("collection", "list", "--json").json == .array([]))
    }

    @Test func `cannot be looked for inside itself`() async throws {
        let workshop = try await Workshop.withLibrary()
        expectError(
            try await workshop.run("collection", "create", "A", "--query", "collection:a"), 65,
            "A is looked for inside itself")
        _ = try await workshop.run("collection", "create", "A", "--query", "collection:B")
        expectError(
            try await workshop.run("collection", "create", "b", "--query", "collection:A"), 65,
            "inside itself")
        _ = try await workshop.run("collection", "create", "C", "--query", "collection:A")
        expectError(
            try await workshop.run("collection", "rename", "C", "B"), 65, "inside itself")
    }

    @Test(arguments: [
        ("", "a collection's name is empty"), ("  ", "is empty"),
        ("/../", "a part of a collection's name is empty"), ("a/../b", "cannot be called a/../b"),
        ("a\\b", "holds no \\"), ("..", "cannot be called .."), (".", "cannot be called ."),
        ("a\tb", "this has U+0009"), ("a\u{202E}b", "this has U+202E"),
        ("\u{1B}[31m", "this has U+001B"), (" a", "neither begins nor ends with a space"),
        (String(repeating: "x", count: 201), "at most 200 characters, and this has 201"),
    ])
    func `cannot be called everything`(name: String, message: String) async throws {
        let workshop = try await Workshop.withLibrary()
        expectError(try await workshop.run("collection", "create", "--", name), 65, message)
        _ = try await workshop.run("collection", "create", "Good")
        expectError(
            try await workshop.run("collection", "rename", "--", "Good", name), 65, message)
        let list = try await workshop.run("collection", "list", "--json")
        #expect(list.json?.elements.map { $0["name"]?.string } == ["Good"])
    }

    @Test func `can be called much`() async throws {
        let workshop = try await Workshop.withLibrary()
        let names = ["Füchse 🦊", "16:9", "-best", String(repeating: "é", count: 200), "狐狸", "it's"]
        for name in names {
            let made = try await workshop.run("collection", "create", "--json", "--", name)
            #expect(made.json?["name"]?.string == name, "\(made)")
        }
        #expect(try await workshop.run("collection", "list", "--json").json?.elements.count == 6)
    }

    @Test func `that exists, in any case, is not made again`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("collection", "create", "Füchse")
        _ = try await workshop.run("collection", "add", "füchse", "v1")
        expectError(
            try await workshop.run("collection", "create", "FÜCHSE"), 73,
            "there is a collection Füchse already")
        _ = try await workshop.run("collection", "create", "Hens")
        expectError(try await workshop.run("collection", "rename", "Hens", "füchse"), 73, "already")
        let renamed = try await workshop.run("collection", "rename", "Füchse", "füchse", "--json")
        #expect(renamed.json?["name"]?.string == "füchse", "\(renamed)")
        #expect(renamed.json?["videos"] == .array([.text("v1")]))
    }

    @Test func `that is not there is told with near names`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("collection", "create", "Foxes")
        for words in [["show", "Foxs"], ["add", "Foxs", "v1"], ["delete", "Foxs", "--yes"]] {
            expectError(
                try await workshop.run(["collection"] + words), 66, "there is no collection Foxs",
                "did you mean Foxes?")
        }
        expectError(try await workshop.run("collection", "show", "zzz"), 66, "collection create")
    }

    @Test func `is deleted after a question, and its videos stay`() async throws {
        let workshop = try await Workshop.withVideos("a")
        _ = try await workshop.run("collection", "create", "L")
        _ = try await workshop.run("collection", "add", "L", "v1")
        expectError(try await workshop.run("collection", "delete", "L"), 64, "add --yes")
        #expect(try await videos("L", workshop) == ["v1"])
        let deleted = try await workshop.run("collection", "delete", "L", "--yes", "--json")
        #expect(deleted.status == 0, "\(deleted)")
        #expect(Shape.collection.problems(in: deleted.json) == [])
        expectError(try await workshop.run("collection", "show", "L"), 66, "no collection L")
        #expect(try await workshop.found() == ["v1"])
    }

    @Test func `is not changed by a dry run, which says what it would do`() async throws {
        let workshop = try await Workshop.withVideos("a", "b")
        _ = try await workshop.run("collection", "create", "L")
        _ = try await workshop.run("collection", "add", "L", "v1")
        let before = try workshop.dump()
        for (words, message) in [
            (["add", "L", "v1", "v2"], "would add 1 video"),
            (["remove", "L", "v1", "v2"], "would remove 1 video"),
            (["reorder", "L", "v1"], "would reorder L"),
            (["rename", "L", "M"], "would rename L to M"),
            (["delete", "L"], "would delete the collection L"),
        ] {
            let dry = try await workshop.run(["collection"] + words + ["--dry-run"])
            #expect(dry.status == 0, "\(dry)")
            #expect(dry.output == "")
            #expect(dry.errors.contains(message), "\(dry)")
            #expect(try workshop.dump() == before)
        }
    }
}

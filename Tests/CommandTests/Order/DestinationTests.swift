import SoraTestSupport
import Testing

/// `soralib queue --tag T --collection NAME`: what a clip gets when it comes.
@Suite(.startsPrograms) struct `A queued clip` {
    @Test func `gets its tags and its places in collections when it comes`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        _ = try await workshop.run("collection", "create", "Foxes")
        _ = try await workshop.run("collection", "create", "Winter")
        let queued = try await workshop.run(
            "queue", "a fox", "--tag", "snow", "--tag", "SNOW", "--tag", "red", "--collection",
            "foxes", "--collection", "Winter", "--collection", "Foxes")
        #expect(queued.status == 0, "\(queued)")
        let shown = try await workshop.run("show", "t1")
        #expect(shown.output.contains("tag red, tag snow, a place in Foxes, a place in Winter"))
        #expect(try await workshop.run("queue", "a hen").status == 0)
        _ = try await workshop.run("collection", "delete", "Winter", "--yes")
        let synced = try await workshop.run("sync", "--until-idle")
        #expect(synced.status == 0, "\(synced)")
        let videos = try await workshop.run("list", "--json").json?.elements ?? []
        let fox = videos.first { $0["prompt"]?.string == "a fox" }
        #expect(fox?["tags"] == .array([.text("red"), .text("snow")]))
        #expect(fox?["collections"] == .array([.text("Foxes")]))
        let hen = videos.first { $0["prompt"]?.string == "a hen" }
        #expect(hen?["tags"] == .array([]))
        #expect(hen?["collections"] == .array([]))
    }

    @Test func `of a batch gets what its line and the command line say`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("collection", "create", "Foxes")
        let lines = """
            {"text": "a fox", "tags": ["red; fox", "snow"], "collections": "Foxes"}
            {"text": "a hen", "tags": null}
            """
        let file = try workshop.folder.write(lines.utf8, to: "shots.jsonl")
        let queued = try await workshop.run("queue", "--batch", file, "--tag", "all")
        #expect(queued.status == 0, "\(queued)")
        let table = "text,tags,collections\na cow, red ; snow ,\nan owl,,Foxes\n"
        let csv = try workshop.folder.write(table.utf8, to: "shots.csv")
        #expect(try await workshop.run("queue", "--batch", csv).status == 0)
        for (query, tasks) in [
            ("tag:all", ["t2", "t1"]), ("tag:snow", ["t3", "t1"]), ("tag:\"red; fox\"", ["t1"]),
            ("tag:red", ["t3"]), ("collection:Foxes", ["t4", "t1"]),
        ] {
            let listed = try await workshop.run("list", "tasks", query, "--json")
            #expect(listed.json?.elements.compactMap { $0["id"]?.string } == tasks, "\(query)")
        }
    }

    @Test func `of a batch with a wrong tag or collection is not queued`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let lines = """
            {"text": "a fox", "tags": [""]}
            {"text": "a hen", "collections": ["None"]}
            {"text": "an owl", "model": ["a", "b"]}
            """
        let file = try workshop.folder.write(lines.utf8, to: "shots.jsonl")
        expectError(
            try await workshop.run("queue", "--batch", file), 65,
            "line 3: model is one value and no list")
        let rest = lines.split(separator: "\n").prefix(2).joined(separator: "\n")
        let other = try workshop.folder.write(rest.utf8, to: "rest.jsonl")
        expectError(
            try await workshop.run("queue", "--batch", other), 65, "line 1: a tag is empty",
            "line 2: there is no collection None")
        expectError(
            try await workshop.run("queue", "a fox", "--collection", "None"), 66,
            "there is no collection None", "soralib collection create")
        #expect(try await workshop.run("list", "tasks", "--json").json == .array([]))
    }

    @Test func `that is tried again gets the same`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("collection", "create", "Foxes")
        _ = try await workshop.run("queue", "a fox", "--tag", "x", "--collection", "Foxes")
        _ = try await workshop.run("task", "cancel", "t1")
        #expect(try await workshop.run("task", "retry", "t1").status == 0)
        let listed = try await workshop.run("list", "tasks", "tag:x", "collection:foxes", "--json")
        #expect(listed.json?.elements.map { $0["id"]?.string } == ["t2", "t1"], "\(listed)")
    }
}

import SoraTestSupport
import Testing

/// `list --sort` and `list --count`.
@Suite(.startsPrograms) struct `A list that is sorted or counted` {
    @Test func `has the objects in the order of the fields`() async throws {
        let workshop = try await Workshop.withVideos("hen", "fox", "Bee")
        let byTitle = try await workshop.run("list", "--sort", "title", "--json", "--fields", "id")
        #expect(byTitle.json?.elements.compactMap { $0["id"]?.string } == ["v3", "v2", "v1"])
        let longest = try await workshop.run(
            "list", "videos", "--sort", "duration:desc", "--limit", "1", "--format", "csv",
            "--fields", "id,duration")
        #expect(longest.output == "id,duration\nv3,3.0\n")
        let table = try await workshop.run("list", "--sort", "title:desc")
        #expect(
            table.output.split(separator: "\n").map { $0.prefix(2) } == ["ID", "v1", "v2", "v3"])
    }

    @Test func `is counted, of every kind`() async throws {
        let workshop = try await Workshop.withVideos("hen", "fox", "Bee")
        #expect(try await workshop.run("list", "--count").output == "3\n")
        #expect(try await workshop.run("list", "title:fox", "--count").output == "1\n")
        #expect(try await workshop.run("list", "wolf", "--count").output == "0\n")
        for kind in ["tasks", "prompts", "images"] {
            #expect(try await workshop.run("list", kind, "--count").output == "0\n")
        }
        let json = try await workshop.run("list", "--count", "--json")
        #expect(json.output == "{\"count\":3}\n")
        #expect(
            try await workshop.run("list", "--count", "--format", "jsonl").output == json.output)
        #expect(
            try await workshop.run("list", "--count", "--format", "csv").output == "count\n3\n")
        let trash = try await workshop.run("remove", "v1")
        #expect(trash.status == 0)
        #expect(try await workshop.run("list", "--count").output == "2\n")
    }

    @Test(arguments: [
        (["--sort", "bites"], "a video has no field bites to sort by; did you mean bytes"),
        (["--sort=-duration"], "write duration:desc"),
        (["--sort", "tag"], "tag has no order"),
        (["--sort", "title", "--reverse"], "--sort and --reverse contradict each other"),
        (["--count", "--limit", "3"], "--count and --limit contradict each other"),
        (["--count", "--sort", "title"], "--count and --sort contradict each other"),
        (["--count", "--fields", "id"], "--count and --fields contradict each other"),
    ])
    func `is refused with 64 where that makes no sense`(words: [String], message: String)
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        expectError(try await workshop.run(["list"] + words), 64, message)
    }
}

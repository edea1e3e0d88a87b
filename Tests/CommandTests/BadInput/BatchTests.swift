import SoraTestSupport
import Testing

/// What `soralib queue --batch` reads, and what it says of a file with mistakes.
@Suite(.startsPrograms) struct `A batch` {
    private func workshop() async throws -> Workshop {
        try await Workshop.withProvider("http://127.0.0.1:1")
    }

    @Test func `of JSON lines queues one request a line`() async throws {
        let workshop = try await workshop()
        let lines = """
            {"text": "a fox", "seconds": 8, "size": "1280x720"}

            {"text": "a \\"hen\\"\\nat night", "model": "sora-2-pro", "count": 2, "hold": true}
            {"text": "an owl", "aspect_ratio": "16:9", "size": null}
            """
        let file = try workshop.folder.write(lines.utf8, to: "shots.jsonl")
        let outcome = try await workshop.run("queue", "--batch", file, "--json")
        #expect(outcome.status == 0, "\(outcome)")
        let tasks = outcome.json?.elements ?? []
        #expect(tasks.map { $0["state"]?.string } == ["queued", "draft", "draft", "queued"])
        #expect(
            tasks.map { $0["size"]?.string } == ["1280x720", "720x1280", "720x1280", "1280x720"])
        #expect(tasks.map { $0["seconds"]?.integer } == [8, 4, 4, 4])
        #expect(tasks[1]["prompt"]?.string == "a \"hen\"\nat night")
        #expect(tasks[1]["model"]?.string == "sora-2-pro")
    }

    @Test func `of comma-separated values may have quotes, a byte order mark and CRLF`()
        async throws
    {
        let workshop = try await workshop()
        let lines = [
            "\u{FEFF}text,seconds,size", "\"a fox, a hen and \"\"an owl\"\"\",8,1280x720",
            "\"two", "lines\",4,", "", " plain ,12, 720x1280 ",
        ]
        let file = try workshop.folder.write(
            lines.joined(separator: "\r\n").utf8, to: "shots.csv")
        let outcome = try await workshop.run(
            "queue", "--batch", file, "--json", "--size", "1280x720")
        #expect(outcome.status == 0, "\(outcome)")
        let tasks = outcome.json?.elements ?? []
        #expect(
            tasks.map { $0["prompt"]?.string }
                == ["a fox, a hen and \"an owl\"", "two\r\nlines", "plain"])
        #expect(tasks.map { $0["seconds"]?.integer } == [8, 4, 12])
        #expect(tasks.map { $0["size"]?.string } == ["1280x720", "1280x720", "720x1280"])
    }

    @Test func `of JSON lines may begin with a byte order mark and end its lines with CRLF`()
        async throws
    {
        let workshop = try await workshop()
        let file = try workshop.folder.write(
            "\u{FEFF}{\"text\":\"a fox\"}\r\n{\"text\":\"a hen\"}\r\n".utf8, to: "shots.jsonl")
        let outcome = try await workshop.run("queue", "--batch", file, "--json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.json?.elements.map { $0["prompt"]?.string } == ["a fox", "a hen"])
    }

    @Test func `with mistakes names those of every line, and queues nothing`() async throws {
        let workshop = try await workshop()
        let lines = """
            {"text": "a fox"}
            {"text": "a hen", "secnds": 4, "size": "big"}
            not JSON
            {"seconds": 4}
            {"text": "an owl", "size": "1280x720", "aspect_ratio": "16:9"}
            """
        let file = try workshop.folder.write(lines.utf8, to: "shots.jsonl")
        let outcome = try await workshop.run("queue", "--batch", file)
        expectError(
            outcome, 65, "problems:", "line 2: there is no field secnds",
            "line 2: size big is not understood", "line 3: is no JSON object",
            "line 4: there is no text", "line 5: size and aspect_ratio exclude each other",
            "nothing was queued")
        #expect(try await workshop.run("list", "tasks", "--json").json == .array([]))
    }

    @Test func `that the service would refuse in part is refused as a whole, with its lines`()
        async throws
    {
        let workshop = try await workshop()
        let file = try workshop.folder.write(
            "text,seconds,size\na fox,8,1280x720\n\na hen,5,\n,4,\nan owl,4,7x7\n".utf8,
            to: "shots.csv")
        let outcome = try await workshop.run("queue", "--batch", file)
        expectError(outcome, 65, "line 5: there is no text", "nothing was queued")
        let second = try workshop.folder.write(
            "text,seconds,size\na fox,8,1280x720\n\na hen,5,\nan owl,4,7x7\n".utf8,
            to: "more.csv")
        let refused = try await workshop.run("queue", "--batch", second)
        expectError(
            refused, 65, "line 4: sora-2 makes no 5 seconds", "line 5: sora-2 has no size 7x7")
        #expect(try await workshop.run("list", "tasks", "--json").json == .array([]))
    }

    @Test(arguments: [
        ("text\n\"open", "the quote that opens in line 2 is not closed"),
        ("", "it has no requests"), ("text,seconds\n", "it has no requests"),
        ("prompt\na fox\n", "there is no field prompt"),
    ])
    func `that is no table is told so`(text: String, message: String) async throws {
        let workshop = try await workshop()
        let file = try workshop.folder.write(text.utf8, to: "shots.csv")
        expectError(try await workshop.run("queue", "--batch", file), 65, message)
    }

    @Test func `that is not there, or is a folder, is told so`() async throws {
        let workshop = try await workshop()
        expectError(try await workshop.run("queue", "--batch", "none.csv"), 66, "none.csv")
        let folder = try await workshop.run("queue", "--batch", workshop.library)
        #expect(folder.status != 0 && folder.status != 1, "\(folder)")
        expectError(
            try await workshop.run("queue", "a fox", "--batch", "none.csv"), 64, "not both")
        expectError(try await workshop.run("queue"), 64, "there is nothing to queue")
    }
}

import Foundation
import SoraArguments
import SoraCommands
import SoraTestSupport
import Testing

@Suite struct `Completion of what is in a library` {
    /// What is offered, as zsh gets it without its marks.
    private func offered(
        _ workshop: Workshop, _ words: String..., in folder: String? = nil
    ) async throws -> [String] {
        let outcome = try await workshop.run(
            ["__complete", "zsh", "--"] + words, in: folder ?? workshop.library)
        #expect(outcome.status == 0)
        #expect(outcome.errors == "")
        return outcome.output.split(separator: "\n").dropFirst().map { String($0.dropFirst()) }
    }

    @Test func `handles come with their titles, the newest first`() async throws {
        let workshop = try await Workshop.withVideos((1...13).map { "Clip \($0)" })
        #expect(
            try await offered(workshop, "show", "v1") == ["v1\tClip 1"]
                + [13, 12, 11, 10].map { "v\($0)\tClip \($0)" })
        #expect(try await offered(workshop, "remove", "").first == "v13\tClip 13")
        #expect(try await offered(workshop, "show", "v0") == [])
        #expect(try await offered(workshop, "show", "v99999999999999999999") == [])
        #expect(try await offered(workshop, "task", "hold", "") == [])
    }

    @Test func `the trash is offered to what takes things out of it`() async throws {
        let workshop = try await Workshop.withVideos("Kept", "Gone")
        #expect(try await workshop.run("remove", "v2", "--yes").status == 0)
        #expect(try await offered(workshop, "show", "v") == ["v1\tKept"])
        #expect(
            try await offered(workshop, "remove", "--restore", "v") == ["v2\tGone", "v1\tKept"])
    }

    @Test func `tasks are offered to what can be done with them`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        #expect(
            try await workshop.run("queue", "a fox", "--count", "2", "--seconds", "4").status == 0)
        #expect(try await workshop.run("task", "hold", "t1").status == 0)
        #expect(try await offered(workshop, "task", "hold", "") == ["t2\tqueued: a fox"])
        #expect(try await offered(workshop, "task", "release", "") == ["t1\tdraft: a fox"])
        #expect(
            try await offered(workshop, "task", "cancel", "t") == [
                "t2\tqueued: a fox", "t1\tdraft: a fox",
            ])
        #expect(try await offered(workshop, "task", "resolve", "") == [])
    }

    @Test func `names are offered: collections, providers, profiles, models, tags, fields`()
        async throws
    {
        let workshop = try await Workshop.withVideos("A", "B")
        for words in [
            ["collection", "create", "reels/winter"],
            ["collection", "create", "new", "--query", "tag:x"],
            ["edit", "v1", "--tag", "golden hour", "--tag", "Goose"],
            ["field", "add", "client", "text"],
        ] { #expect(try await workshop.run(words).status == 0) }
        #expect(try await offered(workshop, "export", "") == ["new\ttag:x", "reels/winter"])
        #expect(try await offered(workshop, "collection", "add", "reels/w") == ["reels/winter"])
        #expect(try await offered(workshop, "queue", "x", "--tag", "g") == ["golden hour"])
        #expect(
            try await offered(workshop, "sync", "--provider=") == [
                "--provider=rehearsal\topenai-compatible"
            ])
        #expect(
            try await offered(workshop, "queue", "--model", "sora-2-").first?.hasPrefix(
                "sora-2-pro\t") == true)
        #expect(
            try await offered(workshop, "provider", "add", "x", "--profile", "wis") == ["wisgate"])
        #expect(try await offered(workshop, "edit", "v1", "--set", "cl") == ["client=\ttext"])
        #expect(try await offered(workshop, "config", "set", "sidecars", "") == ["on", "off"])
    }

    @Test func `queries are completed word by word`() async throws {
        let workshop = try await Workshop.withVideos("A")
        #expect(try await workshop.run("edit", "v1", "--tag", "golden hour").status == 0)
        #expect(try await offered(workshop, "list", "verd").first?.hasPrefix("verdict:\t") == true)
        #expect(try await offered(workshop, "list", "tasks", "state:que") == ["state:queued"])
        #expect(try await offered(workshop, "list", "--query", "x") == [])
        #expect(
            try await offered(workshop, "verify", "'is:verified tag:go'") == [
                "is:verified tag:golden\" \"hour"
            ])
        #expect(try await offered(workshop, "list", "--", "-tag:go") == ["-tag:golden\" \"hour"])
        #expect(
            try await offered(workshop, "list", "--sort", "id,duration:") == ["id,duration:desc"])
        #expect(try await offered(workshop, "list", "--fields", "id,verd") == ["id,verdict"])
        #expect(try await offered(workshop, "list", "descendant_of:v") == ["descendant_of:v1\tA"])
    }

    @Test func `names that would act are left out, and others are told without harm`() async throws
    {
        let workshop = try await Workshop.withVideos("A\u{1b}]0;x\u{7}\nB")
        try await workshop.damage(
            """
            INSERT INTO video_tag VALUES (1, 'a' || char(27) || '[2J'), (1, 'a' || char(10) || 'rm'), (1, 'a$(x)');
            """)
        #expect(try await offered(workshop, "queue", "--tag", "a") == ["a$(x)"])
        #expect(try await offered(workshop, "show", "v1") == ["v1\tA\\x1b]0;x\\x07\\nB"])
    }

    @Test func `asking changes nothing, and needs no library`() async throws {
        let workshop = try await Workshop.withVideos("A")
        let before = try workshop.dump()
        for words in [
            ["show", ""], ["queue", "--tag", ""], ["list", ""], ["collection", "add", ""],
        ] {
            #expect(try await workshop.run(["__complete", "zsh", "--"] + words).status == 0)
        }
        #expect(try workshop.dump() == before)
        #expect(try await offered(workshop, "show", "", in: "/") == [])
        #expect(try await offered(workshop, "sy", in: "/").map { $0.prefix(5) } == ["sync\t"])
        #expect(try await offered(workshop, "--library", "/nowhere", "show", "v") == [])
    }

    @Test func `where a library is broken, nothing is offered and nothing is said`() async throws {
        let workshop = try await Workshop.withVideos("A")
        try Data("no database".utf8).write(to: URL(filePath: workshop.library + "/soralib.sqlite"))
        #expect(try await offered(workshop, "show", "") == [])
    }

    @Test
    func `every word that is asked for is known: a value, a path, a list or a text of one's own`() {
        let unknown = CommandTree(SoralibProgram.self).all.filter { node in
            node.positionals.contains { $0.completion == nil } && !CompletionKinds.cover(node.path)
        }
        #expect(unknown.map { $0.path.joined(separator: " ") } == [])
        #expect(CompletionKinds.unused == [])
    }
}

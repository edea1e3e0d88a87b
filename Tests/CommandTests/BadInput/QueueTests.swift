import Foundation
import SoraTestSupport
import Testing

/// What `soralib queue` says of a request that cannot be; nothing is queued then.
@Suite(.startsPrograms) struct `A request` {
    /// A library with a provider at which nothing listens.
    private func workshop() async throws -> Workshop {
        try await Workshop.withProvider("http://127.0.0.1:1")
    }

    private func expectNothingQueued(_ workshop: Workshop) async throws {
        #expect(try await workshop.run("list", "tasks", "--json").json == .array([]))
        #expect(try await workshop.run("list", "prompts", "--json").json == .array([]))
    }

    @Test func `for an unknown provider names those that there are`() async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.run("queue", "a fox", "--provider", "reharsal")
        expectError(outcome, 66, "there is no provider reharsal", "there is rehearsal")
        try await expectNothingQueued(workshop)
    }

    @Test func `without a provider names the command that adds one`() async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await workshop.run("queue", "a fox")
        expectError(outcome, 66, "there is no provider to queue for", "soralib provider add")
    }

    @Test func `with two providers wants to know which`() async throws {
        let workshop = try await workshop()
        let added = try await workshop.run(
            "provider", "add", "studio", "--profile", "openai-compatible", "--base-url",
            "https://studio.example", "--key-env", "STUDIO_KEY")
        #expect(added.status == 0, "\(added)")
        let outcome = try await workshop.run("queue", "a fox")
        expectError(outcome, 64, "there are 2 providers: rehearsal, studio", "--provider NAME")
        try await expectNothingQueued(workshop)
    }

    @Test func `for an unknown model names near ones, and all other problems with it`()
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        let added = try await workshop.run(
            "provider", "add", "oai", "--profile", "openai", "--key-env", "KEY")
        #expect(added.status == 0, "\(added)")
        #expect(added.errors.contains("it ended on 2026-09-24"))
        let outcome = try await workshop.run("queue", " ", "--model", "sora2")
        expectError(
            outcome, 65, "the request has 3 problems:", "  - the prompt is empty\n",
            "  - openai ended on 2026-09-24", "openai has no model sora2; did you mean sora-2",
            "nothing was queued")
        let forced = try await workshop.run("queue", "x", "--model", "sora2", "--force")
        expectError(forced, 65, "soralib: openai has no model sora2; did you mean sora-2")
        try await expectNothingQueued(workshop)
    }

    @Test func `for a size that the model lacks names those that it has`() async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.run("queue", "a fox", "--size", "1792x1024")
        expectError(
            outcome, 65, "sora-2 has no size 1792x1024, only 720x1280, 1280x720",
            "sora-2-pro", "nothing was queued")
        let several = try await workshop.run(
            "queue", "a fox", "--size", "7x7", "--seconds", "5")
        expectError(several, 65, "has 2 problems", "no 5 seconds, only", "no size 7x7, only")
        try await expectNothingQueued(workshop)
    }

    @Test func `with a size and a ratio is told so with all its other problems`() async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.run(
            "queue", " ", "--size", "1280x720", "--aspect-ratio", "16:9", "--seconds", "5",
            "--style", "comic")
        expectError(
            outcome, 65, "has 4 problems", "the prompt is empty", "no 5 seconds, only",
            "a size and an aspect ratio are asked for; only one can be", "has no styles")
        try await expectNothingQueued(workshop)
    }

    @Test func `with a storyboard is told what is wrong in it with all its other problems`()
        async throws
    {
        let workshop = try await workshop()
        let file = try workshop.folder.write(
            "Shot 2:\nduration: 0sec\nScene: a fox\n".utf8, to: "shots.txt")
        let outcome = try await workshop.run(
            "queue", "--storyboard", file, "--size", "7x7")
        expectError(
            outcome, 65, "has 4 problems", "shots.txt: shot 2 stands where shot 1 should",
            "shots.txt: shot 1 takes 0 seconds", "has no storyboards; octopusx and wisgate have",
            "no size 7x7, only")
        expectError(
            try await workshop.run("queue", "--storyboard", "none.json"), 66, "none.json")
        let batch = try workshop.folder.write(
            "storyboard\n\(file)\n".utf8, to: "batch.csv")
        expectError(
            try await workshop.run("queue", "--batch", batch), 65,
            "line 2: \(file): shot 1 takes 0 seconds")
        try await expectNothingQueued(workshop)
    }

    @Test func `in several words shows the quotes that are missing`() async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.run("queue", "a", "red", "fox", "--seconds", "4")
        expectError(outcome, 64, "unexpected words 'red' 'fox'", "\"a red fox\"")
        try await expectNothingQueued(workshop)
    }

    @Test(arguments: ["", "   ", "\n\t \u{2003}"])
    func `without a word is refused`(text: String) async throws {
        let workshop = try await workshop()
        expectError(try await workshop.run("queue", text), 65, "the prompt is empty")
        expectError(try await workshop.run("queue", "-", input: text), 65, "the prompt is empty")
        try await expectNothingQueued(workshop)
    }

    @Test func `of more than the service takes names both numbers`() async throws {
        let workshop = try await workshop()
        let long = String(repeating: "x", count: 100_000)
        let outcome = try await workshop.run("queue", long)
        expectError(outcome, 65, "the prompt has 100000 characters", "at most 32000")
        #expect(outcome.errors.utf8.count < 1000, "the prompt is not repeated")
        let piped = try await workshop.run("queue", "-", input: long)
        expectError(piped, 65, "the prompt has 100000 characters")
        try await expectNothingQueued(workshop)
        let longest = try await workshop.run(
            "queue", "-", "--json", input: String(long.prefix(32_000)))
        #expect(longest.status == 0)
    }

    @Test func `comes from standard input with -`() async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.run(
            "queue", "-", "--json", input: "two lines\nof \"a fox\" \u{1F98A}\n\n")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.json?[0]?["prompt"]?.string == "two lines\nof \"a fox\" \u{1F98A}")
        let shell = try await workshop.shell("printf 'a\\377b' | \"$SORALIB\" queue -")
        expectError(shell, 65, "standard input is not UTF-8 text")
        let endless = try await workshop.shell("yes | head -c 3000000 | \"$SORALIB\" queue -")
        expectError(endless, 65, "standard input has more than 1048576 bytes")
    }

    @Test func `of an unknown prompt names where they are listed`() async throws {
        let workshop = try await workshop()
        let outcome = try await workshop.run("queue", "p7")
        expectError(outcome, 66, "there is no prompt p7", "soralib list prompts")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let again = try await workshop.run("queue", "p1", "--json")
        #expect(again.json?[0]?["prompt"]?.string == "a fox")
        #expect(again.json?[0]?["prompt_id"]?.string == "p1")
    }

    @Test func `keeps every letter of its text, and shows none that moves the cursor`()
        async throws
    {
        let workshop = try await workshop()
        let text = "red \u{1B}[31mfox\u{7} \u{202E}gnp.exe \r\n end"
        #expect(try await workshop.run("queue", text).status == 0)
        for words in [
            ["queue", text], ["list", "tasks"], ["list", "prompts"], ["show", "t1"],
            ["show", "p1"], ["status"],
        ] {
            let outcome = try await workshop.run(words)
            #expect(outcome.status == 0, "\(outcome)")
            let all = outcome.output + outcome.errors
            #expect(
                !all.unicodeScalars.contains { "\u{1B}\u{7}\u{202E}\r".unicodeScalars.contains($0) }
            )
        }
        let json = try await workshop.run("show", "t1", "--json")
        #expect(json.json?["prompt"]?.string == text)
        #expect(!json.output.utf8.contains(0x1B))
    }

    @Test(arguments: [
        (["--count", "0"], "0 tasks: the count is 1 to 1000"),
        (["--count", "100000"], "100000 tasks: the count is 1 to 1000"),
        (["--seconds", "0"], "0 seconds are not between 1 and 3600"),
        (["--model", ""], "the model's name is empty"),
    ])
    func `with a number out of bounds is refused`(words: [String], message: String) async throws {
        let workshop = try await workshop()
        expectError(try await workshop.run(["queue", "a fox"] + words), 65, message)
        try await expectNothingQueued(workshop)
    }
}

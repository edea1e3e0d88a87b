import Foundation
import SoraTestSupport
import Testing

/// With --dry-run every command says what it would do, and does nothing.
@Suite(.startsPrograms) struct `A dry run` {
    @Test func `of init makes nothing`() async throws {
        let workshop = try Workshop()
        for words in [["init", "new", "--dry-run"], ["demo", "new", "--dry-run"]] {
            let outcome = try await workshop.run(words, in: workshop.folder.path)
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output == "")
            #expect(outcome.errors == "would make a library in \(workshop.folder.file("new"))\n")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path) == [])
    }

    @Test(arguments: [
        (["queue", "a hen", "--count", "3"], "would queue 3 tasks"),
        (["sync"], "would submit 2, ask after 0 and download 0"),
        (["sync", "--max-submits", "1"], "would submit 1, ask after 0 and download 0"),
        (
            [
                "provider", "add", "studio", "--profile", "openai-compatible", "--base-url",
                "https://gateway.example", "--no-key",
            ], "would add provider studio at https://gateway.example"
        ),
        (["provider", "set", "rehearsal", "--key-env", "X"], "would change provider rehearsal"),
        (["provider", "remove", "rehearsal"], "would remove provider rehearsal"),
        (["prompt", "add", "a hen"], "would store the prompt"),
        (["prompt", "add", "a fox"], "p1 has this text already"),
        (["prompt", "revise", "p1", "a hen"], "would store a revision of p1"),
        (["prompt", "revise", "p1", "a fox"], "p1 has this text already"),
        (["collection", "create", "Foxes"], "would make the collection Foxes"),
        (["edit", "p1", "--title", "x"], "would change p1"),
    ])
    func `changes nothing in the library`(words: [String], message: String) async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        #expect(try await workshop.run("queue", "a fox", "--count", "2").status == 0)
        let before = try workshop.dump()
        let outcome = try await workshop.run(words + ["--dry-run"])
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output == "")
        #expect(outcome.errors.contains(message), "\(outcome)")
        #expect(try workshop.dump() == before)
    }

    @Test(arguments: [
        (["queue", "a hen", "--size", "7x7"], 65, "no size 7x7"),
        (["sync", "--provider", "nobody"], 66, "there is no provider nobody"),
        (
            ["provider", "add", "a/b", "--profile", "openai-compatible", "--no-key"], 65,
            "its name"
        ),
        (
            [
                "provider", "add", "rehearsal", "--profile", "openai-compatible", "--base-url",
                "https://gateway.example", "--no-key",
            ], 73, "there is a provider rehearsal already"
        ),
        (["provider", "set", "nobody"], 66, "there is no provider nobody"),
        (["provider", "remove", "nobody"], 66, "there is no provider nobody"),
    ])
    func `fails as the run itself would`(
        words: [String], status: Int, message: String
    ) async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let before = try workshop.dump()
        let outcome = try await workshop.run(words + ["--dry-run"])
        expectError(outcome, Int32(status), message)
        #expect(try workshop.dump() == before)
    }

    @Test func `of verify checks and stores nothing`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        let path = try #require(try await workshop.show("v1")["path"]?.string)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try file.seek(toOffset: 1000)
        try file.write(contentsOf: Data(repeating: 0, count: 4096))
        try file.close()
        let before = try workshop.dump()
        let dry = try await workshop.run("verify", "--dry-run", "--json")
        #expect(dry.status == 1, "\(dry)")
        #expect(dry.json?["changed"] == .array([.text("v1")]))
        #expect(dry.errors.contains("the bytes have changed"))
        #expect(try workshop.dump() == before)
        #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
        #expect(try await workshop.run("verify", "--quiet").status == 1)
        #expect(try await workshop.show("v1")["verdict"]?.string == "corrupt")
        try FileManager.default.removeItem(atPath: path)
        let missing = try await workshop.run("verify")
        #expect(missing.status == 1)
        #expect(missing.output.contains("1 missing"), "\(missing)")
        #expect(try await workshop.show("v1")["file_state"]?.string == "missing")
        #expect(try await workshop.show("v1")["path"] == .null)
    }
}

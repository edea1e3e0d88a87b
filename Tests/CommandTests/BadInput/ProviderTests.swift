import Foundation
import SoraTestSupport
import Testing

/// What is said of a provider's settings that cannot be; nothing is stored then.
@Suite(.startsPrograms) struct `A provider` {
    private func add(
        _ workshop: Workshop, _ name: String, _ url: String = "https://gateway.example",
        _ more: [String] = ["--key-env", "KEY"]
    ) async throws -> Child.Outcome {
        try await workshop.run(
            ["provider", "add", name, "--profile", "openai-compatible", "--base-url", url] + more)
    }

    private func expectNone(_ workshop: Workshop) async throws {
        #expect(try await workshop.run("provider", "list", "--json").json == .array([]))
    }

    @Test(arguments: ["a/b", "a\nb", "a\u{1B}[31mb", "", " ", "..", "ü", "a b"])
    func `has a plain name`(name: String) async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await add(workshop, name)
        expectError(outcome, 65, "its name")
        #expect(outcome.errors.split(separator: "\n").count <= 3, "\(outcome)")
        let asJSON = try await workshop.run(
            "provider", "add", name, "--profile", "openai-compatible", "--json", "--no-key",
            "--base-url", "https://gateway.example")
        #expect(Shape.error.problems(in: asJSON.errorJSON) == [])
        #expect(!asJSON.errors.utf8.contains(0x1B))
        try await expectNone(workshop)
    }

    @Test(arguments: [
        ("https://user:secret@gateway.example", "it has a user or password"),
        ("https://gateway.example/v1?key=1", "it has a query"),
        ("https://gateway.example/#top", "it has a fragment"),
        ("http://gateway.example", "http would send the key in the clear"),
        ("gateway.example", "has no scheme"),
        ("ftp://gateway.example", "its scheme is ftp"),
        ("https://192.168.1.7", "is a private address"),
        ("https://gateway.example:99999", "its port"),
        ("https://", "it has no host"),
    ])
    func `has a base URL without anything beside the address`(
        url: String, message: String
    ) async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await add(workshop, "studio", url)
        expectError(outcome, 65, message)
        #expect(!outcome.errors.contains("secret"))
        try await expectNone(workshop)
    }

    @Test func `has all problems of its settings named at once, in one list`() async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await add(workshop, "a/b", "http://u:p@gateway.example?x", [])
        expectError(outcome, 65, "the provider has 5 problems:")
        let items = outcome.errors.split(separator: "\n").filter { $0.hasPrefix("  - ") }
        #expect(items.count == 5, "\(outcome)")
    }

    @Test func `is of a profile that there is`() async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await workshop.run(
            "provider", "add", "x", "--profile", "openapi", "--no-key")
        expectError(outcome, 66, "there is no profile openapi", "openai")
        try await expectNone(workshop)
    }

    @Test func `has a name of its own`() async throws {
        let workshop = try await Workshop.withLibrary()
        #expect(try await add(workshop, "studio").status == 0)
        expectError(try await add(workshop, "studio"), 73, "studio")
        expectError(
            try await workshop.run("provider", "show", "studo"), 66, "there is no provider studo",
            "there is studio")
    }

    @Test func `stays while tasks of it are on their way, and takes its queued ones with it`()
        async throws
    {
        let service = try await SimulatorProcess.start(latency: "2s")
        let workshop = try await Workshop.withProvider(service.url)
        #expect(try await workshop.run("queue", "a fox").status == 0)
        #expect(try await workshop.run("sync").status == 0)
        expectError(
            try await workshop.run("provider", "remove", "rehearsal"), 73,
            "provider rehearsal has tasks on their way: t1", "let `soralib sync` finish them")
        let shown = try await workshop.run("provider", "show", "rehearsal", "--json")
        #expect(shown.json?["state"]?.string == "ready")
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        #expect(try await workshop.run("queue", "a hen").status == 0)
        let removed = try await workshop.run("provider", "remove", "rehearsal", "--json")
        #expect(removed.json?["state"]?.string == "removed", "\(removed)")
        try await expectNone(workshop)
        #expect(try await workshop.run("sync", "--until-idle").status == 0)
        #expect(try await workshop.show("t2")["state"]?.string == "queued")
        #expect(try await workshop.show("t1")["state"]?.string == "succeeded")
        #expect(try service.charges().count == 1)
    }

    @Test func `has its key in one place`() async throws {
        let workshop = try await Workshop.withLibrary()
        let outcome = try await add(
            workshop, "studio", "https://gateway.example", ["--key-env", "A", "--no-key"])
        expectError(outcome, 64, "not several")
        try await expectNone(workshop)
    }

    @Test func `whose key is missing is paused for the run, with status 77`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withLibrary()
        let added = try await add(
            workshop, "studio", service.url + "/openai", ["--key-env", "STUDIO_KEY"])
        #expect(added.status == 0, "\(added)")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        let without = try await workshop.run("sync", "--until-idle")
        #expect(without.status == 77, "\(without)")
        #expect(without.errors.contains("STUDIO_KEY is not set"))
        #expect(without.errors.contains("export STUDIO_KEY"))
        #expect(try service.charges().isEmpty)
        #expect(try await workshop.show("t1")["state"]?.string == "queued")
        let with = try await workshop.run(
            "sync", "--until-idle", environment: ["STUDIO_KEY": "hunter2-hunter2"])
        #expect(with.status == 0, "\(with)")
        #expect(try service.charges().count == 1)
        for (name, bytes) in try workshop.dump() {
            let decoded = Data(base64Encoded: String(bytes.split(separator: " ").last ?? ""))
            let text = String(decoding: decoded ?? Data(), as: UTF8.self)
            #expect(!text.contains("hunter2-hunter2"), "the key is in \(name)")
        }
    }

    @Test func `whose key file others can read is not used`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withLibrary()
        let file = try workshop.folder.write("hunter2\n".utf8, to: "key")
        let added = try await add(
            workshop, "studio", service.url + "/openai", ["--key-file", file])
        #expect(added.status == 0, "\(added)")
        #expect(try await workshop.run("queue", "a fox").status == 0)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let open = try await workshop.run("sync")
        #expect(open.status == 77, "\(open)")
        #expect(open.errors.contains("can be read by others"))
        #expect(open.errors.contains("chmod 600 \(file)"))
        #expect(try service.charges().isEmpty)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        let closed = try await workshop.run("sync", "--until-idle")
        #expect(closed.status == 0, "\(closed)")
        #expect(try service.charges().count == 1)
    }
}

import Foundation
import SoraTestSupport
import Testing

/// A gateway that soralib does not know is added by a JSON file, as the manual tells it.
@Suite(.startsPrograms) struct `A profile of one's own` {
    /// The profile in `docs/providers.md`.
    private static func ofTheManual() throws -> String {
        let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "docs/providers.md")
        let text = try String(contentsOf: page, encoding: .utf8)
        let section = try #require(text.firstRange(of: "## Add a gateway\n")).upperBound
        let start = try #require(text[section...].firstRange(of: "```json\n"))
        let end = try #require(text[start.upperBound...].firstRange(of: "\n```"))
        return String(text[start.upperBound..<end.lowerBound])
    }

    private func write(_ text: String, to name: String, in workshop: Workshop) throws -> String {
        let folder = "\(workshop.library)/providers"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: "\(folder)/\(name)", atomically: true, encoding: .utf8)
        return "\(folder)/\(name)"
    }

    @Test func `is enough for a gateway of a known dialect`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withLibrary()
        let path = try write(Self.ofTheManual(), to: "mygateway.json", in: workshop)
        let good = try await workshop.run("provider", "lint", path, "--json")
        #expect(good.status == 0, "\(good)")
        #expect(good.json?["name"]?.string == "mygateway")
        #expect(good.json?["dialect"]?.string == "globalai")
        let added = try await workshop.run(
            "provider", "add", "mine", "--profile", "mygateway", "--base-url",
            "\(service.url)/globalai", "--key-env", "MY_KEY")
        #expect(added.status == 0, "\(added)")
        expectError(
            try await workshop.run("queue", "a fox", "--seconds", "12"), 65,
            "makes no 12 seconds, only 4, 8")
        #expect(try await workshop.run("queue", "a fox", "--seconds", "8").status == 0)
        let synced = try await workshop.run(
            "sync", "--until-idle", environment: ["MY_KEY": "secret"])
        #expect(synced.status == 0, "\(synced)")
        let task = try await workshop.show("t1")
        #expect(task["state"]?.string == "succeeded" && task["profile"]?.string == "mygateway")
    }

    @Test func `hides the built-in one of its name`() async throws {
        let workshop = try await Workshop.withLibrary()
        let text = try Self.ofTheManual().replacing("\"mygateway\"", with: "\"globalai\"")
        _ = try write(text, to: "globalai.json", in: workshop)
        let added = try await workshop.run(
            "provider", "add", "mine", "--profile", "globalai", "--no-key", "--json")
        #expect(added.json?["base_url"]?.string == "https://gateway.example/api", "\(added)")
    }

    @Test func `is checked without a library, with every mistake at once`() async throws {
        let workshop = try Workshop()
        let path = workshop.folder.file("mygateway.json")
        let text = try Self.ofTheManual().replacing("\"title\"", with: "\"titel\"")
            .replacing("\"path\": \"/v1/sora/videos\", ", with: "")
            .replacing("\"queued\"", with: "\"failed\"")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let outcome = try await workshop.run("provider", "lint", path)
        expectError(
            outcome, 65, "unknown field titel; did you mean title?", "title: is missing",
            "operations.create.path: is missing", "soralib provider lint")
        let asJSON = try await workshop.run("provider", "lint", path, "--json")
        #expect(Shape.error.problems(in: asJSON.errorJSON) == [], "\(asJSON)")
    }

    @Test func `has the name of its file, and is there`() async throws {
        let workshop = try Workshop()
        let path = workshop.folder.file("other.json")
        try Self.ofTheManual().write(toFile: path, atomically: true, encoding: .utf8)
        expectError(
            try await workshop.run("provider", "lint", path), 65,
            "name is mygateway, and the file is called other.json", "mygateway.json")
        expectError(
            try await workshop.run("provider", "lint", workshop.folder.file("none.json")), 66,
            "none.json")
        try Data([0x7B, 0xFF, 0x7D]).write(to: URL(filePath: path))
        expectError(try await workshop.run("provider", "lint", path), 65, "UTF-8")
    }

    @Test func `changes nothing of what was asked for before it changed`() async throws {
        let service = try await SimulatorProcess.start("--deliver", "short=1s")
        let workshop = try await Workshop.withLibrary()
        func profile(tolerance: String) throws {
            let text = try Self.ofTheManual().replacing(
                "\"poll_seconds\"", with: "\"duration_tolerance\": \(tolerance), \"poll_seconds\"")
            #expect(text.contains("duration_tolerance"))
            _ = try write(text, to: "mygateway.json", in: workshop)
        }
        try profile(tolerance: "1.5")
        let added = try await workshop.run(
            "provider", "add", "mine", "--profile", "mygateway", "--base-url",
            "\(service.url)/globalai", "--key-env", "MY_KEY")
        #expect(added.status == 0, "\(added)")
        func make() async throws {
            #expect(try await workshop.run("queue", "a fox", "--seconds", "4").status == 0)
            let synced = try await workshop.run(
                "sync", "--until-idle", environment: ["MY_KEY": "secret"])
            #expect(synced.status == 0, "\(synced)")
        }
        try await make()
        try profile(tolerance: "0.5")
        try await make()
        for _ in 0..<2 {
            #expect(try await workshop.show("v1")["verdict"]?.string == "verified")
            let second = try await workshop.show("v2")
            #expect(second["reasons"]?.elements.first?.string == "duration 3 s, requested 4 s")
            #expect(try await workshop.run("verify").status == 1)
        }
    }
}

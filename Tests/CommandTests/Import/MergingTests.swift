import Foundation
import SoraTestSupport
import Testing

/// What one library exports with JSON sidecars, another has again as it was.
@Suite(.startsPrograms) struct `A folder that another library exported` {
    /// What of a video is of one library alone: numbers of its rows, its own measuring and taking in.
    private static let ownFields: Set<String> = ["path", "task", "imported_at", "deep", "deep_at"]

    /// A library with two clips of a service, of which one is a remix of the other, and a third of a revised prompt;
    /// with all that people give to clips.
    private func staged() async throws -> (Workshop, SimulatorProcess) {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        func run(_ words: String...) async throws {
            let outcome = try await workshop.run(words)
            try #require(outcome.status == 0, "\(words) \(outcome)")
        }
        try await run("queue", "a red fox in the snow", "--seconds", "4", "--size", "1280x720")
        try await run("sync", "--until-idle")
        try await run("remix", "v1", "the same, at night")
        try await run("prompt", "revise", "p1", "a red fox in deep snow")
        try await run("queue", "--prompt", "p3", "--seconds", "4", "--size", "1280x720")
        try await run("sync", "--until-idle")
        try await run("edit", "p1", "--title", "Foxes", "--tag", "winter")
        try await run("field", "add", "client", "text")
        try await run("field", "add", "shots", "number")
        try await run("field", "add", "due", "date")
        try await run("collection", "create", "reel")
        try await run("collection", "create", "other/best")
        try await run(
            "edit", "v1", "--title", "The fox, “low”", "--notes", "keep\nthis 狐", "--rating", "4",
            "--tag", "fox", "--tag", "dark & wet", "--set", "client=ACME = 1", "--set",
            "shots=-0.1", "--set", "due=2026-11-21T12:30")
        try await run("edit", "v2", "--set", "shots=12", "--set", "due=2026-11-22", "--rating", "0")
        try await run("collection", "add", "reel", "v3")
        try await run("collection", "add", "reel", "v1")
        try await run("collection", "add", "reel", "v2")
        try await run("collection", "add", "other/best", "v2")
        return (workshop, service)
    }

    private func mine(_ video: OrderedJSON) -> [String: String] {
        Dictionary(
            video.names.filter {
                !Self.ownFields.contains($0) && $0 != "id" && $0 != "remixed_from"
            }
            .map { ($0, "\(video[$0] ?? .null)") }, uniquingKeysWith: { $1 })
    }

    @Test func `is imported without a loss`() async throws {
        let (source, service) = try await staged()
        let handed = source.folder.file("handed")
        let exported = try await source.run(
            "export", "reel", handed, "--sidecar", "json", "--template",
            "{model}/{title|slug}-{id}.{ext}")
        try #require(exported.status == 0, "\(exported)")
        let target = try await Workshop.withLibrary()
        let done = try await target.run("import", handed)
        #expect(done.status == 0 && done.errors == "", "\(done)")
        var uids: [String: String] = [:]
        for id in ["v1", "v2", "v3"] {
            let before = try await source.show(id)
            let uid = try #require(before["uid"]?.string)
            let after = try await target.show(uid)
            #expect(mine(after) == mine(before))
            #expect(after["task"] == .null, "money was spent elsewhere")
            uids[id] = after["id"]?.string
            let parent = try #require(before["remixed_from"])
            #expect(after["remixed_from"]?.string == parent.string.flatMap { uids[$0] })
        }
        for collection in ["reel", "other/best"] {
            func order(_ workshop: Workshop) async throws -> [String] {
                let outcome = try await workshop.run(
                    "list", "videos", "--query", "collection:\"\(collection)\"", "--fields", "uid")
                return outcome.output.split(separator: "\n").map(String.init).sorted()
            }
            #expect(try await order(target) == order(source))
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: handed)
        #expect(names.count { $0.hasSuffix(".json") } >= 3)

        // What a dump has of them is the same, but for what is another library's own.
        func rows(_ workshop: Workshop, _ table: String) async throws -> [[String: String]] {
            let dump = try await workshop.run("library", "dump")
            return dump.output.split(separator: "\n").compactMap { OrderedJSON(String($0)) }
                .filter { $0["type"]?.string == table || $0["record"]?.string == table }
                .map { record in
                    Dictionary(
                        record.names.map { ($0, "\(record[$0] ?? .null)") },
                        uniquingKeysWith: { $1 })
                }
        }
        let prompts = try await rows(source, "prompt")
        #expect(prompts.count == 3)
        print("DUMP", try await source.run("library", "dump").output.prefix(6000))
        print("DUMP2", try await target.run("library", "dump").output.prefix(6000))
        print(
            "SIDE",
            String(
                decoding: FileManager.default.contents(
                    atPath: handed + "/" + (names.first { $0.hasSuffix("v1.json") } ?? ""))
                    ?? Data(), as: UTF8.self))
        withExtendedLifetime(service) {}
    }
}

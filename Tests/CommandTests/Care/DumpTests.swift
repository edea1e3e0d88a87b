import Foundation
import SoraTestSupport
import Testing

/// `soralib library dump|load|rebuild`, and `config`.
@Suite(.startsPrograms) struct `The records of a library` {
    private func workshop() async throws -> Workshop {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        try workshop.stashClip("fox.mp4", frames: 10)
        try workshop.stashClip("hen.mp4", frames: 11)
        _ = try await workshop.run("import", workshop.stash)
        _ = try await workshop.run("edit", "v1", "--tag", "snow", "--rating", "4")
        return workshop
    }

    @Test func `are dumped as lines, and loaded into another library`() async throws {
        let workshop = try await workshop()
        let file = workshop.folder.file("clips.jsonl")
        let written = try await workshop.run("library", "dump", "-o", file, "--json")
        #expect(written.status == 0, "\(written)")
        let text = try String(contentsOfFile: file, encoding: .utf8)
        #expect(try await workshop.run("library", "dump").output == text)
        expectError(
            try await workshop.run("library", "dump", "-o", file), 73, "there is a file", file)
        let other = try await Workshop.withLibrary()
        let loaded = try await other.run("library", "load", file)
        #expect(loaded.status == 0, "\(loaded)")
        #expect(loaded.output.hasPrefix("Loaded "))
        #expect(loaded.errors.contains("have no file here"))
        #expect(try await other.show("v1")["rating"] == .number("4"))
        #expect(try await other.show("v1")["file_state"] == .text("missing"))
        let again = try await other.run("library", "load", file, "--json")
        #expect(again.json?["changed"] == .number("0"), "\(again)")
        let piped = try await other.shell(
            "$SORALIB library dump | $SORALIB library load - --dry-run")
        #expect(piped.status == 0, "\(piped)")
    }

    @Test func `that are wrong are refused with their lines`() async throws {
        let workshop = try await workshop()
        let text = try await workshop.run("library", "dump").output
        let wrong = try workshop.folder.write(
            Array(text.replacing(#""rating":4"#, with: #""rating":9"#).utf8), to: "wrong.jsonl")
        let other = try await Workshop.withLibrary()
        expectError(
            try await other.run("library", "load", wrong), 65, "line ", "rating BETWEEN 0 AND 5",
            "nothing was loaded")
        let cut = try workshop.folder.write(Array(text.utf8.dropLast(40)), to: "cut.jsonl")
        expectError(try await other.run("library", "load", cut), 65, "it is cut off")
        expectError(try await other.run("library", "load", "/none"), 66, "no file /none")
        expectError(try await other.run("library", "load", "/tmp"), 65, "/tmp is no file")
        #expect(try await other.run("list", "--json").json == .array([]))
    }

    @Test func `bring the catalogue back when it is gone`() async throws {
        let workshop = try await workshop()
        let before = try await workshop.run("list", "--json").output
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: workshop.library + "/soralib.sqlite" + end)
        }
        expectError(
            try await workshop.run("list"), 66, "is gone", "library rebuild")
        #expect(try await workshop.run("library", "rebuild", "--dry-run").status == 0)
        expectError(try await workshop.run("list"), 66, "is gone")
        let rebuilt = try await workshop.run("library", "rebuild")
        #expect(rebuilt.status == 0 && rebuilt.output.contains("2 videos"), "\(rebuilt)")
        #expect(try await workshop.run("list", "--json").output == before)
        #expect(try await workshop.run("library", "check", "--rehash").status == 0)
        expectError(
            try await workshop.run("library", "rebuild", "--yes"), 73, "nothing to rebuild")
    }

    @Test func `of an original that has none are measured anew`() async throws {
        let workshop = try await workshop()
        let path = try #require(try await workshop.show("v2")["path"]?.string)
        let sidecar = path.replacing("/objects/", with: "/sidecars/").replacing(
            ".mp4", with: ".json")
        try FileManager.default.removeItem(atPath: sidecar)
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: workshop.library + "/soralib.sqlite" + end)
        }
        let rebuilt = try await workshop.run("library", "rebuild")
        #expect(rebuilt.status == 0, "\(rebuilt)")
        #expect(rebuilt.errors.contains("1 originals had no sidecar, and were imported"))
        #expect(try await workshop.run("list", "--json").json?.elements.count == 2)
    }

    @Test func `are kept unless that is switched off`() async throws {
        let workshop = try await workshop()
        #expect(try await workshop.run("config", "get", "sidecars").output == "on\n")
        #expect(try await workshop.run("config", "set", "sidecars", "off").status == 0)
        #expect(
            try await workshop.run("config", "list", "--json").json?.elements
                .first { $0["name"] == .text("sidecars") }?["value"] == .text("off"))
        expectError(
            try await workshop.run("config", "set", "sidecars", "maybe"), 65,
            "on or off, and not maybe")
        expectError(
            try await workshop.run("config", "set", "sidecar", "on"), 66, "did you mean sidecars?")
    }
}

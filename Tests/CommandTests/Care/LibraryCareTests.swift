import Foundation
import SoraTestSupport
import Testing

/// `soralib library check|backup|restore`.
@Suite(.startsPrograms) struct `The care of a library` {
    @Test func `begins with a check that says what is wrong and what mends it`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let clean = try await workshop.run("library", "check")
        #expect(clean.status == 0, "\(clean)")
        #expect(clean.output == "0 originals, 0 B: nothing is wrong\n")
        let digest = String(repeating: "ab", count: 32)
        let path = workshop.library + "/objects/ab/\(digest).mp4"
        try FileManager.default.createDirectory(
            atPath: workshop.library + "/objects/ab", withIntermediateDirectories: true)
        _ = FileManager.default.createFile(atPath: path, contents: Data("a clip".utf8))
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: workshop.library + "/soralib.sqlite")
        let found = try await workshop.run("library", "check")
        #expect(found.status == 1)
        #expect(found.errors.contains("orphan  objects/ab/\(digest).mp4  belongs to nothing"))
        #expect(found.errors.contains("  soralib import "))
        #expect(found.errors.contains("rights  soralib.sqlite  is open to others"))
        #expect(found.output == "0 originals, 0 B: 2 wrong\n")
        let mended = try await workshop.run("library", "check", "--repair", "--json")
        #expect(mended.status == 1)
        let findings = mended.json?["findings"]?.elements ?? []
        #expect(findings.map { $0["code"]?.string } == ["rights", "orphan"])
        #expect(findings.map { $0["repaired"] } == [.bool(true), .bool(false)])
        #expect(
            try String(contentsOfFile: path, encoding: .utf8) == "a clip", "nothing is taken away")
    }

    @Test func `changes nothing in a dry run`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: workshop.library + "/soralib.sqlite")
        let before = try workshop.dump()
        #expect(try await workshop.run("library", "check", "--repair", "--dry-run").status == 1)
        #expect(try await workshop.run("library", "backup", "--dry-run").status == 0)
        #expect(try workshop.dump() == before)
    }

    @Test func `has copies of the catalogue that bring it back when it does not open`() async throws
    {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("queue", "a red fox", "--seconds", "4")
        let copied = try await workshop.run("library", "backup", "--json")
        #expect(copied.status == 0, "\(copied)")
        let path = try #require(copied.json?["path"]?.string)
        let listed = try await workshop.run("library", "backup", "--list", "--json")
        #expect(listed.json?.elements.map { $0["path"]?.string } == [path])
        for end in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: workshop.library + "/soralib.sqlite" + end)
        }
        try Data("a shopping list".utf8).write(
            to: URL(fileURLWithPath: workshop.library + "/soralib.sqlite"))
        let broken = try await workshop.run("library", "check", "--json")
        #expect(broken.status == 1, "\(broken)")
        let finding = broken.json?["findings"]?.elements.first
        #expect(finding?["code"] == .text("damaged"))
        #expect(finding?["remedy"] == .text("soralib library restore"))
        expectError(try await workshop.run("library", "restore"), 64, "has to be confirmed")
        let restored = try await workshop.run("library", "restore", "--yes", "--json")
        #expect(restored.status == 0, "\(restored)")
        #expect(restored.json?["held"] == .array([.text("t1")]))
        #expect(restored.errors.contains("held, for they may have been sent since: t1"))
        #expect(try await workshop.show("t1")["state"] == .text("draft"))
        #expect(try await workshop.run("library", "check").status == 0)
        let kept = try #require(restored.json?["kept"]?.string)
        #expect(
            try String(contentsOfFile: kept + "/soralib.sqlite", encoding: .utf8)
                == "a shopping list")
    }

    @Test func `finishes a restoration that was killed in its middle`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        _ = try await workshop.run("library", "backup")
        _ = try await workshop.run("queue", "after it", "--seconds", "4")
        let killed = try await workshop.run(
            "library", "restore", "--yes", environment: ["SORALIB_FAILPOINT": "FP33:kill"])
        #expect(killed.status == 128 + 9)
        expectError(try await workshop.run("list"), 65, "was cut off", "soralib library restore")
        #expect(try await workshop.run("library", "restore", "--yes").status == 0)
        #expect(try await workshop.run("list", "tasks", "--json").json == .array([]))
        #expect(try await workshop.run("library", "check").status == 0)
    }

    @Test func `leaves nothing half made when a copy is killed`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let killed = try await workshop.run(
            "library", "backup", environment: ["SORALIB_FAILPOINT": "FP25:kill"])
        #expect(killed.status == 128 + 9)
        expectError(try await workshop.run("library", "restore", "--yes"), 66, "there is no copy")
        #expect(try await workshop.run("library", "backup").status == 0)
        let names = try FileManager.default.contentsOfDirectory(
            atPath: workshop.library + "/backups")
        #expect(names.count == 1 && names[0].hasSuffix(".sqlite"))
    }

    @Test func `names what is wrong with a copy`() async throws {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        expectError(
            try await workshop.run("library", "restore", "/none", "--yes"), 66, "no file /none")
        let text = try workshop.folder.write(Array("text".utf8), to: "text.sqlite")
        expectError(try await workshop.run("library", "restore", text, "--yes"), 65, "text.sqlite")
        let other = try await Workshop.withLibrary()
        let copy = try await other.run("library", "backup", "--json").json?["path"]?.string
        expectError(
            try await workshop.run("library", "restore", try #require(copy), "--yes"), 65,
            "a copy of another library")
    }
}

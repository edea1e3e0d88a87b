import Foundation
import SoraSystem
import SoraTestSupport
import Testing

/// `soralib remove`: the trash, and files that go for good.
@Suite(.startsPrograms) struct `A removal` {
    private let workshop: Workshop

    init() async throws { workshop = try await Workshop.withProvider("http://127.0.0.1:1") }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func `puts a clip into the trash, and undo takes it out`() async throws {
        let path = try await workshop.addClip([1], prompt: "fox")
        let removed = try await workshop.run("remove", "v1")
        #expect(removed.output == "1 put into the trash\n", "\(removed)")
        #expect(try await workshop.found() == [])
        #expect(try await workshop.found("is:trash") == ["v1"])
        #expect(exists(path))
        #expect(try await workshop.run("remove", "v1").output.hasSuffix("1 as before\n"))
        #expect(try await workshop.run("undo").status == 0)
        #expect(try await workshop.found() == ["v1"])
        _ = try await workshop.run("remove", "v1")
        let restored = try await workshop.run("remove", "--query", "is:trash", "--restore")
        #expect(restored.output == "1 taken out of the trash\n", "\(restored)")
        #expect(try await workshop.found() == ["v1"])
    }

    @Test func `asks before it removes what a query finds, and shows it`() async throws {
        for byte in 1...3 { try await workshop.addClip([UInt8(byte)], prompt: "fox \(byte)") }
        let asked = try await workshop.run("remove", "--query", "fox")
        #expect(asked.status == 64, "\(asked)")
        #expect(asked.errors.contains("v1 trash: – → in the trash"))
        #expect(try await workshop.found().count == 3)
        let tried = try await workshop.run("remove", "--query", "fox", "--dry-run")
        #expect(tried.errors.hasPrefix("would remove v3, v2, v1\n"), "\(tried)")
        #expect(try await workshop.found().count == 3)
        #expect(try await workshop.run("remove", "--query", "fox", "--yes").status == 0)
        #expect(try await workshop.found().count == 0)
    }

    @Test func `is for videos alone`() async throws {
        _ = try await workshop.run("prompt", "add", "a fox")
        let refused = try await workshop.run("remove", "p1")
        #expect(refused.status == 65)
        #expect(refused.errors.contains("only videos can be put into the trash"), "\(refused)")
    }

    @Test func `for good deletes the file, and keeps the record`() async throws {
        let path = try await workshop.addClip([1, 2, 3], prompt: "fox", title: "Parent")
        try await workshop.addClip([4], prompt: "fox again")
        try await workshop.damage("UPDATE video SET remixed_from = 1 WHERE id = 2")
        _ = try await workshop.run("edit", "v1", "--tag", "winter")
        let sha256 = try SHA256.digest(of: [1, 2, 3])
        let sidecar = "\(workshop.library)/sidecars/\(sha256.prefix(2))/\(sha256).json"
        #expect(exists(sidecar))
        #expect(try await workshop.run("remove", "v1", "--purge").status == 64, "it is asked about")
        let tried = try await workshop.run("remove", "v1", "--purge", "--dry-run")
        #expect(tried.errors == "would delete 1 file of 1 video, 3 B\n", "\(tried)")
        #expect(exists(path))
        let purged = try await workshop.run("remove", "v1", "--purge", "--yes", "--json")
        #expect(
            purged.output == #"{"purged":["v1"],"deleted":1,"bytes":3,"kept":[]}"# + "\n",
            "\(purged)")
        #expect(!exists(path) && !exists(sidecar))
        let video = try await workshop.show("v1")
        #expect(video["file_state"]?.string == "absent")
        #expect(video["title"]?.string == "Parent")
        #expect(video["tags"] == .array([.text("winter")]))
        #expect(try await workshop.show("v2")["remixed_from"]?.string == "v1", "the family stays")
        #expect(try await workshop.found() == ["v2"])
        #expect(try await workshop.run("undo").errors.contains("cannot be undone"))
        let checked = try await workshop.run("library", "check")
        #expect(checked.status == 0, "\(checked)")
        let common = try String(
            contentsOfFile: "\(workshop.library)/sidecars/library.json", encoding: .utf8)
        #expect(common.contains("Parent"), "the record without a file has its place")
    }

    @Test func `for good leaves a file that something else leads to`() async throws {
        let path = try await workshop.addClip([1], prompt: "fox")
        let sha256 = try SHA256.digest(of: [1])
        try await workshop.damage(
            """
            INSERT INTO video (uid, operation, file_state, sha256, extension, bytes, verdict, created_at)
            VALUES ('twin', 'import', 'present', '\(sha256)', 'mp4', 1, 'verified', 0)
            """)
        let purged = try await workshop.run("remove", "v1", "--purge", "--yes")
        #expect(purged.errors == "the file of v1 stays: v2 has it too\n", "\(purged)")
        #expect(exists(path))
        #expect(try await workshop.show("v2")["file_state"]?.string == "present")
        #expect(try await workshop.run("remove", "v2", "--purge", "--yes").status == 0)
        #expect(!exists(path))
    }

    @Test func `for good waits for no sync, and deletes nothing beside one`() async throws {
        let path = try await workshop.addClip([1], prompt: "fox")
        let files = FileSystem()
        let lock = try FileLock.tryTaking("\(workshop.library)/sync.lock", files: files)
        let refused = try await workshop.run("remove", "v1", "--purge", "--yes")
        #expect(refused.status == 75, "\(refused)")
        #expect(exists(path))
        #expect(try await workshop.show("v1")["file_state"]?.string == "present")
        _ = consume lock
    }

    @Test(arguments: ["FP40:kill", "FP41:kill", "FP41:kill@2"])
    func `for good that is killed is finished later`(plan: String) async throws {
        let kept = try await workshop.addClip([9], prompt: "kept")
        var paths: [String] = []
        for byte in 1...3 {
            paths.append(try await workshop.addClip([UInt8(byte)], prompt: "fox \(byte)"))
        }
        let words = ["remove", "--query", "fox", "--purge", "--yes"]
        let killed = try await workshop.run(words, environment: ["SORALIB_FAILPOINT": plan])
        #expect(killed.status == 128 + SIGKILL, "\(killed)")
        #expect(try await workshop.found() == ["v1"], "the catalogue knows them no more")
        let left = paths.filter(exists)
        let told = try await workshop.run("library", "check")
        #expect(told.status == 1, "\(told)")
        #expect("\(told)".contains("was purged, and is not deleted yet"), "\(told)")
        #expect(!"\(told)".contains("orphan"))
        // One of them comes again before the rest is deleted: it must stay.
        if let path = left.first {
            let copy = workshop.folder.file("again.mp4")
            try FileManager.default.copyItem(atPath: path, toPath: copy)
            let imported = try await workshop.run("import", copy)
            #expect(imported.status == 0 || imported.status == 1, "\(imported)")
        }
        let again = try await workshop.found()
        let mended = try await workshop.run("library", "check", "--repair")
        #expect(!"\(mended)".contains("orphan"), "\(mended)")
        #expect(exists(kept))
        let stays = Set(
            try await workshop.run("list", "--format", "tsv", "--fields", "path").output
                .split(separator: "\n").map(String.init))
        for path in paths where !stays.contains(path) { #expect(!exists(path), "\(path)") }
        for path in stays where path.hasPrefix("/") { #expect(exists(path), "\(path)") }
        #expect(try await workshop.found() == again)
    }
}

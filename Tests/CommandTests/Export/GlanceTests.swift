import Foundation
import SoraTestSupport
import Testing

/// A plain export that is looked at only briefly: whatever differs is seen all the same.
@Suite(.startsPrograms) struct `An export with nothing to do` {
    private let workshop: Workshop
    private let originals: [String]
    private var folder: String { workshop.folder.file("out") }

    init() async throws {
        workshop = try await Workshop.withLibrary()
        var paths: [String] = []
        for number in 1...3 {
            paths.append(
                try await workshop.addClip([UInt8(number)], prompt: "clip \(number)", to: "shots"))
        }
        originals = paths
        let first = try await workshop.run("export", "shots", folder)
        #expect(first.status == 0, "\(first)")
    }

    /// Exports again, and gives how many files were written and how many stayed.
    private func again(_ more: String...) async throws -> [Int?] {
        let outcome = try await workshop.run(["export", "shots", folder, "--json"] + more)
        return [outcome.json?["written"]?.integer, outcome.json?["unchanged"]?.integer]
    }

    private func change(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    @Test func `says so without reading the record as a whole`() async throws {
        #expect(try await again() == [0, 3])
        #expect(try await again("--dry-run") == [0, 3])
        let report = try await workshop.run("export", "shots", folder, "--report", "--json")
        #expect(report.json?.elements.map { $0["id"]?.string } == ["v1", "v2", "v3"])
    }

    @Test(arguments: [
        ("UPDATE video SET title = 'Fox' WHERE id = 2", [1, 2]),
        ("UPDATE collection_video SET position = 9 WHERE video_id = 1", [3, 0]),
        ("DELETE FROM collection_video WHERE video_id = 3", [0, 2]),
        ("UPDATE video SET verdict = 'corrupt' WHERE id = 3", [0, 2]),
        ("UPDATE collection SET name = 'shots2'; UPDATE collection SET name = 'shots'", [0, 3]),
    ])
    func `sees what changed in the library`(sql: String, counts: [Int]) async throws {
        try await workshop.damage(sql)
        #expect(try await again() == counts)
    }

    @Test func `sees what is asked for otherwise`() async throws {
        #expect(try await again("--template", "{id}.{ext}") == [3, 0])
        #expect(try await again("--link", "hard") == [3, 0])
        #expect(try await again("--link", "hard", "--csv") == [1, 3])
        #expect(try await again("--link", "hard", "--sidecar", "txt") == [3, 3])
        #expect(try await again("--link", "hard", "--prune") == [0, 3])
    }

    @Test func `sees what changed in the folder`() async throws {
        try FileManager.default.removeItem(atPath: folder + "/002-clip-2.mp4")
        #expect(try await again() == [1, 2])
        try change("SHA256SUMS", "nothing")
        #expect(try await again() == [0, 3])
        let tool = try #require(InstalledProgram.find("sha256sum"))
        let sums = try await Child(tool, ["-c", "SHA256SUMS"], current: folder).end()
        #expect(sums.status == 0, "\(sums)")
        try change("003-clip-3.mp4", "x")
        #expect(try await again() == [0, 2])
    }

    @Test func `sees that an original is missing`() async throws {
        try FileManager.default.removeItem(atPath: originals[1])
        let outcome = try await workshop.run("export", "shots", folder)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("v2  left out: its file is missing"), "\(outcome)")
    }

    @Test func `completes what was cut off`() async throws {
        try await workshop.addClip([9], prompt: "more", to: "shots")
        let killed = try await workshop.run(
            ["export", "shots", folder], environment: ["SORALIB_FAILPOINT": "FP31:kill"])
        #expect(killed.status == 128 + SIGKILL, "\(killed)")
        #expect(try await again() == [0, 4])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.contains(".soralib-export.partial"))
    }
}

import Foundation
import SoraTestSupport
import Testing

/// What a library remembers of the folders that were exported to.
@Suite(.startsPrograms) struct `A library remembers its exports` {
    private let workshop: Workshop
    private var folder: String { workshop.folder.file("out") }

    init() async throws {
        workshop = try await Workshop.withLibrary()
        for number in 1...3 {
            try await workshop.addClip([UInt8(number)], prompt: "clip \(number)", to: "shots")
        }
    }

    private func remembered() async throws -> [OrderedJSON] {
        let listed = try await workshop.run("export", "--list", "--json")
        try #require(listed.status == 0, "\(listed)")
        return try #require(listed.json?.elements)
    }

    private func uid(in folder: String) throws -> String? {
        let bytes = FileManager.default.contents(atPath: folder + "/.soralib-export.json") ?? Data()
        return OrderedJSON(String(decoding: bytes, as: UTF8.self))?["uid"]?.string
    }

    @Test func `where they are, what is in them, and when`() async throws {
        #expect(try await remembered() == [])
        _ = try await workshop.run("export", "shots", folder)
        let other = workshop.folder.file("other")
        _ = try await workshop.run("export", "--query", "id:v1", other, "--sidecar", "txt")
        let exports = try await remembered()
        #expect(exports.map { $0["path"]?.string } == [other, folder])
        #expect(exports.map { $0["state"]?.string } == ["there", "there"])
        #expect(exports.map { $0["collection"]?.string } == [nil, "shots"])
        #expect(exports.map { $0["query"]?.string } == ["id:v1", nil])
        #expect(exports.map { $0["files"]?.integer } == [2, 3])
        #expect(exports.map { $0["bytes"]?.integer } == [8, 3])
        #expect(try exports.map { $0["uid"]?.string } == [uid(in: other), uid(in: folder)])
        try FileManager.default.removeItem(atPath: other)
        #expect(try await remembered().map { $0["state"]?.string } == ["gone", "there"])
        let table = try await workshop.run("export", "--list")
        #expect(table.output.contains("gone") && table.output.contains(folder), "\(table)")
    }

    @Test func `and brings each up to date as it was exported`() async throws {
        let second = workshop.folder.file("second")
        _ = try await workshop.run(
            "export", "shots", folder, "--sidecar", "txt", "--csv", "--template", "{id}.{ext}")
        _ = try await workshop.run("export", "--query", "prompt:clip", second, "--bag")
        try await workshop.addClip([9], prompt: "clip 9", to: "shots")
        _ = try await workshop.run("collection", "rename", "shots", "best shots")
        let preview = try await workshop.run("export", "--again", "--dry-run", "--json")
        #expect(preview.json?.elements.map { $0["written"]?.integer } == [3, 1], "\(preview)")
        let done = try await workshop.run("export", "--again", "--json")
        #expect(done.status == 0, "\(done)")
        #expect(done.json?.elements.map { $0["directory"]?.string } == [folder, second])
        #expect(done.json?.elements.map { $0["written"]?.integer } == [3, 1])
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                ".soralib-export.json", "SHA256SUMS", "clips.csv", "v1.mp4", "v1.txt", "v2.mp4",
                "v2.txt", "v3.mp4", "v3.txt", "v4.mp4", "v4.txt",
            ])
        #expect(FileManager.default.fileExists(atPath: second + "/data/v4-clip-9.mp4"))
        let again = try await workshop.run("export", "--again", folder)
        #expect(again.output.hasPrefix("0 written, 9 unchanged"), "\(again)")
    }

    @Test func `and says which it cannot bring up to date, and why`() async throws {
        let gone = workshop.folder.file("gone")
        let taken = workshop.folder.file("taken")
        let orphan = workshop.folder.file("orphan")
        for path in [folder, gone, taken] { _ = try await workshop.run("export", "shots", path) }
        _ = try await workshop.run("collection", "create", "short")
        _ = try await workshop.run("collection", "add", "short", "v1")
        _ = try await workshop.run("export", "short", orphan)
        _ = try await workshop.run("collection", "delete", "short", "--yes")
        try FileManager.default.removeItem(atPath: gone)
        try FileManager.default.removeItem(atPath: taken)
        // Another's export, which this library has no memory of.
        let stranger = try await Workshop.withLibrary()
        try await stranger.addClip([7], prompt: "theirs", to: "shots")
        _ = try await stranger.run("export", "shots", taken)
        let done = try await workshop.run("export", "--again")
        #expect(done.status == 1, "\(done)")
        #expect(done.output.hasPrefix("0 written, 3 unchanged"), "\(done)")
        #expect(done.errors.contains("\(gone)  left out: there is no export any more"))
        #expect(done.errors.contains("\(taken)  left out: another export is in its place"))
        #expect(done.errors.contains("\(orphan)  left out: the collection short is gone"))
        let unknown = try await workshop.run("export", "--again", workshop.folder.file("never"))
        expectError(unknown, 66, "is no folder that was exported to")
    }

    @Test func `until they are forgotten; the folder stays`() async throws {
        _ = try await workshop.run("export", "shots", folder)
        let trial = try await workshop.run("export", "--forget", folder, "--dry-run")
        #expect(trial.status == 0, "\(trial)")
        #expect(try await remembered().count == 1)
        #expect(try await workshop.run("export", "--forget", folder).status == 0)
        #expect(try await remembered() == [])
        #expect(FileManager.default.fileExists(atPath: folder + "/001-clip-1.mp4"))
        // What was forgotten is known again with the next export, though that has nothing to do.
        let next = try await workshop.run("export", "shots", folder, "--json")
        #expect(next.json?["written"]?.integer == 0, "\(next)")
        #expect(try await remembered().map { $0["files"]?.integer } == [3])
    }

    @Test func `a folder that was moved is followed, and one that was copied is a second one`()
        async throws
    {
        _ = try await workshop.run("export", "shots", folder)
        let moved = workshop.folder.file("moved")
        let copied = workshop.folder.file("copied")
        try FileManager.default.moveItem(atPath: folder, toPath: moved)
        _ = try await workshop.run("export", "shots", moved)
        #expect(try await remembered().map { $0["path"]?.string } == [moved])
        try FileManager.default.copyItem(atPath: moved, toPath: copied)
        _ = try await workshop.run("export", "shots", copied)
        #expect(try await remembered().map { $0["path"]?.string } == [copied, moved])
        #expect(try await remembered().map { $0["state"]?.string } == ["there", "there"])
    }

    @Test func `but never at the cost of the export, and without a write where nothing is new`()
        async throws
    {
        // The lock is somebody else's.
        let lock = try #require(FileHandle(forUpdatingAtPath: workshop.library + "/soralib.lock"))
        #expect(flock(lock.fileDescriptor, LOCK_EX) == 0)
        let quiet = try await workshop.run("export", "shots", folder)
        #expect(quiet.status == 0 && quiet.errors == "", "\(quiet)")
        let told = try await workshop.run("export", "shots", folder, "--verbose")
        #expect(told.status == 0, "\(told)")
        #expect(told.errors.contains("the library does not remember this folder: another soralib"))
        try lock.close()
        #expect(try await remembered() == [])
        _ = try await workshop.run("export", "shots", folder)
        let before = try workshop.dump()
        _ = try await workshop.run("export", "shots", folder)
        #expect(try workshop.dump() == before)
        #expect(try await remembered().count == 1)
    }

    @Test(
        arguments: [
            (["--list", "--again"], "--list and --again exclude each other"),
            (["--list", "DIR"], "--list takes no folder"),
            (["--forget"], "name the folders to forget"),
            (["--again", "--csv"], "--csv is nothing to --again"),
            (["--forget", "DIR", "--prune"], "--prune is nothing to --forget"),
            (["--list", "--fields", "action"], "has no field action"),
        ])
    func `asked for what makes no sense says so`(words: [String], message: String) async throws {
        expectError(try await workshop.run(["export"] + words), 64, message)
    }
}

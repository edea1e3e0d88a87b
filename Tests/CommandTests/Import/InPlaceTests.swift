import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Clips that stay where they are, and are in the library by a further name.
@Suite(.startsPrograms) struct `An import in place` {
    private let workshop: Workshop

    init() async throws { workshop = try await Workshop.withLibrary() }

    /// The number of a file, how many names it has, and its rights.
    private func status(_ path: String) throws -> (number: UInt, names: Int, mode: UInt32) {
        var info = stat()
        try #require(stat(path, &info) == 0, "\(path)")
        return (UInt(info.st_ino), Int(info.st_nlink), UInt32(info.st_mode) & 0o777)
    }

    @Test func `copies nothing, and both names are one file that is read-only`() async throws {
        let clip = try workshop.stashClip("deep/a.mp4", frames: 10)
        let done = try await workshop.run("import", workshop.stash, "--in-place")
        #expect(done.status == 0, "\(done)")
        #expect(done.errors.contains("changing it changes the original"), "\(done)")
        let original = try #require(try await workshop.show("v1")["path"]?.string)
        let (theirs, ours) = (try status(clip), try status(original))
        #expect(theirs.number == ours.number)
        #expect(theirs.names == 2 && theirs.mode == 0o444)
        #expect(try workshop.originals().allSatisfy { $0.key.contains($0.value) })
        #expect(try workshop.incoming().isEmpty)
        #expect(try await workshop.run("verify").status == 0)
    }

    @Test func `leaves the library whole when the file is removed, and finds when it is changed`()
        async throws
    {
        let gone = try workshop.stashClip("a.mp4", frames: 10)
        let changed = try workshop.stashClip("b.mp4", frames: 20)
        _ = try await workshop.run("import", workshop.stash, "--in-place")
        try FileManager.default.removeItem(atPath: gone)
        #expect(try await workshop.run("verify").status == 0)
        try #require(chmod(changed, 0o600) == 0)
        let handle = try #require(FileHandle(forWritingAtPath: changed))
        try handle.seek(toOffset: 1_000)
        try handle.write(contentsOf: Data([1, 2, 3]))
        try handle.close()
        #expect(try await workshop.run("verify").status == 1)
        #expect(try await workshop.show("v2")["verdict"]?.string == "corrupt")
    }

    @Test func `leaves a duplicate as it is`() async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 10)
        let same = try workshop.stashClip("same.mp4", frames: 10)
        let before = try status(same)
        let done = try await workshop.run("import", workshop.stash, "--in-place", "--json")
        #expect(done.json?["duplicates"]?[0]?["path"]?.string == same, "\(done)")
        let after = try status(same)
        #expect(after.names == 1 && after.mode == before.mode)
        #expect(try status(clip).names == 2)
        let again = try await workshop.run("import", clip, "--in-place", "--json")
        #expect(again.json?["duplicates"]?[0]?["video"]?.string == "v1", "\(again)")
        #expect(try status(clip).names == 2)
    }

    @Test func `refuses a link, and what excludes it`() async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 10)
        let link = workshop.folder.file("link.mp4")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: clip)
        let done = try await workshop.run("import", link, "--in-place", "--json")
        #expect(done.status == 1)
        #expect(done.json?["failed"]?[0]?["code"]?.string == "link", "\(done)")
        expectError(
            try await workshop.run("import", clip, "--in-place", "--move"), 64, "exclude")
        #expect(try workshop.originals().isEmpty)
    }

    @Test(.enabled(if: Mount.isPossible, "not root: NOT checked"))
    func `refuses a file of another disk, and takes the others`() async throws {
        let mount = try Mount(workshop.folder.file("disk"), size: "4m")
        defer { mount.end() }
        let clip = try workshop.stashClip("a.mp4", frames: 10)
        try FileManager.default.copyItem(atPath: clip, toPath: mount.path + "/far.mp4")
        try workshop.stashClip("b.mp4", frames: 11)
        let done = try await workshop.run(
            "import", mount.path, workshop.stash, "--in-place", "--json")
        #expect(done.status == 1)
        #expect(done.json?["failed"]?[0]?["code"]?.string == "other_disk", "\(done)")
        #expect(done.json?["imported"]?.elements.count == 2)
        #expect(try workshop.incoming().isEmpty)
    }

    @Test(arguments: ["FP35:kill", "FP36:kill", "FP37:kill", "FP38:kill"])
    func `that is killed leaves each file, and the next one completes it`(
        plan: String
    ) async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 10)
        let killed = try await workshop.run(
            ["import", clip, "--in-place"], environment: ["SORALIB_FAILPOINT": plan])
        #expect(killed.status == 128 + SIGKILL, "\(killed)")
        #expect(FileManager.default.fileExists(atPath: clip))
        #expect(try await workshop.run("import", clip, "--in-place").status == 0)
        #expect(try status(clip).names == 2)
        #expect(try workshop.incoming().isEmpty)
        #expect(try await workshop.run("verify").status == 0)
    }
}

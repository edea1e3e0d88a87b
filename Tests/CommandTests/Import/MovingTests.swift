import Foundation
import SoraTestSupport
import Testing

@Suite(.startsPrograms) struct `An import that moves` {
    private let workshop: Workshop

    init() async throws { workshop = try await Workshop.withLibrary() }

    private func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test func `removes clips, and nothing that lies beside them`() async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 10)
        let same = try workshop.stashClip("b/same.mp4", frames: 10)
        let sidecar = try workshop.stash("a.json", #"{"prompt":"a fox"}"#)
        let page = try workshop.stash("page.mp4", "<html>")
        let done = try await workshop.run("import", workshop.stash, "--move")
        #expect(done.status == 1, "\(done)")
        #expect(done.output.contains("1 imported, 1 there already, 1 failed, 2 moved"), "\(done)")
        #expect(!exists(clip) && !exists(same))
        #expect(exists(sidecar) && exists(page))
        #expect(try await workshop.run("verify").status == 0)
    }

    @Test func `leaves what a link leads to, and the link`() async throws {
        let clip = try workshop.stashClip("there/a.mp4", frames: 10)
        let link = workshop.folder.file("link.mp4")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: clip)
        let done = try await workshop.run("import", link, "--move")
        #expect(done.status == 0, "\(done)")
        #expect(done.errors.contains("stays: it is a link"), "\(done)")
        #expect(exists(link) && exists(clip))
    }

    @Test func `leaves an original whose stored copy has gone bad`() async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 100, bytes: 1000)
        _ = try await workshop.run("import", clip)
        let original = try #require(try await workshop.show("v1")["path"]?.string)
        try damage(original, at: 30_000)
        let done = try await workshop.run("import", clip, "--move")
        #expect(done.errors.contains("cannot be read back: run `soralib verify`"), "\(done)")
        #expect(exists(clip))
    }

    /// What is seen at once to be another file is copied, and takes the place of the bad one.
    @Test func `mends a stored copy whose start has gone bad`() async throws {
        let clip = try workshop.stashClip("a.mp4", frames: 100, bytes: 1000)
        _ = try await workshop.run("import", clip)
        let original = try #require(try await workshop.show("v1")["path"]?.string)
        try damage(original, at: 600)
        let done = try await workshop.run("import", clip, "--move")
        #expect(done.output.contains("0 imported, 1 there already, 1 moved"), "\(done)")
        #expect(try await workshop.run("verify").status == 0)
    }

    private func damage(_ path: String, at offset: UInt64) throws {
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seek(toOffset: offset)
        try handle.write(contentsOf: Data([1, 2, 3]))
        try handle.close()
    }

}

import Foundation
import SoraTestSupport
import Testing

#if canImport(Glibc)
    import Glibc
#endif

/// Files that are no clips, or should not be touched; and wrong words for `soralib import`.
@Suite(.startsPrograms) struct `Bad input for an import` {
    private let workshop: Workshop

    init() async throws { workshop = try await Workshop.withLibrary() }

    /// Imports one path, which fails with a code and words; a good clip beside it is imported.
    private func expectFailure(
        of path: String, _ code: String, _ words: String,
        at location: SourceLocation = #_sourceLocation
    ) async throws {
        let good = try workshop.stashClip("good/clip.mp4", frames: 77)
        let done = try await workshop.run("import", path, good, "--json")
        #expect(done.status == 1, "\(done)", sourceLocation: location)
        let failed = try #require(done.json?["failed"], "\(done)", sourceLocation: location)
        #expect(failed.elements.count == 1, "\(done)", sourceLocation: location)
        #expect(failed[0]?["path"]?.string == path, sourceLocation: location)
        #expect(failed[0]?["code"]?.string == code, "\(done)", sourceLocation: location)
        #expect(
            failed[0]?["message"]?.string?.contains(words) == true, "\(done)",
            sourceLocation: location)
        #expect(done.json?["imported"]?.elements.count == 1, "\(done)", sourceLocation: location)
        #expect(try workshop.incoming().isEmpty, sourceLocation: location)
        #expect(try workshop.originals().count == 1, sourceLocation: location)
    }

    @Test func `an empty file`() async throws {
        try await expectFailure(of: try workshop.stash("a.mp4", ""), "empty", "empty")
    }

    @Test(arguments: [
        ("<!doctype html><html>", "web page"), ("{\"error\":\"gone\"}", "JSON"),
        ("#EXTM3U\n#EXT-X-VERSION:3", "playlist"), ("\0\0\0\0\0\0\0\0\0\0\0\0\0", "zeros"),
        ("ffconcat version 1.0", "list of files"), ("x", "not a media file"),
    ])
    func `a file that is called a clip`(text: String, words: String) async throws {
        try await expectFailure(of: try workshop.stash("a.mp4", text), "not_media", words)
    }

    @Test func `a picture`() async throws {
        var png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]
        png += Array("IHDR".utf8) + [0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0, 0x90, 0x77, 0x53, 0xDE]
        try await expectFailure(of: try workshop.stash("a.mp4", png), "not_media", "picture")
    }

    @Test func `a pipe, which is not waited for`() async throws {
        let path = try workshop.stash("a.mp4", "")
        try FileManager.default.removeItem(atPath: path)
        try #require(mkfifo(path, 0o600) == 0)
        try await expectFailure(of: path, "not_a_file", "pipe")
    }

    @Test func `a device`() async throws {
        try await expectFailure(of: "/dev/zero", "not_a_file", "device")
    }

    @Test func `a socket in a folder`() async throws {
        try workshop.stash("deep/x", "")
        let path = workshop.stash + "/deep/s.mp4"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let shortened = workshop.folder.file("s")
        withUnsafeMutableBytes(of: &address.sun_path) { bytes in
            bytes.copyBytes(from: shortened.utf8)
        }
        let bound = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0)
        try FileManager.default.moveItem(atPath: shortened, toPath: path)
        try FileManager.default.removeItem(atPath: workshop.stash + "/deep/x")
        let done = try await workshop.run("import", workshop.stash, "--json")
        #expect(done.json?["failed"]?[0]?["code"]?.string == "not_a_file", "\(done)")
        #expect(done.json?["failed"]?[0]?["path"]?.string == path)
    }

    @Test func `a folder without clips, and one with nothing`() async throws {
        try workshop.stash("notes.txt", "x")
        try FileManager.default.createDirectory(
            atPath: workshop.stash + "/empty", withIntermediateDirectories: true)
        let done = try await workshop.run("import", workshop.stash, "--json")
        #expect(done.status == 0, "\(done)")
        #expect(done.output == #"{"imported":[],"duplicates":[],"failed":[]}"# + "\n")
    }

    @Test func `links that lead in a circle, nowhere, or to the folder above`() async throws {
        try workshop.stashClip("deep/a.mp4", frames: 10)
        for (name, target) in [
            ("deep/up", ".."), ("deep/self", "self"), ("deep/one", "two"), ("deep/two", "one"),
            ("deep/gone.mp4", "nothing"), ("deep/again.mp4", "a.mp4"),
        ] {
            try FileManager.default.createSymbolicLink(
                atPath: "\(workshop.stash)/\(name)", withDestinationPath: target)
        }
        let done = try await workshop.run("import", workshop.stash, "--verbose", "--json")
        #expect(done.status == 0, "\(done)")
        #expect(done.json?["imported"]?.elements.count == 1)
        #expect(done.json?["duplicates"]?.elements.count == 1, "the link to the clip")
        #expect(done.errors.contains("up: left out: it is a link to a folder"), "\(done)")
        #expect(done.errors.contains("self: left out: it is a link that leads in a circle"))
        #expect(done.errors.contains("gone.mp4: left out: it is a link that leads nowhere"))
    }

    @Test func `a name of 255 bytes with ESC and a line feed`() async throws {
        let start = "\u{1b}[31m\nfox \u{202e}"
        let name = start + String(repeating: "x", count: 251 - start.utf8.count) + ".mp4"
        #expect(name.utf8.count == 255)
        let path = try workshop.stashClip(name, frames: 10)
        let done = try await workshop.run("import", workshop.stash, "--verbose")
        #expect(done.status == 0, "\(done)")
        #expect(!done.errors.contains("\u{1b}[31m"))
        let title = try await workshop.show("v1")["title"]?.string
        #expect(title?.hasPrefix("[31m fox xxx") == true, "\(title ?? "")")
        let again = try await workshop.run("import", path, "--json")
        #expect(again.json?["duplicates"]?[0]?["path"]?.string == path)
        #expect(!again.output.contains("\u{1b}"))
    }

    @Test func `a name that is not UTF-8`() async throws {
        try workshop.stashClip("a.mp4", frames: 10)
        let done = try await workshop.shell(
            #"cp '\#(workshop.stash)/a.mp4' '\#(workshop.stash)/'$'b\xff.mp4'; "$SORALIB" import '\#(workshop.stash)' --json"#
        )
        #expect(done.status == 1, "\(done)")
        #expect(done.output.contains(#""code":"name""#), "\(done)")
    }

    @Test func `a thousand files that are none in one folder`() async throws {
        for number in 0..<1000 { try workshop.stash("\(number).mp4", "x") }
        try workshop.stashClip("zzz.mp4", frames: 10)
        let done = try await workshop.run("import", workshop.stash, "--json", "--quiet")
        #expect(done.status == 1)
        #expect(done.json?["failed"]?.elements.count == 1000)
        #expect(done.json?["imported"]?.elements.count == 1)
    }

    @Test func `100,000 files in one folder`() async throws {
        try workshop.stashClip("zzz.mp4", frames: 10)
        for number in 0..<100_000 {
            let file = open("\(workshop.stash)/\(number).txt", O_CREAT | O_WRONLY, 0o600)
            try #require(file >= 0)
            close(file)
        }
        let done = try await workshop.run("import", workshop.stash, "--json", "--quiet")
        #expect(done.status == 0, "\(done)")
        #expect(done.output == #"{"imported":["v1"],"duplicates":[],"failed":[]}"# + "\n")
    }

    @Test func `images and movies of 60,000 × 60,000`() async throws {
        let bombs = HostileMedia.all.filter { $0.name.contains("bomb") }
        for bomb in bombs { try workshop.stash("\(bomb.name).mp4", bomb.bytes) }
        let done = try await workshop.run("import", workshop.stash, "--json")
        #expect(done.status == 1, "\(done)")
        // The headers of the movie are right; nothing was decoded.
        #expect(done.json?["imported"]?.elements.count == 1)
        #expect(done.json?["failed"]?.elements.count == bombs.count - 1)
        #expect(try await workshop.show("v1")["width"]?.integer == 60_000)
        let decoded = try await workshop.run("verify", "--deep")
        #expect(decoded.status == 1, "\(decoded)")
        #expect(["corrupt", "unprobed"].contains(try await workshop.show("v1")["verdict"]?.string))
    }

    @Test func `a file of 5 GiB that is all a hole, and one with a hole in it`() async throws {
        let empty = try workshop.stash("hole.mp4", "")
        try #require(truncate(empty, 5 << 30) == 0)
        try await expectFailure(of: empty, "not_media", "zeros")
        var movie = TinyMovie()
        movie.frames = 3
        let path = try workshop.stash("sparse.mp4", movie.bytes)
        try #require(truncate(path, 16 << 20) == 0)
        let done = try await workshop.run("import", path)
        #expect(done.status == 0, "\(done)")
        let original = try #require(try await workshop.show("v2")["path"]?.string)
        var info = stat()
        try #require(stat(original, &info) == 0)
        #expect(info.st_size == 16 << 20)
        #expect(info.st_blocks * 512 < 4 << 20, "the hole is a hole in the library too")
        #expect(try workshop.originals().allSatisfy { $0.key.contains($0.value) })
    }

    @Test func `a sidecar of 1 GiB, one that is nested 10,000 deep, and one that is no JSON`()
        async throws
    {
        for (number, name) in ["huge", "deep", "torn", "folder"].enumerated() {
            try workshop.stashClip("\(name).mp4", frames: UInt32(10 + number))
        }
        let huge = try workshop.stash("huge.json", "")
        try #require(truncate(huge, 1 << 30) == 0)
        try workshop.stash("deep.json", String(repeating: "[", count: 10_000))
        try workshop.stash("torn.json", #"{"prompt": "a f"#)
        try workshop.stash("folder.json/x.txt", "")
        let done = try await workshop.run("import", workshop.stash)
        #expect(done.status == 0, "\(done)")
        #expect(done.errors.contains("huge.json: not read: it has 1024 MiB"), "\(done)")
        #expect(done.errors.contains("deep.json: not read: it is no JSON, or nested"), "\(done)")
        #expect(done.errors.contains("torn.json: not read"), "\(done)")
        #expect(try await workshop.found().count == 4)
    }

    @Test func `a folder in the library, and one that holds it`() async throws {
        try workshop.stashClip("a.mp4", frames: 10)
        _ = try await workshop.run("import", workshop.stash)
        let original = try #require(try await workshop.show("v1")["path"]?.string)
        let known = try await workshop.run("import", original, "--move", "--json")
        #expect(known.json?["duplicates"]?[0]?["video"]?.string == "v1", "\(known)")
        let catalogue = workshop.library + "/soralib.sqlite"
        let done = try await workshop.run("import", catalogue, "--move", "--json")
        #expect(done.json?["failed"]?[0]?["code"]?.string == "in_library", "\(done)")
        let above = try await workshop.run("import", workshop.folder.path, "--move", "--verbose")
        #expect(above.errors.contains("library: left out: it is the library"), "\(above)")
        #expect(FileManager.default.fileExists(atPath: original))
    }

    @Test func `the command line: nothing is imported`() async throws {
        let path = try workshop.stashClip("a.mp4", frames: 10)
        let before = try workshop.dump()
        expectError(try await workshop.run("import"), 64, "PATH")
        expectError(
            try await workshop.run("import", path, workshop.folder.file("no")), 66, "no",
            "nothing was imported")
        expectError(
            try await workshop.run("import", path, workshop.stash, "--title", "x"), 65,
            "--title is for one file")
        expectError(
            try await workshop.run("import", workshop.stash, "--title", "x"), 65, "one file")
        expectError(try await workshop.run("import", path, "--tag", "a\u{7}b"), 65, "U+0007")
        expectError(
            try await workshop.run("import", path, "--collection", "none"), 66, "no collection")
        expectError(
            try await workshop.run("import", path, "--sidecar", "/none.json"), 66, "/none.json")
        expectError(try await workshop.run("import", path, "--fields", "id"), 64, "--fields")
        #expect(try workshop.dump() == before)
    }
}

/// Imports onto disks that are full.
///
/// Staged with small file systems in memory, which only root may mount.
@Suite(.startsPrograms, .serialized, .enabled(if: Mount.isPossible, "not root: NOT checked"))
struct `An import onto a disk` {
    @Test func `that is full is told, keeps what is whole, and goes on when there is room`()
        async throws
    {
        let workshop = try Workshop()
        let mount = try Mount(workshop.folder.file("disk"), size: "32m")
        defer { mount.end() }
        let library = mount.path + "/library"
        #expect(try await workshop.run("init", library).status == 0)
        for number in 1...6 {
            try workshop.stashClip("\(number).mp4", frames: 1000, bytes: UInt32(1000 + number))
        }
        try mount.fill(leaving: 4_000_000)
        let full = try await workshop.run(
            "--library", library, "import", workshop.stash, "--move", "--json")
        #expect(full.status == 74, "\(full)")
        #expect(full.errors.contains("disk_full"), "\(full)")
        let kept = try #require(full.json?["imported"]).elements.count
        #expect((1...3).contains(kept), "\(full)")
        let left = try FileManager.default.contentsOfDirectory(atPath: workshop.stash)
        #expect(left.count == 6 - kept)
        try mount.empty()
        let next = try await workshop.run("--library", library, "import", workshop.stash, "--move")
        #expect(next.status == 0, "\(next)")
        let incoming = try FileManager.default.contentsOfDirectory(atPath: library + "/incoming")
        #expect(incoming == ["receipts"])
        let listed = try await workshop.run("--library", library, "list", "--json")
        #expect(listed.json?.elements.count == 6)
        #expect(try await workshop.run("--library", library, "verify").status == 0)
    }
}

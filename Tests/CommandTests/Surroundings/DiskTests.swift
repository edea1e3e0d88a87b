import Foundation
import SoraTestSupport
import Testing

/// What happens on a disk that is full, or that cannot be written.
///
/// Staged with small file systems in memory, which only root may mount.
@Suite(.startsPrograms, .serialized, .enabled(if: Mount.isPossible, "not root: NOT checked"))
struct `On a disk` {
    @Test func `that is full, a paid result waits until there is room, and is charged once`()
        async throws
    {
        let service = try await SimulatorProcess.start(latency: "1500ms")
        let workshop = try Workshop()
        // Below 1 GiB of free space nothing would be submitted.
        let mount = try Mount(workshop.folder.file("disk"), size: "1100m")
        defer { mount.end() }
        let library = mount.path + "/library"
        for words in [
            ["init", library],
            [
                "--library", library, "provider", "add", "rehearsal", "--profile",
                "openai-compatible", "--no-key", "--base-url", service.url + "/openai-compatible",
            ],
            ["--library", library, "queue", "a fox", "--seconds", "8"],
            ["--library", library, "sync"],
        ] {
            let outcome = try await workshop.run(words)
            try #require(outcome.status == 0, "\(outcome)")
        }
        #expect(try service.charges().count == 1)
        try mount.fill(leaving: 256 << 10)
        try await Task.sleep(for: .seconds(2))

        let full = try await workshop.run("--library", library, "sync", "--until-idle")
        #expect(full.status == 74, "\(full)")
        #expect(full.errors.contains("MiB are free"), "\(full)")
        #expect(full.errors.contains("free some space"), "\(full)")
        let listed = try await workshop.run("--library", library, "list", "tasks", "--json")
        #expect(listed.status == 0, "\(listed)")
        #expect(
            ["in_progress", "submitted", "completed"].contains(listed.json?[0]?["state"]?.string))

        // With no byte left at all, reading goes on.
        try mount.fill(leaving: 0)
        for words in [["list"], ["status"], ["show", "t1"]] {
            let outcome = try await workshop.run(["--library", library] + words)
            #expect(outcome.status == 0, "\(outcome)")
        }
        let refused = try await workshop.run(
            "--library", library, "queue", String(repeating: "a fox ", count: 3000))
        #expect(refused.status == 74, "\(refused)")
        #expect(refused.errors.contains("full"), "\(refused)")

        try mount.empty()
        let done = try await workshop.run("--library", library, "sync", "--until-idle")
        #expect(done.status == 0, "\(done)")
        let videos = try await workshop.run("--library", library, "list", "--json")
        #expect(videos.json?.elements.count == 1)
        #expect(videos.json?[0]?["verdict"]?.string == "verified")
        #expect(try service.charges().count == 1)
    }

    @Test func `with less room than a result may need, nothing is submitted`() async throws {
        let service = try await SimulatorProcess.start()
        let workshop = try Workshop()
        let mount = try Mount(workshop.folder.file("disk"), size: "64m")
        defer { mount.end() }
        let library = mount.path + "/library"
        for words in [
            ["init", library],
            [
                "--library", library, "provider", "add", "rehearsal", "--profile",
                "openai-compatible", "--no-key", "--base-url", service.url + "/openai-compatible",
            ],
            ["--library", library, "queue", "a fox"],
        ] {
            let outcome = try await workshop.run(words)
            try #require(outcome.status == 0, "\(outcome)")
        }
        let outcome = try await workshop.run("--library", library, "sync", "--until-idle")
        #expect(outcome.status == 74, "\(outcome)")
        #expect(outcome.errors.contains("MiB are free on the disk of \(library)"), "\(outcome)")
        #expect(outcome.errors.contains("free some space"))
        #expect(try service.charges().isEmpty)
        let listed = try await workshop.run("--library", library, "list", "tasks", "--json")
        #expect(listed.json?[0]?["state"]?.string == "queued")
    }

    @Test(arguments: [false, true])
    func `that is read-only, a library is read and not changed`(hasLog: Bool) async throws {
        let workshop = try Workshop()
        let mount = try Mount(workshop.folder.file("disk"), size: "64m")
        defer { mount.end() }
        let library = mount.path + "/library"
        for words in [
            ["init", library],
            [
                "--library", library, "provider", "add", "rehearsal", "--profile",
                "openai-compatible", "--no-key", "--base-url", "http://127.0.0.1:1",
            ], ["--library", library, "queue", "a fox"],
        ] {
            let outcome = try await workshop.run(words)
            try #require(outcome.status == 0, "\(outcome)")
        }
        let log = library + "/soralib.sqlite-wal"
        if hasLog {
            // A command leaves what it wrote in the log.
            let bytes = FileManager.default.contents(atPath: log)?.count ?? 0
            try #require(bytes > 0)
        } else {
            let shell = try #require(InstalledProgram.find("sqlite3"))
            _ = try await Child(
                shell, [library + "/soralib.sqlite", "PRAGMA wal_checkpoint(TRUNCATE)"]
            ).end()
        }
        try mount.makeReadOnly()
        let temporary = workshop.folder.file("temporary")
        try FileManager.default.createDirectory(
            atPath: temporary, withIntermediateDirectories: true)
        for words in [["list", "tasks"], ["show", "t1"], ["status"]] {
            let outcome = try await workshop.run(
                ["--library", library] + words, environment: ["TMPDIR": temporary])
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: temporary).isEmpty,
                "the copy is gone again")
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.output.contains("a fox") || outcome.output.contains("1 queued"))
            #expect(outcome.errors.contains("reading a copy") == hasLog, "\(outcome)")
        }
        for words in [
            ["queue", "a hen"], ["sync"], ["provider", "remove", "rehearsal"],
        ] {
            let outcome = try await workshop.run(["--library", library] + words)
            expectError(outcome, 73, "the library \(library) cannot be written")
        }
        expectError(try await workshop.run("init", mount.path + "/other"), 73, "read-only")
    }
}

/// A file system in memory, mounted for a test.
struct Mount {
    static let isPossible = geteuid() == 0 && InstalledProgram.find("mount") != nil && canMount()

    let path: String
    private var filler: String { path + "/filler" }

    init(_ path: String, size: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        guard Self.run("mount", "-t", "tmpfs", "-o", "size=\(size),mode=700", "tmpfs", path)
        else { throw CocoaError(.fileWriteNoPermission) }
    }

    /// Mounts a file system of the kind XFS, whose files can share blocks.
    init(sharingBlocks path: String) throws {
        self.path = path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
        let image = path + ".image"
        // XFS has no smaller ones.
        guard Self.run("truncate", "-s", "300M", image),
            Self.run("mkfs.xfs", "-q", "-m", "reflink=1", image),
            Self.run("mount", "-o", "loop", image, path)
        else { throw CocoaError(.fileWriteNoPermission) }
    }

    /// Whether one can be mounted whose files share blocks.
    static let canShareBlocks: Bool = {
        guard isPossible, InstalledProgram.find("mkfs.xfs") != nil,
            let folder = try? TemporaryFolder(),
            let mount = try? Mount(sharingBlocks: folder.file("disk"))
        else { return false }
        mount.end()
        return true
    }()

    func makeReadOnly() throws {
        guard Self.run("mount", "-o", "remount,ro", path) else {
            throw CocoaError(.fileWriteNoPermission)
        }
    }

    /// Takes all room but so many bytes.
    func fill(leaving rest: Int) throws {
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: path)
        let free = try #require(attributes[.systemFreeSize] as? NSNumber).intValue
        let descriptor = open(filler, O_WRONLY | O_CREAT, 0o600)
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        _ = posix_fallocate(descriptor, size, max(1, off_t(free - rest)))
    }

    func empty() throws { try FileManager.default.removeItem(atPath: filler) }

    func end() { _ = Self.run("umount", "-l", path) }

    private static func canMount() -> Bool {
        guard
            let mount = try? Mount(
                NSTemporaryDirectory() + "/soralib-mount-\(getpid())", size: "1m")
        else { return false }
        mount.end()
        try? FileManager.default.removeItem(atPath: mount.path)
        return true
    }

    private static func run(_ name: String, _ words: String...) -> Bool {
        guard let program = InstalledProgram.find(name) else { return false }
        return (try? Child.run(program, words).status) == 0
    }
}

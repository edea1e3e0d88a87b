import Foundation
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraSystem
import SoraTestSupport
import Synchronization
import Testing

/// `soralib sheet`: which files there are, what is said, and what is kept in previews/.
@Suite(.startsPrograms, .enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"))
struct `A contact sheet` {
    private let workshop: Workshop
    private let clip: [UInt8]

    init() async throws {
        workshop = try await Workshop.withLibrary()
        let path = try await MediaSamples.shared.path(named: "plain.mp4")
        clip = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private func file(_ name: String) -> String { workshop.folder.file(name) }

    private func bytes(_ path: String) -> Data? { FileManager.default.contents(atPath: path) }

    /// Adds copies of clip 1 with prompts of their own.
    private func copies(_ count: Int) async throws {
        try await workshop.damage(
            """
            INSERT INTO video (uid, title, operation, file_state, sha256, extension, bytes, verdict,
                               duration, width, height, created_at)
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
            SELECT 'copy-' || i, 'clip ' || i, 'import', 'present', sha256, extension, bytes,
                   'verified', 2, 320, 180, i
            FROM n, video WHERE video.id = 1
            """)
    }

    private func names(_ prefix: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: workshop.folder.path)
            .filter { $0.hasPrefix(prefix) || $0.hasPrefix(".\(prefix)") }.sorted()
    }

    @Test func `of no clips is not made`() async throws {
        let outcome = try await workshop.run("sheet", "fox", "-o", file("sheet.png"))
        expectError(outcome, 66, "no video is found by that")
        #expect(try names("sheet") == [])
    }

    @Test(arguments: [(1, 2), (2, 2), (5, 3), (7, 4)])
    func `of few clips is one picture, evenly filled`(clips: Int, columns: Int) async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        if clips > 1 { try await copies(clips - 1) }
        let outcome = try await workshop.run("sheet", "-o", file("sheet.png"), "--json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.json?.names == ["files", "videos", "flawed", "bytes"])
        #expect(outcome.json?["files"]?.elements.map(\.string) == [file("sheet.png")])
        #expect(outcome.json?["videos"]?.integer == clips)
        #expect(outcome.json?["bytes"]?.integer == bytes(file("sheet.png"))?.count)
        let pixels = try Pixels(of: file("sheet.png"))
        #expect(pixels.width == 2 * 48 + columns * 320 + (columns - 1) * 24)
        #expect(try names("sheet") == ["sheet.png"])
    }

    @Test func `of many clips is several pictures, numbered`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        try await copies(299)
        let outcome = try await workshop.run(
            "sheet", "-o", file("sheet.jpg"), "--columns", "8", "--size", "160")
        #expect(outcome.status == 0, "\(outcome)")
        let found = try names("sheet")
        #expect(found.first == "sheet-001.jpg")
        #expect(found.count > 1)
        #expect(outcome.output.contains("300 clips in \(found.count) pictures"))
        let widths = try found.map { try Pixels(of: file($0)).width }
        #expect(Set(widths).count == 1)
    }

    @Test func `keeps its frames, and makes them anew where they are gone or damaged`()
        async throws
    {
        let original = try await workshop.addClip(clip, prompt: "a red fox")
        let name = URL(fileURLWithPath: original).deletingPathExtension().lastPathComponent
        let preview = "\(workshop.library)/previews/\(name.prefix(2))/\(name)-poster.jpg"
        func draw() async throws -> Data? {
            let outcome = try await workshop.run("sheet", "-o", file("sheet.png"), "--force")
            #expect(outcome.status == 0, "\(outcome)")
            return bytes(file("sheet.png"))
        }
        let sheet = try await draw()
        let made = try #require(bytes(preview))
        let mode = try FileManager.default.attributesOfItem(atPath: preview)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        for damage in [Data(), made.dropLast(1), Data("<html>".utf8), made + Data([0])] {
            try damage.write(to: URL(fileURLWithPath: preview))
            #expect(try await draw() == sheet)
            #expect(bytes(preview) == made)
        }
        try FileManager.default.removeItem(atPath: "\(workshop.library)/previews")
        #expect(try await draw() == sheet)
        #expect(bytes(preview) == made)
        let check = try await workshop.run("library", "check")
        #expect(check.status == 0, "\(check)")
        #expect(check.output.contains("nothing is wrong"))
    }

    @Test func `shows the frame of a clip that is gone meanwhile, and marks it`() async throws {
        let original = try await workshop.addClip(clip, prompt: "a red fox")
        _ = try await workshop.run("sheet", "-o", file("sheet.png"))
        try FileManager.default.removeItem(atPath: original)
        _ = try await workshop.run("verify")
        let outcome = try await workshop.run("sheet", "-o", file("marked.png"), "--json")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("v1  marked: its file is missing"))
        let flaw = outcome.json?["flawed"]?[0]
        #expect(flaw?["id"]?.string == "v1")
        #expect(flaw?["reason"]?.string == "its file is missing")
        let pixels = try Pixels(of: file("marked.png"))
        let frame = pixels.brightness(x: 60..<300, y: 150..<300)
        #expect(frame < 200, "the kept frame is there: \(frame)")
    }

    @Test func `marks what is corrupt, and is drawn all the same`() async throws {
        try await workshop.addClip(clip, prompt: "good")
        try await workshop.addClip(
            Array("<html>not a clip</html>".utf8), prompt: "bad", verdict: "corrupt")
        try await workshop.addClip(Array(clip.prefix(900)), prompt: "cut", verdict: "unprobed")
        let outcome = try await workshop.run("sheet", "-o", file("sheet.png"))
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("v2  marked: it is corrupt"))
        #expect(outcome.errors.contains("v3  marked: it is unprobed"))
        #expect(!outcome.errors.contains("v1"))
        #expect(try names("sheet") == ["sheet.png"])
    }

    @Test func `replaces nothing unless it is told to`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        try Data("mine".utf8).write(to: URL(fileURLWithPath: file("sheet.png")))
        let refused = try await workshop.run("sheet", "-o", file("sheet.png"))
        expectError(refused, 73, "exists already", "--force")
        #expect(bytes(file("sheet.png")) == Data("mine".utf8))
        let forced = try await workshop.run("sheet", "-o", file("sheet.png"), "--force")
        #expect(forced.status == 0, "\(forced)")
        #expect(bytes(file("sheet.png"))?.starts(with: [0x89, 0x50]) == true)
        try FileManager.default.createDirectory(
            atPath: file("folder.png"), withIntermediateDirectories: true)
        let folder = try await workshop.run("sheet", "-o", file("folder.png"), "--force")
        expectError(folder, 73, "is no file")
        let nowhere = try await workshop.run("sheet", "-o", file("none/sheet.png"))
        expectError(nowhere, 73, "is not a folder that is there")
    }

    @Test(arguments: ["sheet.gif", "sheet", "png", ".jpg.txt"])
    func `of an unknown ending is a usage error`(name: String) async throws {
        let outcome = try await workshop.run("sheet", "-o", file(name))
        expectError(outcome, 64, "does not end in .png, .jpg or .jpeg")
    }

    @Test(arguments: [
        ["--columns", "0"], ["--columns", "13"], ["--size", "159"], ["--size", "641"],
        ["--limit", "0"], ["--theme", "pink"],
    ])
    func `of impossible measures is a usage error`(words: [String]) async throws {
        let outcome = try await workshop.run(["sheet", "-o", file("sheet.png")] + words)
        #expect(outcome.status == 64, "\(outcome)")
        #expect(try names("sheet") == [])
    }

    @Test func `in a dry run says what it would draw, and writes nothing`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        try await copies(99)
        let before = try workshop.dump()
        let outcome = try await workshop.run("sheet", "-o", file("sheet.png"), "--dry-run")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("would draw 100 clips in "))
        #expect(outcome.output.contains("sheet-001.png"))
        #expect(try names("sheet") == [])
        #expect(try workshop.dump() == before)
    }

    @Test func `of clips that are named has them in that order`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        try await copies(3)
        let forth = try await workshop.run("sheet", "v1", "v3", "-o", file("forth.png"))
        let back = try await workshop.run("sheet", "v3", "v1", "-o", file("back.png"))
        #expect(forth.status == 0 && back.status == 0, "\(forth) \(back)")
        #expect(bytes(file("forth.png")) != bytes(file("back.png")))
        let unknown = try await workshop.run("sheet", "v99", "-o", file("none.png"))
        expectError(unknown, 66, "v99")
    }

    @Test func `of a collection has its order and its name`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        try await copies(3)
        for words in [
            ["collection", "create", "winter reel"],
            ["collection", "add", "winter reel", "v3", "v1", "v4"],
            ["sheet", "collection:\"winter reel\"", "-o", file("collection.png")],
            ["sheet", "v3", "v1", "v4", "-o", file("named.png"), "--title", "winter reel"],
            ["sheet", "collection:reel", "-o", file("none.png"), "--dry-run"],
        ] {
            let outcome = try await workshop.run(words)
            #expect(outcome.status == (words.last == "--dry-run" ? 66 : 0), "\(outcome)")
        }
        #expect(bytes(file("collection.png")) == bytes(file("named.png")))
    }

    @Test func `that is cancelled ends, and leaves nothing`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        // It keeps three workers busy for as long as they may be.
        try await workshop.addClip(Array("soralib-fault:spin\n".utf8), prompt: "hangs")
        let library = try Library.open(
            named: workshop.library, for: .reading,
            context: LibraryContext(environment: [:], currentFolder: "/"))
        let output = file("sheet.png")
        let work = Task {
            try await library.sheet(of: [1, 2], to: output, options: SheetOptions(title: "a"))
        }
        // The other clip's frame is kept once it is made, and only the one that hangs is left.
        let previews = "\(workshop.library)/previews"
        try await until {
            let kept = try? FileManager.default.subpathsOfDirectory(atPath: previews)
            return kept?.contains { $0.hasSuffix(".jpg") } == true
        }
        let start = ContinuousClock.now
        work.cancel()
        let error = await #expect(throws: SoraError.self) { try await work.value }
        #expect(error?.code == .interrupted)
        // The first of three workers would take 25 s of processor time.
        #expect(ContinuousClock.now - start < .seconds(20))
        #expect(try names("sheet") == [])
    }

    @Test func `that cannot be finished leaves nothing`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        try await copies(99)
        // The second picture finds the disk full; then the renaming of the second fails.
        for operation in [FileOperation.write, .rename] {
            let calls = Mutex(0)
            let files = FileSystem { called, path throws(SystemError) in
                guard called == operation, path.contains(".sheet-002.png") else { return }
                calls.withLock { $0 += 1 }
                throw SystemError(ENOSPC, "write", path)
            }
            let context = LibraryContext(
                system: SystemContext(files: files), environment: [:], currentFolder: "/")
            let library = try Library.open(
                named: workshop.library, for: .reading, context: context)
            let error = await #expect(throws: SoraError.self) {
                try await library.sheet(
                    of: Array(1...100), to: file("sheet.png"), options: SheetOptions(title: "a"))
            }
            #expect(error?.code == .diskFull)
            #expect(calls.withLock { $0 } == 1)
            #expect(try names("sheet") == [])
        }
    }

    @Test func `drawn twice at once does no harm`() async throws {
        try await workshop.addClip(clip, prompt: "a red fox")
        let children = try (1...4).map {
            try workshop.start(["sheet", "-o", file("sheet\($0).png")])
        }
        for child in children {
            let outcome = await child.end()
            #expect(outcome.status == 0, "\(outcome)")
        }
        #expect(Set((1...4).map { bytes(file("sheet\($0).png")) }).count == 1)
        let files = try FileManager.default.subpathsOfDirectory(
            atPath: "\(workshop.library)/previews")
        #expect(files.count { $0.hasSuffix(".jpg") } == 1)
        #expect(!files.contains { $0.hasSuffix(".new") })
    }
}

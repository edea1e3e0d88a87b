import Foundation
import SoraTestSupport
import Testing

/// Wrong words, places and prompts for `soralib export`.
@Suite(.startsPrograms) struct `Bad input for an export` {
    private let workshop: Workshop
    private var folder: String { workshop.folder.file("out") }

    init() async throws {
        workshop = try await Workshop.withLibrary()
        try await workshop.addClip([1], prompt: "a fox", to: "shots")
    }

    @Test func `the command line`() async throws {
        expectError(try await workshop.run("export", "shots"), 64, "a collection and a folder")
        expectError(
            try await workshop.run("export", "shots", folder, "--query", "x"), 64, "one folder")
        expectError(try await workshop.run("export", "shots", folder, "--link", "soft"), 64, "soft")
        expectError(
            try await workshop.run("export", "shots", folder, "--sidecar", "pdf"), 64, "pdf")
        expectError(try await workshop.run("export", "shot", folder), 66, "shots")
        expectError(try await workshop.run("export", "--query", "tag:", folder), 65)
        expectError(try await workshop.run("export", "shots", ""), 64, "empty")
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test(arguments: [
        ("{colour}.{ext}", "no field {colour}"), ("{id}", "does not end in .{ext}"),
        ("/x/{id}.{ext}", "without a name"), ("a//{id}.{ext}", "without a name"),
        ("../{id}.{ext}", "leads out"), ("a/./{id}.{ext}", "leads out"),
        ("a/{id}/.{ext}", "no name"), ("a\\{id}.{ext}", "backslash"),
        ("a/a/a/a/a/a/a/a/{id}.{ext}", "more than 8"), ("{id.{ext}", "{id.{ext}"),
        (".{ext}", "no name"), ("{id|shout}.{ext}", "shout is no function and no field"),
        ("{id|}.{ext}", "nothing is no function"), ("{title|cut}.{ext}", "cut:20"),
        ("{title|cut:0}.{ext}", "from 1 to 200"), ("{model|'none}.{ext}", "no second '"),
        ("{title:%Y}.{ext}", "as a time what is none"),
        ("{created_at:%Q}.{ext}", "a time other than"), ("{fields.client}.{ext}", "fields.client"),
        ("{index:3}.{ext}", "width"), ("{id}\u{202e}.{ext}", "characters"),
        ("{path}.{ext}", "path"),
    ])
    func `a template that names nothing, or leads out`(template: String, part: String) async throws
    {
        expectError(
            try await workshop.run("export", "shots", folder, "--template", template), 64, part)
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `a folder in the library, or one that holds it`() async throws {
        let library = try workshop.dump()
        for place in ["objects/x", "new", "incoming", ".", "objects/../new"] {
            expectError(
                try await workshop.run("export", "shots", "\(workshop.library)/\(place)"), 73,
                workshop.library)
        }
        expectError(
            try await workshop.run("export", "shots", workshop.folder.path), 73, "holds the library"
        )
        expectError(try await workshop.run("export", "shots", "/"), 73, "holds the library")
        // Nor by a link that leads there.
        let link = workshop.folder.file("link")
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: workshop.library + "/incoming")
        expectError(try await workshop.run("export", "shots", link), 73, "inside the library")
        expectError(
            try await workshop.run("export", "shots", link + "/x"), 73, "inside the library")
        // Nor into another library.
        let other = workshop.folder.file("other")
        _ = try await workshop.run("init", other)
        expectError(
            try await workshop.run("export", "shots", other + "/incoming"), 73, "inside the library"
        )
        #expect(try workshop.dump() == library)
    }

    @Test func `a folder that holds something else, or is none`() async throws {
        try workshop.folder.write([1], to: "file")
        expectError(
            try await workshop.run("export", "shots", workshop.folder.file("file")), 73,
            "is not a folder")
        expectError(
            try await workshop.run("export", "shots", workshop.folder.file("file/x")), 73, "file")
    }

    @Test func `a folder with files of the user's`() async throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try "mine".write(toFile: folder + "/a.txt", atomically: true, encoding: .utf8)
        expectError(try await workshop.run("export", "shots", folder), 73, "a.txt", "new or empty")
        try FileManager.default.removeItem(atPath: folder + "/a.txt")
        #expect(try await workshop.run("export", "shots", folder).status == 0)
        try await workshop.addClip([2], prompt: "b", to: "others")
        expectError(
            try await workshop.run("export", "others", folder), 73,
            "an export of the collection shots")
    }

    @Test(arguments: [
        "no JSON", "{}",
        #"{"format":"soralib-export","version":1,"library":"x","selection":{"query":""},"files":[{"name":"../../victim","role":"clip","video":"x","sha256":"\#(String(repeating: "0", count: 64))","bytes":0,"modified":"0.000000000","link":"copy"}]}"#,
    ])
    func `a record that leads out of the folder, or is none`(record: String) async throws {
        try workshop.folder.write([], to: "victim")
        try FileManager.default.createDirectory(
            atPath: folder + "/deep", withIntermediateDirectories: true)
        let place = folder + "/deep"
        try record.write(
            toFile: place + "/.soralib-export.json", atomically: true, encoding: .utf8)
        expectError(
            try await workshop.run("export", "shots", place, "--prune"), 73,
            "no record of an export")
        #expect(FileManager.default.fileExists(atPath: workshop.folder.file("victim")))
    }

    @Test func `links in the place of files lead nowhere`() async throws {
        #expect(try await workshop.run("export", "shots", folder).status == 0)
        let victim = try workshop.folder.write(Array("victim".utf8), to: "victim")
        for name in ["001-a-fox.mp4", "SHA256SUMS"] {
            try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
            try FileManager.default.createSymbolicLink(
                atPath: "\(folder)/\(name)", withDestinationPath: victim)
        }
        let outcome = try await workshop.run("export", "shots", folder)
        #expect(outcome.status == 1, "\(outcome)")
        #expect(FileManager.default.contents(atPath: victim) == Data("victim".utf8))
        var info = stat()
        #expect(lstat(folder + "/SHA256SUMS", &info) != 0 || info.st_mode & S_IFMT == S_IFREG)
    }

    /// Prompts that would make bad names, and what becomes of them.
    static let prompts: [(String, String)] = [
        ("../../etc/passwd", "etc-passwd"), ("CON", "con"), ("....", "untitled"),
        ("-rf --no-preserve-root", "rf-no-preserve-root"), ("a\u{202e}gpj.exe", "agpj-exe"),
        ("\u{1b}[31mred\u{7}", "31mred"), ("line\nbreak\\back", "line-break-back"),
        ("Cafe\u{301} in the rain", "caf\u{e9}-in-the-rain"), ("\u{200b}\u{feff}", "untitled"),
        ("<script>alert(1)</script>", "script-alert-1-script"), ("🦊 狐狸", "狐狸"),
        ("don't stop", "dont-stop"),
    ]

    @Test func `prompts that would make bad names make good ones`() async throws {
        let workshop = try await Workshop.withLibrary()
        for (number, prompt) in Self.prompts.enumerated() {
            try await workshop.addClip([UInt8(number)], prompt: prompt.0, to: "all")
        }
        try await workshop.addClip(
            [200], prompt: String(repeating: "狐", count: 4000),
            title: String(repeating: "é", count: 4000),
            to: "all")
        try await workshop.addClip([201], prompt: String(repeating: "fox ", count: 1000), to: "all")
        let folder = workshop.folder.file("out")
        let outcome = try await workshop.run("export", "all", folder)
        #expect(outcome.status == 0, "\(outcome)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
            .filter { $0.hasSuffix(".mp4") }
        #expect(names.count == Self.prompts.count + 2)
        for (number, prompt) in Self.prompts.enumerated() {
            let index = number < 9 ? "00\(number + 1)" : "0\(number + 1)"
            #expect(Array(names[number].utf8) == Array("\(index)-\(prompt.1).mp4".utf8))
        }
        for name in names {
            #expect(name.utf8.count <= 200)
            #expect(!name.hasPrefix("-") && !name.hasPrefix("."))
            #expect(Array(name.precomposedStringWithCanonicalMapping.utf8) == Array(name.utf8))
        }
        let tool = try #require(InstalledProgram.find("sha256sum"))
        let sums = try await Child(tool, ["--strict", "-c", "SHA256SUMS"], current: folder).end()
        #expect(sums.status == 0, "\(sums)")
    }

    @Test func `the same bad names without an index get numbers, and none is a device`()
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        for (number, title) in ["CON", "con", "com1.txt", "a/b", "a\\b", "..", "...", " .x. "]
            .enumerated()
        {
            try await workshop.addClip([UInt8(number)], prompt: "x", title: title, to: "all")
        }
        try await workshop.addClip(
            [100], prompt: "x", title: String(repeating: "e\u{301}", count: 4000), to: "all")
        try await workshop.addClip(
            [101], prompt: "x", title: String(repeating: "e\u{301}", count: 4000), to: "all")
        let folder = workshop.folder.file("out")
        let outcome = try await workshop.run(
            "export", "all", folder, "--template", "{title}{title}.{ext}")
        #expect(outcome.status == 0, "\(outcome)")
        let plain = try await workshop.run(
            "export", "all", workshop.folder.file("plain"), "--template", "{title}.{ext}")
        #expect(plain.status == 0, "\(plain)")
        let names = try FileManager.default.contentsOfDirectory(
            atPath: workshop.folder.file("plain")
        ).filter { $0.hasSuffix(".mp4") && $0.utf8.count < 50 }.sorted()
        #expect(
            names == [
                "_CON.mp4", "_com1.txt.mp4", "_con-2.mp4", "a-b-2.mp4", "a-b.mp4", "untitled-2.mp4",
                "untitled.mp4", "x.mp4",
            ])
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            #expect(name.utf8.count <= 200)
        }
    }
}

/// Exports onto disks that are full or cannot be written.
///
/// Staged with small file systems in memory, which only root may mount.
@Suite(.startsPrograms, .serialized, .enabled(if: Mount.isPossible, "not root: NOT checked"))
struct `An export onto a disk` {
    @Test func `that is full is told, leaves nothing half written, and goes on when there is room`()
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        for number in 1...3 {
            try await workshop.addClip(
                [UInt8](repeating: UInt8(number), count: 1 << 20), prompt: "clip \(number)",
                to: "shots")
        }
        let mount = try Mount(workshop.folder.file("disk"), size: "16m")
        defer { mount.end() }
        try mount.fill(leaving: 1_400_000)
        let folder = mount.path + "/out"
        let full = try await workshop.run("export", "shots", folder)
        expectError(full, 74, "no space left on device", "free some space")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
                == [".soralib-export.partial", "001-clip-1.mp4"])
        try mount.empty()
        let next = try await workshop.run("export", "shots", folder, "--json")
        #expect(next.status == 0, "\(next)")
        #expect(next.json?["unchanged"]?.integer == 1)
        #expect(next.json?["written"]?.integer == 2)
    }

    @Test func `that is another one than the library's refuses hard links, with a way out`()
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        try await workshop.addClip([1], prompt: "a", to: "shots")
        let mount = try Mount(workshop.folder.file("disk"), size: "16m")
        defer { mount.end() }
        let folder = mount.path + "/out"
        expectError(
            try await workshop.run("export", "shots", folder, "--link", "hard"), 73,
            "leave --link out")
        #expect(try await workshop.run("export", "shots", folder).status == 0)
    }

    @Test func `that is read-only is told`() async throws {
        let workshop = try await Workshop.withLibrary()
        try await workshop.addClip([1], prompt: "a", to: "shots")
        let mount = try Mount(workshop.folder.file("disk"), size: "16m")
        defer { mount.end() }
        #expect(try await workshop.run("export", "shots", mount.path).status == 0)
        try await workshop.addClip([2], prompt: "b", to: "shots")
        try mount.makeReadOnly()
        expectError(try await workshop.run("export", "shots", mount.path), 73, "read-only")
        expectError(
            try await workshop.run("export", "shots", mount.path + "/new"), 73, "read-only")
    }

    @Test(
        .enabled(if: Mount.canShareBlocks, "there is no XFS to be mounted: NOT checked"),
        arguments: ["reflink", "copy"])
    func `whose files can share blocks takes no room for a clip`(link: String) async throws {
        let workshop = try Workshop()
        let mount = try Mount(sharingBlocks: workshop.folder.file("disk"))
        defer { mount.end() }
        _ = try await workshop.run("init", mount.path + "/library")
        let size = 16 << 20
        try await workshop.addClip(
            [UInt8](repeating: 7, count: size), prompt: "large", to: "shots",
            in: mount.path + "/library")
        func free() throws -> Int {
            sync()
            let attributes = try FileManager.default.attributesOfFileSystem(forPath: mount.path)
            return try #require(attributes[.systemFreeSize] as? NSNumber).intValue
        }
        let before = try free()
        let outcome = try await workshop.run(
            "--library", mount.path + "/library", "export", "shots", mount.path + "/out", "--link",
            link)
        #expect(outcome.status == 0, "\(outcome)")
        #expect((before - (try free()) < size / 2) == (link == "reflink"))
        let record = try String(
            contentsOfFile: mount.path + "/out/.soralib-export.json", encoding: .utf8)
        #expect(record.contains("\"link\":\"\(link)\""))
        let tool = try #require(InstalledProgram.find("sha256sum"))
        let sums = try await Child(tool, ["-c", "SHA256SUMS"], current: mount.path + "/out").end()
        #expect(sums.status == 0, "\(sums)")
    }

    @Test func `works from a library that is itself read-only`() async throws {
        let workshop = try Workshop()
        let mount = try Mount(workshop.folder.file("disk"), size: "16m")
        defer { mount.end() }
        let library = mount.path + "/library"
        _ = try await workshop.run("init", library)
        try mount.makeReadOnly()
        let outcome = try await workshop.run(
            "--library", library, "export", "--query", "fox", workshop.folder.file("out"))
        #expect(outcome.status == 0, "\(outcome)")
    }
}

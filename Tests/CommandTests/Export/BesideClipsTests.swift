import Foundation
import SoraTestSupport
import Testing

/// What an export writes beside the clips, read by the programs that it is for.
@Suite(.startsPrograms) struct `What an export writes beside the clips` {
    private let workshop: Workshop
    private var folder: String { workshop.folder.file("out") }

    /// The interpreter that has the packages.
    private static let python = InstalledProgram.find(
        ProcessInfo.processInfo.environment["SORALIB_PYTHON"] ?? "python3")
    private static let hasBagit =
        python.map { (try? Child.run($0, ["-c", "import bagit"]).status) == 0 } ?? false
    private static let exiftool = InstalledProgram.find("exiftool")

    private static let hostile = "a <b> & \"c\" \u{1b}[31m ]]> '\u{0007}\nline\u{202e}two 狐"

    init() async throws {
        workshop = try await Workshop.withLibrary()
        try await workshop.addClip(Array("one".utf8), prompt: Self.hostile, to: "shots")
        try await workshop.addClip(
            Array("two".utf8), prompt: "rain on a street", title: "100% <neon>", to: "shots")
        try await workshop.damage("UPDATE video SET remixed_from = 1, rating = 4 WHERE id = 2")
        _ = try await workshop.run("edit", "v2", "--tag", "rain", "--tag", "dark & wet")
    }

    private func bytes(_ name: String) -> String {
        String(
            decoding: FileManager.default.contents(atPath: "\(folder)/\(name)") ?? Data(),
            as: UTF8.self)
    }

    @Test func `the prompt alone as text`() async throws {
        let outcome = try await workshop.run(
            "export", "shots", folder, "--sidecar", "txt", "--template", "{id}.{ext}")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(bytes("v1.txt") == Self.hostile + "\n")
        #expect(bytes("v2.txt") == "rain on a street\n")
    }

    @Test(.enabled(if: exiftool != nil, "there is no exiftool: NOT checked"))
    func `XMP that exiftool reads`() async throws {
        let outcome = try await workshop.run(
            "export", "shots", folder, "--sidecar", "xmp", "--template", "{id}.{ext}")
        #expect(outcome.status == 0, "\(outcome)")
        let tool = try #require(Self.exiftool)
        let read = try await Child(
            tool, ["-j", "-G0", "-validate", "-warning", "v1.xmp", "v2.xmp"], current: folder
        ).end()
        #expect(read.status == 0, "\(read)")
        let plain = try await Child(
            tool, ["-j", "-XMP:all", "-struct", "v1.xmp", "v2.xmp"], current: folder
        ).end()
        let clips = try #require(OrderedJSON(plain.output)?.elements)
        #expect(read.output.contains("\"OK\"") && !read.output.contains("Warning\": \""), "\(read)")
        // exiftool takes what is no XML, too.
        let strict = try await Child(
            try #require(Self.python),
            ["-c", "import sys, xml.dom.minidom as x; [x.parse(p) for p in sys.argv[1:]]"]
                + ["v1.xmp", "v2.xmp"], current: folder
        ).end()
        #expect(strict.status == 0, "\(strict)")
        let first = Self.hostile.filter { $0 != "\u{1b}" && $0 != "\u{7}" }
        #expect(clips[0]["Description"]?.string == first)
        #expect(clips[0]["Title"] == nil)
        #expect(clips[1]["Title"]?.string == "100% <neon>")
        #expect(clips[1]["Description"]?.string == "rain on a street")
        #expect(clips[1]["Subject"]?.elements.map(\.string) == ["dark & wet", "rain"])
        #expect(clips[1]["Rating"]?.integer == 4)
        #expect(clips[1]["CreateDate"]?.string == "1970:01:01 00:00:00Z")
        let parent = try await workshop.show("v1")["uid"]?.string
        let own = try await workshop.show("v2")["uid"]?.string
        #expect(clips[1]["Uid"]?.string == own)
        #expect(clips[1]["RemixedFrom"]?.string == parent)
        #expect(clips[1]["DerivedFrom"]?["DocumentID"]?.string == "uuid:\(parent ?? "")")
    }

    @Test func `a table for spreadsheets, whose formulas are disarmed`() async throws {
        for (number, text) in ["=cmd|' /C calc'!A0", "+1+1", "@SUM(A1)", "-2+3", "\u{ff1d}1"]
            .enumerated()
        {
            try await workshop.addClip([UInt8(number)], prompt: text, title: text, to: "shots")
        }
        _ = try await workshop.run("field", "add", "client", "text")
        _ = try await workshop.run("edit", "v2", "--set", "client==HYPERLINK(1)")
        let outcome = try await workshop.run(
            "export", "shots", folder, "--csv", "--template", "{id}.{ext}")
        #expect(outcome.status == 0, "\(outcome)")
        let python = try #require(Self.python)
        let script = """
            import csv, json
            rows = list(csv.DictReader(open('clips.csv', encoding='utf-8-sig', newline='')))
            print(json.dumps(rows))
            """
        let read = try await Child(python, ["-c", script], current: folder).end()
        let rows = try #require(OrderedJSON(read.output)?.elements, "\(read)")
        #expect(rows.map { $0["file"]?.string } == (1...7).map { "v\($0).mp4" })
        #expect(rows[1]["title"]?.string == "100% <neon>")
        #expect(rows[1]["tags"]?.string == "dark & wet, rain")
        #expect(rows[1]["rating"]?.string == "4")
        #expect(rows[1]["fields.client"]?.string == "'=HYPERLINK(1)")
        for row in rows {
            for name in row.names {
                let cell = row[name]?.string ?? ""
                #expect(!(cell.first.map { "=+-@\u{ff1d}\t\r".contains($0) } ?? false), "\(cell)")
                #expect(!cell.contains("\u{1b}"))
            }
        }
        #expect(rows[2]["prompt"]?.string == "'=cmd|' /C calc'!A0")
        // It is one of the export's files.
        #expect(bytes("SHA256SUMS").contains("  clips.csv\n"))
        let before = try listing(folder)
        _ = try await workshop.run("export", "shots", folder, "--csv", "--template", "{id}.{ext}")
        #expect(try listing(folder) == before)
        try "mine".write(toFile: folder + "/clips.csv", atomically: true, encoding: .utf8)
        let kept = try await workshop.run(
            "export", "shots", folder, "--csv", "--template", "{id}.{ext}", "--json")
        #expect(kept.status == 1, "\(kept)")
        #expect(kept.json?["skipped"]?.elements.first?["name"]?.string == "clips.csv")
        #expect(bytes("clips.csv") == "mine")
    }

    @Test func `leaves a clip that cannot be copied out of the table too`() async throws {
        let path = try await workshop.addClip([5], prompt: "changed", to: "shots")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        try Data([6]).write(to: URL(fileURLWithPath: path))
        let outcome = try await workshop.run(
            "export", "shots", folder, "--csv", "--link", "copy", "--template", "{id}.{ext}")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(bytes("clips.csv").contains("v2.mp4,v2") && !bytes("clips.csv").contains("v3"))
        #expect(!FileManager.default.fileExists(atPath: folder + "/v3.mp4"))
    }

    @Test(.enabled(if: hasBagit, "Python has no package bagit: NOT checked"))
    func `a bag that bagit takes, also when it was updated and pruned`() async throws {
        func check() async throws {
            let python = try #require(Self.python)
            let outcome = try await Child(python, ["-m", "bagit", "--validate", folder]).end()
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.errors.contains("is valid"), "\(outcome)")
        }
        let words = ["export", "shots", folder, "--bag", "--sidecar", "json", "--csv"]
        let title = ["--template", "{index:03}-{title}.{ext}"]
        #expect(try await workshop.run(words + title).status == 0)
        try await check()
        #expect(bytes("bagit.txt") == "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n")
        #expect(!FileManager.default.fileExists(atPath: folder + "/SHA256SUMS"))
        #expect(FileManager.default.fileExists(atPath: folder + "/data/002-100- <neon>.mp4"))
        let tool = try #require(InstalledProgram.find("sha256sum"))
        for name in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
            let sums = try await Child(tool, ["-c", name], current: folder).end()
            #expect(sums.status == 0, "\(sums)")
        }
        try await workshop.damage("UPDATE video SET title = 'Fox' WHERE id = 1")
        try await workshop.addClip(Array("three".utf8), prompt: "more", to: "shots")
        #expect(try await workshop.run(words).status == 0)
        try await check()
        #expect(try await workshop.run(words + ["--prune"]).status == 0)
        try await check()
        #expect(bytes("bag-info.txt").contains("Payload-Oxum: "))
        let before = try listing(folder)
        #expect(try await workshop.run(words).status == 0)
        #expect(try listing(folder) == before)
        try await workshop.damage("DELETE FROM collection_video")
        #expect(
            try await workshop.run("export", "shots", folder, "--bag", "--prune").status == 0)
        try await check()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/data") == [])
        expectError(try await workshop.run("export", "shots", folder), 73, "say --bag")
        // What somebody changed is found.
        #expect(try await workshop.run("export", "--query", "rain", folder, "--bag").status == 73)
    }

    @Test func `no bag where there is an export that is none`() async throws {
        #expect(try await workshop.run("export", "shots", folder).status == 0)
        expectError(try await workshop.run("export", "shots", folder, "--bag"), 73, "no bag")
    }
}

import Foundation
import SoraTestSupport
import Testing

/// Exports that are killed or hindered on their way.
@Suite(.startsPrograms) struct `An export that is cut off` {
    private let workshop: Workshop
    private var folder: String { workshop.folder.file("out") }

    init() async throws {
        workshop = try await Workshop.withLibrary()
        for number in 1...4 {
            try await workshop.addClip([UInt8(number)], prompt: "clip \(number)", to: "shots")
        }
    }

    /// The names and bytes of a folder and those below.
    private func contents(_ folder: String) throws -> [String: Data?] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return Dictionary(
            uniqueKeysWithValues: names.map { name in
                let path = "\(folder)/\(name)"
                return (name, FileManager.default.contents(atPath: path))
            })
    }

    @Test(arguments: ["FP23", "FP23:kill@2", "FP23:kill@4", "FP30", "FP31"], ["copy", "hard"])
    func `is completed by the next one, as if nothing had been`(
        point: String, link: String
    ) async throws {
        let words = ["export", "shots", folder, "--sidecar", "json", "--link", link]
        let plan = point.contains(":") ? point : point + ":kill"
        let killed = try await workshop.run(words, environment: ["SORALIB_FAILPOINT": plan])
        #expect(killed.status == 128 + SIGKILL, "\(killed)")
        let next = try await workshop.run(words + ["--json"])
        #expect(next.status == 0, "\(next)")
        #expect(next.json?["skipped"] == .array([]))
        let whole = workshop.folder.file("whole")
        _ = try await workshop.run(
            ["export", "shots", whole, "--sidecar", "json", "--link", link])
        var done = try contents(folder)
        var expected = try contents(whole)
        for name in [".soralib-export.json"] {
            // The times in it differ.
            #expect(done.removeValue(forKey: name) != nil)
            #expect(expected.removeValue(forKey: name) != nil)
        }
        #expect(done == expected)
        let before = try listing(folder)
        _ = try await workshop.run(words)
        #expect(try listing(folder) == before)
    }

    /// All that an export may write, in folders.
    private static let everything = [
        "--sidecar", "json", "--sidecar", "xmp", "--sidecar", "txt", "--csv", "--template",
        "{id}/{index:02}-{title|slug}.{ext}",
    ]

    @Test(
        arguments: ["FP23:kill@1", "FP23:kill@9", "FP23:kill@17", "FP30:kill", "FP31:kill"],
        [[], ["--bag"]])
    func `with folders, sidecars, a table and as a bag is completed as well`(
        point: String, bag: [String]
    ) async throws {
        let words = ["export", "shots", folder] + Self.everything + bag
        let killed = try await workshop.run(words, environment: ["SORALIB_FAILPOINT": point])
        #expect(killed.status == 128 + SIGKILL, "\(killed)")
        let next = try await workshop.run(words)
        #expect(next.status == 0, "\(next)")
        let whole = workshop.folder.file("whole")
        _ = try await workshop.run(["export", "shots", whole] + Self.everything + bag)
        var done = try contents(folder)
        var expected = try contents(whole)
        // The times in the record differ, and with it its line in the manifest of tag files.
        for name in [".soralib-export.json", "tagmanifest-sha256.txt"] {
            #expect((done.removeValue(forKey: name) != nil) == (name.hasPrefix(".") || bag != []))
            expected.removeValue(forKey: name)
        }
        #expect(done == expected)
        #expect(done.keys.contains((bag == [] ? "" : "data/") + "clips.csv"))
        let before = try contents(folder)
        let again = try await workshop.run(words + ["--json"])
        #expect(again.json?["written"]?.integer == 0, "\(again)")
        #expect(again.json?["unchanged"]?.integer == 17)
        #expect(try contents(folder) == before)
    }

    /// A folder without what differs from one export to the next: its UUID, and the times of its files.
    private func plain(_ folder: String) throws -> [String: Data?] {
        var contents = try contents(folder)
        let name = ".soralib-export.json"
        let record = String(decoding: (contents[name] ?? nil) ?? Data(), as: UTF8.self)
        contents[name] = Data(
            record.replacing(#/"(uid|modified)":"[-0-9a-f.]+"/#) { "\"\($0.1)\":\"\"" }.utf8)
        // It has the record's digest.
        contents["tagmanifest-sha256.txt"] = nil
        return contents
    }

    /// With clips that have posters: what is made from all clips is a gallery too.
    @Test(
        .enabled(if: FFmpeg.isInstalled, "no ffmpeg: NOT checked"), arguments: [[], ["--bag"]])
    func `at any of its points, with all that can be written, is completed byte for byte`(
        bag: [String]
    ) async throws {
        let shelf = try await GalleryShelf()
        func words(_ name: String) -> [String] {
            ["export", "reel", shelf.workshop.folder.file(name), "--gallery", "--link", "copy"]
                + ["--timeline", "otio", "--timeline", "m3u8", "--include-bad"]
                + Self.everything + bag
        }
        let whole = try await shelf.workshop.run(words("whole"))
        try #require(whole.status == 0, "\(whole)")
        let expected = try plain(shelf.workshop.folder.file("whole"))
        let files = expected.keys.count { !$0.hasPrefix(".") && $0 != "SHA256SUMS" }
        #expect(files > 25, "\(expected.keys.sorted())")
        var kills: [String: Int] = [:]
        for point in ["FP23", "FP30", "FP31", "FP32"] {
            for number in 1... {
                let name = "\(point)-\(number)"
                let killed = try await shelf.workshop.run(
                    words(name), environment: ["SORALIB_FAILPOINT": "\(point):kill@\(number)"])
                if killed.status == 0 { break }
                try #require(killed.status == 128 + SIGKILL, "\(name) \(killed)")
                kills[point, default: 0] += 1
                let next = try await shelf.workshop.run(
                    words(name) + ["--report", "--format", "json"])
                #expect(next.status == 0, "\(name) \(next)")
                let actions = Set(next.json?.elements.compactMap { $0["action"]?.string } ?? [])
                #expect(actions.isSubset(of: ["written", "unchanged"]), "\(name) \(actions)")
                #expect(try plain(shelf.workshop.folder.file(name)) == expected, "\(name)")
            }
        }
        // Every file is a point; of copies every part is.
        #expect((kills["FP23"] ?? 0) > 25, "\(kills)")
        #expect(kills["FP30"] == 1 && kills["FP31"] == 1, "\(kills)")
        #expect((kills["FP32"] ?? 0) >= 6, "\(kills)")
    }

    @Test func `in the middle of a prune is completed`() async throws {
        let plain = ["export", "shots", folder]
        _ = try await workshop.run(plain + Self.everything)
        let killed = try await workshop.run(
            plain + ["--prune"], environment: ["SORALIB_FAILPOINT": "FP30:kill"])
        #expect(killed.status == 128 + SIGKILL, "\(killed)")
        let next = try await workshop.run(plain + ["--prune"])
        #expect(next.status == 0, "\(next)")
        #expect(
            try contents(folder).keys.sorted() == [
                ".soralib-export.json", "001-clip-1.mp4", "002-clip-2.mp4", "003-clip-3.mp4",
                "004-clip-4.mp4", "SHA256SUMS",
            ])
    }

    @Test func `twice, and with other names in between, leaves nothing that is nobody's`()
        async throws
    {
        let first = try await workshop.run(
            ["export", "shots", folder], environment: ["SORALIB_FAILPOINT": "FP23:kill@2"])
        #expect(first.status == 128 + SIGKILL)
        let second = try await workshop.run(
            ["export", "shots", folder, "--template", "{id}.{ext}"],
            environment: ["SORALIB_FAILPOINT": "FP23:kill@2"])
        #expect(second.status == 128 + SIGKILL)
        let third = try await workshop.run(
            "export", "shots", folder, "--template", "{id}.{ext}", "--prune", "--json")
        #expect(third.status == 0, "\(third)")
        #expect(third.json?["removed"]?.integer == 2)
        #expect(third.json?["unchanged"]?.integer == 2)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                ".soralib-export.json", "SHA256SUMS", "v1.mp4", "v2.mp4", "v3.mp4", "v4.mp4",
            ])
    }

    @Test(arguments: ["kill", "eio", "enospc"])
    func `in the middle of a copy leaves no half file under a real name`(how: String) async throws {
        try await workshop.addClip(
            [UInt8](repeating: 7, count: 3 << 20), prompt: "large", to: "shots")
        // The four small clips are a part each; this is the second part of the large one.
        let words = ["export", "shots", folder]
        let failed = try await workshop.run(
            words, environment: ["SORALIB_FAILPOINT": "FP32:\(how)@6"])
        #expect(failed.status == (how == "kill" ? 128 + SIGKILL : 74), "\(failed)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(
            names.filter { !$0.hasSuffix(".tmp") } == [
                ".soralib-export.partial", "001-clip-1.mp4", "002-clip-2.mp4", "003-clip-3.mp4",
                "004-clip-4.mp4",
            ])
        #expect(names.contains { $0.hasSuffix(".tmp") } == (how == "kill"))
        let next = try await workshop.run(words + ["--json"])
        #expect(next.json?["unchanged"]?.integer == 4, "\(next)")
        #expect(next.json?["written"]?.integer == 1)
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                ".soralib-export.json", "001-clip-1.mp4", "002-clip-2.mp4", "003-clip-3.mp4",
                "004-clip-4.mp4", "005-large.mp4", "SHA256SUMS",
            ])
    }

    @Test func `two at once: one writes, the other is told`() async throws {
        let slow = try workshop.start(
            ["export", "shots", folder],
            environment: ["SORALIB_FAILPOINT": "FP23:delay=3000"])
        while !FileManager.default.fileExists(atPath: folder + "/001-clip-1.mp4"), !slow.hasEnded {
            try await Task.sleep(for: .milliseconds(20))
        }
        let other = try await workshop.run("export", "shots", folder)
        expectError(other, 75, "another export writes into \(folder)")
        #expect(await slow.end().status == 0)
    }
}

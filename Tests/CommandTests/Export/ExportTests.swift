import Foundation
import SoraTestSupport
import Testing

/// `soralib export`: what lies in the folder, and what a second run does.
@Suite(.startsPrograms) struct `An export` {
    private let workshop: Workshop
    private var folder: String { workshop.folder.file("out") }

    init() async throws { workshop = try await Workshop.withLibrary() }

    private func fill() async throws {
        try await workshop.addClip(Array("one".utf8), prompt: "A red fox, in snow", to: "shots")
        try await workshop.addClip(
            Array("two".utf8), prompt: "rain", title: "Neon street", to: "shots")
    }

    private func names() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private func bytes(_ name: String) -> String? {
        FileManager.default.contents(atPath: "\(folder)/\(name)").map {
            String(decoding: $0, as: UTF8.self)
        }
    }

    /// Runs the real `sha256sum -c` in the folder.
    private func checkSums() async throws -> Child.Outcome {
        let tool = try #require(InstalledProgram.find("sha256sum"))
        return try await Child(tool, ["-c", "SHA256SUMS"], current: folder).end()
    }

    @Test func `lays the clips of a collection into a folder, with sums that sha256sum accepts`()
        async throws
    {
        try await fill()
        let outcome = try await workshop.run("export", "shots", folder, "--json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(
            outcome.json?.names
                == ["directory", "written", "unchanged", "removed", "skipped", "bytes"])
        #expect(outcome.json?["directory"]?.string == folder)
        #expect(outcome.json?["written"]?.integer == 2)
        #expect(outcome.json?["bytes"]?.integer == 6)
        #expect(
            try names() == [
                ".soralib-export.json", "001-a-red-fox-in-snow.mp4", "002-neon-street.mp4",
                "SHA256SUMS",
            ])
        #expect(bytes("001-a-red-fox-in-snow.mp4") == "one")
        #expect(bytes("002-neon-street.mp4") == "two")
        let sums = try await checkSums()
        #expect(sums.status == 0, "\(sums)")
        #expect(sums.output.contains("002-neon-street.mp4: OK"))
    }

    @Test func `of a query names files by the clips' handles`() async throws {
        try await fill()
        let outcome = try await workshop.run("export", "--query", "fox", folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("1 written, 0 unchanged"))
        #expect(bytes("v1-a-red-fox-in-snow.mp4") == "one")
        let other = try await workshop.run("export", "--query", "rain", folder)
        expectError(other, 73, "holds an export of the query fox", "new or empty")
    }

    @Test(arguments: ["reflink", "copy", "hard", "symbolic"])
    func `run again touches nothing`(link: String) async throws {
        try await fill()
        let first = try await workshop.run(
            "export", "shots", folder, "--link", link, "--sidecar", "json")
        #expect(first.status == 0, "\(first)")
        #expect(
            first.errors.contains("changes the original") == ["hard", "symbolic"].contains(link))
        let before = try listing(folder)
        let again = try await workshop.run(
            "export", "shots", folder, "--link", link, "--sidecar", "json", "--json")
        #expect(again.status == 0, "\(again)")
        #expect(again.json?["written"]?.integer == 0)
        #expect(again.json?["unchanged"]?.integer == 4)
        #expect(again.json?["bytes"]?.integer == 0)
        #expect(try listing(folder) == before)
        #expect(try await checkSums().status == 0)
    }

    @Test func `shares the original by links only when asked, and parts them again`() async throws {
        let original = try await workshop.addClip([1, 2, 3], prompt: "a", to: "shots")
        func number(_ path: String) throws -> Int {
            var info = stat()
            try #require(stat(path, &info) == 0)
            return Int(info.st_ino)
        }
        _ = try await workshop.run("export", "shots", folder)
        #expect(try number("\(folder)/001-a.mp4") != number(original))
        let hard = try await workshop.run("export", "shots", folder, "--link", "hard")
        #expect(hard.output.hasPrefix("1 written"), "\(hard)")
        #expect(try number("\(folder)/001-a.mp4") == number(original))
        let symbolic = try await workshop.run("export", "shots", folder, "--link", "symbolic")
        #expect(symbolic.output.hasPrefix("1 written"), "\(symbolic)")
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/001-a.mp4")
                == original)
        let copy = try await workshop.run("export", "shots", folder, "--link", "copy")
        #expect(copy.output.hasPrefix("1 written"), "\(copy)")
        #expect(try number("\(folder)/001-a.mp4") != number(original))
        #expect(FileManager.default.contents(atPath: original) == Data([1, 2, 3]))
        #expect(try names().count == 3)
    }

    @Test func `writes only what changed, and says what belongs no longer`() async throws {
        try await fill()
        _ = try await workshop.run("export", "shots", folder)
        let before = try listing(folder)
        try await workshop.damage("UPDATE video SET title = 'Fox' WHERE id = 1")
        let renamed = try await workshop.run("export", "shots", folder, "--json")
        #expect(renamed.json?["written"]?.integer == 1, "\(renamed)")
        #expect(renamed.json?["unchanged"]?.integer == 1)
        #expect(renamed.errors.contains("1 file belongs to it no longer"), "\(renamed)")
        #expect(try listing(folder)["002-neon-street.mp4"] == before["002-neon-street.mp4"])
        #expect(bytes("001-fox.mp4") == "one")
        #expect(bytes("001-a-red-fox-in-snow.mp4") == "one")
        #expect(try await checkSums().output.components(separatedBy: ": OK").count == 4)

        let dry = try await workshop.run(
            "export", "shots", folder, "--prune", "--dry-run", "--json")
        #expect(dry.json?["removed"]?.integer == 1)
        #expect(bytes("001-a-red-fox-in-snow.mp4") == "one")
        let pruned = try await workshop.run("export", "shots", folder, "--prune", "--json")
        #expect(pruned.json?["removed"]?.integer == 1, "\(pruned)")
        #expect(bytes("001-a-red-fox-in-snow.mp4") == nil)
        #expect(try await checkSums().status == 0)
    }

    @Test func `leaves out clips that are corrupt, unprobed or missing, and names them`()
        async throws
    {
        try await workshop.addClip([1], prompt: "good", verdict: "mismatch", to: "shots")
        try await workshop.addClip([2], prompt: "bad", verdict: "corrupt", to: "shots")
        try await workshop.addClip([3], prompt: "unknown", verdict: "unprobed", to: "shots")
        let gone = try await workshop.addClip([4], prompt: "gone", to: "shots")
        let changed = try await workshop.addClip([5], prompt: "changed", to: "shots")
        try FileManager.default.removeItem(atPath: gone)
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: changed)
        try Data([6]).write(to: URL(fileURLWithPath: changed))
        let outcome = try await workshop.run("export", "shots", folder, "--json")
        #expect(outcome.status == 1, "\(outcome)")
        let skipped = outcome.json?["skipped"]?.elements ?? []
        #expect(skipped.map { $0["id"]?.string } == ["v2", "v3", "v4", "v5"])
        #expect(
            skipped.prefix(3).map { $0["reason"]?.string }
                == ["it is corrupt", "it is unprobed", "its file is missing"])
        #expect(skipped.last?["reason"]?.string?.contains("bytes have changed") == true)
        #expect(try names() == [".soralib-export.json", "001-good.mp4", "SHA256SUMS"])
        let told = try await workshop.run("export", "shots", folder)
        #expect(told.errors.contains("v2  left out: it is corrupt"), "\(told)")

        let all = try await workshop.run("export", "shots", folder, "--include-bad", "--json")
        #expect(all.status == 1, "\(all)")
        #expect(all.json?["skipped"]?.elements.map { $0["id"]?.string } == ["v4", "v5"])
        #expect(bytes("002-bad.mp4") != nil && bytes("003-unknown.mp4") != nil)
        try await workshop.damage("DELETE FROM collection_video WHERE video_id IN (4, 5)")
        #expect(
            try await workshop.run("export", "shots", folder, "--include-bad").status == 0)
    }

    @Test func `writes what is known of a clip beside it, without the owner's path`() async throws {
        try await fill()
        let outcome = try await workshop.run("export", "shots", folder, "--sidecar", "json")
        #expect(outcome.status == 0, "\(outcome)")
        let sidecar = try #require(OrderedJSON(bytes("002-neon-street.json") ?? ""))
        let shown = try await workshop.show("v2")
        // What another library needs beside it stands behind.
        #expect(sidecar.names == shown.names + ["soralib"])
        #expect(sidecar["soralib"]?["format"]?.integer == 1)
        #expect(bytes("002-neon-street.json")?.contains("cost") == false)
        for name in shown.names where name != "path" { #expect(sidecar[name] == shown[name]) }
        #expect(sidecar["path"] == .null)
        #expect(try await checkSums().output.contains("002-neon-street.json: OK"))
        try await workshop.damage("UPDATE video SET rating = 4 WHERE id = 2")
        let again = try await workshop.run(
            "export", "shots", folder, "--sidecar", "json", "--json")
        #expect(again.json?["written"]?.integer == 1)
        #expect(bytes("002-neon-street.json")?.contains("\"rating\":4") == true)
    }

    @Test func `leaves what the user changed or put there`() async throws {
        try await fill()
        _ = try await workshop.run("export", "shots", folder)
        try "mine".write(toFile: folder + "/notes.txt", atomically: true, encoding: .utf8)
        try "edited".write(
            toFile: folder + "/002-neon-street.mp4", atomically: true, encoding: .utf8)
        let outcome = try await workshop.run("export", "shots", folder, "--prune")
        #expect(outcome.status == 1, "\(outcome)")
        #expect(outcome.errors.contains("002-neon-street.mp4 was changed since"), "\(outcome)")
        #expect(bytes("002-neon-street.mp4") == "edited")
        #expect(bytes("notes.txt") == "mine")
        #expect(try await checkSums().status == 0)
        // It stays so until the user decides.
        #expect(try await workshop.run("export", "shots", folder).status == 1)
        try FileManager.default.removeItem(atPath: folder + "/002-neon-street.mp4")
        #expect(try await workshop.run("export", "shots", folder).status == 0)
        #expect(bytes("002-neon-street.mp4") == "two")
    }

    @Test func `takes another name where one of the user's is in the way`() async throws {
        try await workshop.addClip([1], prompt: "a", to: "shots")
        _ = try await workshop.run("export", "shots", folder)
        try "mine".write(toFile: folder + "/002-b.mp4", atomically: true, encoding: .utf8)
        try await workshop.addClip([2], prompt: "b", to: "shots")
        let outcome = try await workshop.run("export", "shots", folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(bytes("002-b.mp4") == "mine")
        #expect(bytes("002-b-2.mp4") == "\u{2}")
        let before = try listing(folder)
        _ = try await workshop.run("export", "shots", folder)
        #expect(try listing(folder) == before)
    }

    @Test func `knows its files again when the folder was copied elsewhere`() async throws {
        try await fill()
        _ = try await workshop.run("export", "shots", folder)
        let copy = workshop.folder.file("moved")
        _ = try await workshop.shell("cp -r '\(folder)' '\(copy)'")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1e9)],
            ofItemAtPath: copy + "/002-neon-street.mp4")
        let outcome = try await workshop.run("export", "shots", copy, "--json")
        #expect(outcome.json?["unchanged"]?.integer == 2, "\(outcome)")
        #expect(outcome.json?["written"]?.integer == 0)
    }

    @Test func `gives files the rights that the user's umask leaves`() async throws {
        try await fill()
        _ = try await workshop.shell("umask 027; \"$SORALIB\" export shots '\(folder)'")
        for (name, mode) in [("", 0o750), ("/002-neon-street.mp4", 0o640), ("/SHA256SUMS", 0o640)] {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + name)
            #expect((attributes[.posixPermissions] as? NSNumber)?.intValue == mode, "\(name)")
        }
    }

    @Test func `of nothing makes no folder`() async throws {
        try await fill()
        let outcome = try await workshop.run("export", "--query", "hen", folder)
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.output.hasPrefix("0 written"))
        #expect(!FileManager.default.fileExists(atPath: folder))
    }

    @Test func `changes neither the library nor the folder in a dry run`() async throws {
        try await fill()
        let library = try workshop.dump()
        let new = try await workshop.run("export", "shots", folder, "--dry-run", "--json")
        #expect(new.status == 0, "\(new)")
        #expect(new.json?["written"]?.integer == 2)
        #expect(!FileManager.default.fileExists(atPath: folder))
        _ = try await workshop.run("export", "shots", folder)
        try await workshop.damage("UPDATE video SET title = 'x'")
        let before = try listing(folder)
        let dry = try await workshop.run("export", "shots", folder, "--dry-run", "--prune")
        #expect(dry.output.hasPrefix("would be: 2 written, 0 unchanged, 2 removed"), "\(dry)")
        #expect(try listing(folder) == before)
        #expect(try workshop.dump().keys == library.keys)
    }
}

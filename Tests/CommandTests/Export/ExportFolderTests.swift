import Foundation
import SoraTestSupport
import Testing

/// Exports whose template lays clips into folders, with functions and own fields.
@Suite(.startsPrograms) struct `An export into folders` {
    private let workshop: Workshop
    private var folder: String { workshop.folder.file("out") }

    init() async throws {
        workshop = try await Workshop.withLibrary()
        try await workshop.addClip(Array("one".utf8), prompt: "A red fox, in snow", to: "shots")
        try await workshop.addClip(
            Array("two".utf8), prompt: "rain", title: "Neon Street", to: "shots")
    }

    private func paths() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter {
            $0.hasSuffix(".mp4")
        }.sorted()
    }

    private func export(_ template: String, _ more: String...) async throws -> Child.Outcome {
        try await workshop.run(["export", "shots", folder, "--template", template] + more)
    }

    @Test(arguments: [
        ("{collection}/{index:03}-{title|slug}.{ext}", "shots/002-neon-street.mp4"),
        ("{title|upper}.{ext}", "NEON STREET.mp4"), ("{title|lower}.{ext}", "neon street.mp4"),
        ("{title|cut:4}.{ext}", "Neon.mp4"), ("{prompt|words:2|slug}.{ext}", "rain.mp4"),
        ("{created_at:%Y-%m-%d}/{id}.{ext}", "1970-01-01/v2.mp4"),
        ("{created_at:%j-%y_%H.%M.%S}-{id}.{ext}", "001-70_00.00.00-v2.mp4"),
        ("{model|provider|'no model'}/{id}.{ext}", "no model/v2.mp4"),
        ("{rating|'0'}-{id|upper}.{ext}", "0-V2.mp4"), ("{tags}/{id}.{ext}", "dark rain/v2.mp4"),
        ("{client}/{fields.shot:03}-{id}.{ext}", "A-C/007-v2.mp4"),
        ("{width|'x|y'}-{id}.{ext}", "x|y-v2.mp4"),
    ])
    func `has the names that its template says`(template: String, path: String) async throws {
        for words in [
            ["field", "add", "client", "text"], ["field", "add", "shot", "number"],
            [
                "edit", "v2", "--set", "client=A/C", "--set", "shot=7", "--tag", "rain", "--tag",
                "dark",
            ],
        ] {
            let outcome = try await workshop.run(words)
            #expect(outcome.status == 0, "\(outcome)")
        }
        let outcome = try await export(template)
        #expect(outcome.status == 0, "\(outcome)")
        let found = try paths()
        #expect(found.contains(path), "\(found)")
        let again = try await export(template, "--json")
        #expect(again.json?["unchanged"]?.integer == 2, "\(again)")
        let tool = try #require(InstalledProgram.find("sha256sum"))
        let sums = try await Child(tool, ["-c", "SHA256SUMS"], current: folder).end()
        #expect(sums.status == 0, "\(sums)")
    }

    @Test func `gives clips that would have the same name numbers`() async throws {
        #expect(try await export("clip.{ext}").status == 0)
        #expect(try paths() == ["clip-2.mp4", "clip.mp4"])
        #expect(try await export("{title|cut:1|'x'}/Clip.{ext}", "--prune").status == 0)
        #expect(try paths() == ["A/Clip.mp4", "N/Clip.mp4"])
    }

    @Test func `removes folders that are empty when it prunes, and no others`() async throws {
        _ = try await export("{id}/deep/clip.{ext}")
        try "mine".write(toFile: folder + "/v2/notes.txt", atomically: true, encoding: .utf8)
        let outcome = try await export("{id}.{ext}", "--prune", "--json")
        #expect(outcome.status == 0, "\(outcome)")
        #expect(outcome.json?["removed"]?.integer == 2)
        #expect(
            try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() == [
                ".soralib-export.json", "SHA256SUMS", "v1.mp4", "v2", "v2.mp4", "v2/notes.txt",
            ])
    }

    @Test func `keeps off files of the user's in a folder`() async throws {
        _ = try await export("{id}.{ext}")
        try FileManager.default.createDirectory(
            atPath: folder + "/all", withIntermediateDirectories: false)
        try "mine".write(toFile: folder + "/all/V1.MP4", atomically: true, encoding: .utf8)
        #expect(try await export("all/{id}.{ext}", "--prune").status == 0)
        #expect(try paths() == ["all/v1-2.mp4", "all/v2.mp4"])
        #expect(FileManager.default.contents(atPath: folder + "/all/V1.MP4") == Data("mine".utf8))
    }

    @Test(arguments: ["link", "file"])
    func `never goes through what is no folder of its own`(kind: String) async throws {
        _ = try await export("{id}.{ext}")
        let victim = workshop.folder.file("victim")
        try FileManager.default.createDirectory(
            atPath: victim + "/deep", withIntermediateDirectories: true)
        if kind == "link" {
            try FileManager.default.createSymbolicLink(
                atPath: folder + "/all", withDestinationPath: victim)
        } else {
            try "mine".write(toFile: folder + "/all", atomically: true, encoding: .utf8)
        }
        expectError(try await export("all/deep/{id}.{ext}"), 73, "\(folder)/all", "--template")
        #expect(try FileManager.default.subpathsOfDirectory(atPath: victim) == ["deep"])
        #expect(try paths() == ["v1.mp4", "v2.mp4"])
    }

    @Test func `never goes through a folder that became a link since`() async throws {
        _ = try await export("all/{id}.{ext}")
        let victim = workshop.folder.file("victim")
        try FileManager.default.moveItem(atPath: folder + "/all", toPath: victim)
        try FileManager.default.createSymbolicLink(
            atPath: folder + "/all", withDestinationPath: victim)
        expectError(try await export("{id}.{ext}", "--prune"), 73, "\(folder)/all")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: victim).sorted()
                == ["v1.mp4", "v2.mp4"])
    }

    @Test func `has names that every system takes, when asked`() async throws {
        let workshop = try await Workshop.withLibrary()
        let titles = [
            "a<b>c:d\"e|f?g*h", "CON", "aux.mp4", "ends. . .", "Stra\u{df}e", "STRASSE",
            String(repeating: "\u{1F98A}", count: 300), "Cafe\u{301}", "CAF\u{c9}",
        ]
        for (number, title) in titles.enumerated() {
            try await workshop.addClip([UInt8(number)], prompt: "x", title: title, to: "all")
        }
        let folder = workshop.folder.file("out")
        let outcome = try await workshop.run(
            "export", "all", folder, "--portable", "--template", "{title}/{title}.{ext}")
        #expect(outcome.status == 0, "\(outcome)")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        #expect(paths.contains("a-b-c-d-e-f-g-h/a-b-c-d-e-f-g-h.mp4"))
        #expect(paths.contains("_CON/_CON.mp4") && paths.contains("_aux.mp4/_aux.mp4.mp4"))
        #expect(paths.contains("ends/ends.mp4"))
        for path in paths {
            for name in path.split(separator: "/") {
                #expect(name.utf16.count <= 100 && name.utf8.count <= 100)
                #expect(!name.contains { "<>:\"|?*\\".contains($0) })
                #expect(name.last != "." && name.last != " ")
            }
            #expect(
                Array(path.precomposedStringWithCanonicalMapping.utf8) == Array(path.utf8),
                "\(path)")
        }
        let files = paths.filter { $0.hasSuffix(".mp4") && $0.contains("/") }
        #expect(files.count == titles.count)
        #expect(Set(files.map { $0.lowercased() }).count == titles.count)
    }

    @Test func `tells of each file what became of it`() async throws {
        _ = try await export("{id}-{title|slug}.{ext}")
        try await workshop.damage("UPDATE video SET title = 'Fox' WHERE id = 1")
        try await workshop.addClip([9], prompt: "bad", verdict: "corrupt", to: "shots")
        let outcome = try await export(
            "{id}-{title|slug}.{ext}", "--csv", "--dry-run", "--report", "--format", "csv")
        #expect(outcome.status == 1, "\(outcome)")
        let size = try Self.size(of: "clips.csv", in: outcome)
        #expect(
            outcome.output.split(separator: "\n").map(String.init).sorted()
                == [
                    "action,path,id,bytes,reason", "left out,,v3,,it is corrupt",
                    "stale,v1-a-red-fox-in-snow.mp4,,3,", "unchanged,v2-neon-street.mp4,v2,3,",
                    "written,clips.csv,,\(size),",
                    "written,v1-fox.mp4,v1,3,",
                ].sorted())
        let table = try await export("{id}.{ext}", "--report", "--json")
        #expect(table.json?.elements.count == 5, "\(table)")
    }

    private static func size(of name: String, in outcome: Child.Outcome) throws -> String {
        let line = try #require(
            outcome.output.split(separator: "\n").first { $0.contains(",\(name),") })
        let size = String(line.split(separator: ",", omittingEmptySubsequences: false)[3])
        try #require(Int(size) ?? 0 > 200)
        return size
    }
}

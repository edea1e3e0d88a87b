import Foundation
import SoraTestSupport
import Testing

/// `soralib probe`: every file gets its line, in the order of the command line.
@Suite(.startsPrograms) struct `A probe` {
    @Test func `of good and bad files keeps their order, is complete, and ends with 65`()
        async throws
    {
        let workshop = try Workshop()
        let good = try #require(
            try await clip(workshop), "a clip of the simulated service")
        try workshop.folder.write("just text\n".utf8, to: "note.txt")
        try workshop.folder.write([], to: "empty.mp4")
        #expect(mkfifo(workshop.folder.file("pipe"), 0o600) == 0)
        let files = ["note.txt", good, ".", "pipe", "none.mp4", "empty.mp4", good, "/dev/zero", ""]
        let outcome = try await workshop.run(["probe", "--json"] + files, in: workshop.folder.path)
        #expect(outcome.status == 65, "\(outcome)")
        #expect(Shape.list(.probe).problems(in: outcome.json) == [])
        let probes = outcome.json?.elements ?? []
        #expect(probes.map { $0["path"]?.string } == files)
        #expect(
            probes.map { $0["ok"] }
                == [false, true, false, false, false, false, true, false, false].map {
                    .bool($0)
                })
        let reasons = probes.map { ($0["problems"]?.elements.first?.string) ?? "" }
        for (reason, part) in zip(
            reasons,
            ["text", "", "folder", "pipe", "no such file", "empty", "", "device", "no such file"])
        {
            #expect(part == "" ? reason == "" : reason.contains(part), "\(reason)")
        }
        let lines = try await workshop.run(
            ["probe", "--format", "jsonl"] + files, in: workshop.folder.path)
        #expect(lines.status == 65)
        #expect(
            lines.output.split(separator: "\n").map { OrderedJSON(String($0)) } == probes.map { $0 }
        )
        let table = try await workshop.run("probe", "note.txt", good, in: workshop.folder.path)
        #expect(table.status == 65)
        #expect(table.output.contains("not a media file: it looks like text"))
        #expect(try await workshop.run("probe", good).status == 0)
    }

    @Test func `of a name with control characters shows none of them`() async throws {
        let workshop = try Workshop()
        try workshop.folder.write("x".utf8, to: "a\u{1B}[31m\nb.mp4")
        for format in ["table", "json", "csv", "tsv"] {
            let outcome = try await workshop.run(
                "probe", "--format", format, "a\u{1B}[31m\nb.mp4", in: workshop.folder.path)
            #expect(outcome.status == 65, "\(outcome)")
            if format != "csv", format != "tsv" {
                #expect(!outcome.output.utf8.contains(0x1B))
            }
            #expect(!outcome.errors.utf8.contains(0x1B))
        }
    }

    private func clip(_ workshop: Workshop) async throws -> String? {
        let service = try await SimulatorProcess.start()
        let made = try await workshop.run("init", workshop.library)
        try #require(made.status == 0)
        try await workshop.addProvider(service.url)
        _ = try await workshop.run("queue", "a fox")
        let synced = try await workshop.run("sync", "--until-idle")
        try #require(synced.status == 0, "\(synced)")
        return try await workshop.show("v1")["path"]?.string
    }
}

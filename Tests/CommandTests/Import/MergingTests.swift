import Foundation
import SoraSystem
import SoraTestSupport
import Testing

/// What one library exports with JSON sidecars, another has again as it was.
@Suite(.startsPrograms) struct `A folder that another library exported` {
    /// What of a video is of one library alone: numbers of its rows, its own measuring and taking in.
    private static let ownFields: Set<String> = ["path", "task", "imported_at", "deep", "deep_at"]

    /// A library with two clips of a service, of which one is a remix of the other, and a third of a revised prompt;
    /// with all that people give to clips.
    private func staged() async throws -> (Workshop, SimulatorProcess) {
        let service = try await SimulatorProcess.start()
        let workshop = try await Workshop.withProvider("http://127.0.0.1:\(service.port)")
        func run(_ words: String...) async throws {
            let outcome = try await workshop.run(words)
            try #require(outcome.status == 0, "\(words) \(outcome)")
        }
        try await run("queue", "a red fox in the snow", "--seconds", "4", "--size", "1280x720")
        try await run("sync", "--until-idle")
        try await run("remix", "v1", "the same, at night")
        try await run("prompt", "revise", "p1", "a red fox in deep snow")
        try await run("queue", "p3", "--seconds", "4", "--size", "1280x720")
        try await run("sync", "--until-idle")
        try await run("edit", "p1", "--title", "Foxes", "--tag", "winter")
        try await run("field", "add", "client", "text")
        try await run("field", "add", "shots", "number")
        try await run("field", "add", "due", "date")
        try await run("collection", "create", "reel")
        try await run("collection", "create", "other/best")
        try await run(
            "edit", "v1", "--title", "The fox, “low”", "--notes", "keep\nthis 狐", "--rating", "4",
            "--tag", "fox", "--tag", "dark & wet", "--set", "client=ACME = 1", "--set",
            "shots=-0.1", "--set", "due=2026-11-21T12:30")
        try await run("edit", "v2", "--set", "shots=12", "--set", "due=2026-11-22", "--rating", "0")
        try await run("collection", "add", "reel", "v3")
        try await run("collection", "add", "reel", "v1")
        try await run("collection", "add", "reel", "v2")
        try await run("collection", "add", "other/best", "v2")
        return (workshop, service)
    }

    private func mine(_ video: OrderedJSON) -> [String: String] {
        Dictionary(
            video.names.filter {
                !Self.ownFields.contains($0) && $0 != "id" && $0 != "remixed_from"
            }
            .map { ($0, "\(video[$0] ?? .null)") }, uniquingKeysWith: { $1 })
    }

    @Test func `is imported without a loss`() async throws {
        let (source, service) = try await staged()
        let handed = source.folder.file("handed")
        let exported = try await source.run(
            "export", "reel", handed, "--sidecar", "json", "--template",
            "{model}/{title|slug}-{id}.{ext}")
        try #require(exported.status == 0, "\(exported)")
        let target = try await Workshop.withLibrary()
        let done = try await target.run("import", handed)
        #expect(done.status == 0 && done.errors == "", "\(done)")
        var uids: [String: String] = [:]
        for id in ["v1", "v2", "v3"] {
            let before = try await source.show(id)
            let uid = try #require(before["uid"]?.string)
            let after = try await target.show(uid)
            #expect(mine(after) == mine(before))
            #expect(after["task"] == .null, "money was spent elsewhere")
            uids[id] = after["id"]?.string
            let parent = try #require(before["remixed_from"])
            #expect(after["remixed_from"]?.string == parent.string.flatMap { uids[$0] })
        }
        let names = try FileManager.default.subpathsOfDirectory(atPath: handed)
        #expect(names.count { $0.hasSuffix(".json") } == 4)

        // What a dump has of them is the same, but for numbers of rows and what is another library's own.
        for (table, own) in [
            ("prompt", ["revises", "field_change"]), ("collection", []), ("field", ["created_at"]),
            (
                "video",
                [
                    "task_id", "prompt_id", "imported_at", "origin_provider", "origin_model",
                    "origin_id",
                    "origin_parent", "probed_at", "remixed_from", "field_change", "video_field",
                    "collection_video",
                ]
            ),
        ] {
            let before = try await rows(source, table, without: own)
            #expect(before.count > 1)
            let after = try await rows(target, table, without: own)
            for (uid, row) in before {
                for (name, value) in row {
                    #expect(after[uid]?[name] == value, "\(table) \(uid) \(name)")
                }
            }
            #expect(after.keys.sorted() == before.keys.sorted(), "\(table)")
        }
        // And what such numbers stand for.
        for question in [
            """
            SELECT video.uid, prompt.uid, prompt.revision, revised.uid, parent.uid FROM video
            LEFT JOIN prompt ON prompt.id = video.prompt_id LEFT JOIN prompt AS revised ON revised.id = prompt.revises
            LEFT JOIN video AS parent ON parent.id = video.remixed_from ORDER BY 1
            """,
            """
            SELECT video.uid, field.uid, name, type, text, number FROM video_field
            JOIN video ON video.id = video_id JOIN field ON field.id = field_id ORDER BY 1, 2
            """,
            """
            SELECT collection.uid, position, video.uid FROM collection_video
            JOIN collection ON collection.id = collection_id JOIN video ON video.id = video_id ORDER BY 1, 2
            """,
        ] {
            let before = try await source.run("sql", question, "--format", "tsv").output
            #expect(before.split(separator: "\n").count >= 4, "\(before)")
            #expect(try await target.run("sql", question, "--format", "tsv").output == before)
        }
        let spent =
            "SELECT (SELECT count(*) FROM task) + (SELECT count(*) FROM submit_attempt) AS n"
        #expect(try await target.run("sql", spent, "--format", "tsv").output == "n\n0\n")
        // Once more, nothing changes.
        let state = try await target.run("library", "dump").output
        #expect(try await target.run("import", handed).status == 0)
        #expect(try await target.run("library", "dump").output == state)
        #expect(try await target.run("library", "check").status == 0)
        withExtendedLifetime(service) {}
    }

    /// The records of a dump of one kind, by uid, as texts.
    private func rows(
        _ workshop: Workshop, _ kind: String, without own: [String]
    ) async throws -> [String: [String: String]] {
        let dump = try await workshop.run("library", "dump")
        var rows: [String: [String: String]] = [:]
        for line in dump.output.split(separator: "\n") {
            guard let record = OrderedJSON(String(line)), record["record"]?.string == kind,
                let uid = record["uid"]?.string
            else { continue }
            rows[uid] = Dictionary(
                record.names.filter { $0 != "id" && !own.contains($0) }.map {
                    ($0, "\(record[$0] ?? .null)")
                },
                uniquingKeysWith: { $1 })
        }
        return rows
    }

    /// Puts a clip beside a sidecar that says all that one of soralib does; `more` is written over it.
    private func stage(
        _ workshop: Workshop, _ name: String, frames: UInt32, sha256: String? = nil, _ more: String
    ) throws {
        let path = try workshop.stashClip(name + ".mp4", frames: frames)
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        let digest = try sha256 ?? SHA256.digest(of: Array(bytes))
        try workshop.stash(
            name + ".json",
            #"{"id":"v\#(frames)","uid":"0199c9a1-0000-7000-8000-0000000000\#(frames)","sha256":"\#(digest)","#
                + #""verdict":"unchecked","file_state":"present","prompt":"prompt of \#(name)",\#(more)}"#
        )
    }

    @Test func `may be wrong in any way: each clip comes in, and what was not taken is said`()
        async throws
    {
        let workshop = try await Workshop.withLibrary()
        try stage(workshop, "mine", frames: 10, #""title":"mine""#)
        try #require(try await workshop.run("import", workshop.stash).status == 0)
        let mine = try await workshop.show("v1")
        #expect(mine["uid"]?.string == "0199c9a1-0000-7000-8000-000000000010")
        _ = try await workshop.run("field", "add", "shots", "number")
        _ = try await workshop.run("collection", "create", "foxes", "--query", "tag:fox")
        let far = String(repeating: "狐", count: 4 << 20)
        for (name, frames, sha256, more) in [
            (
                "a-types", 11, nil,
                #""title":5,"tags":{"a":1},"rating":"high","notes":[],"fields":[1],"collections":"x","#
                    + #""operation":"steal","created_at":true,"soralib":7"#
            ),
            ("b-uid", 12, nil, #""uid":"0199c9a1-0000-7000-8000-000000000010""#),
            ("c-file", 13, String(repeating: "ab", count: 32), #""title":"other""#),
            (
                "d-circle", 14, nil,
                #""soralib":{"parent":"0199c9a1-0000-7000-8000-000000000015","#
                    + #""prompt":{"uid":"0199c9a1-0000-7000-8000-0000000000d4","revision":2,"#
                    + #""revises":"0199c9a1-0000-7000-8000-0000000000d5"}}"#
            ),
            (
                "e-circle", 15, nil,
                #""soralib":{"parent":"0199c9a1-0000-7000-8000-000000000014","#
                    + #""prompt":{"uid":"0199c9a1-0000-7000-8000-0000000000d5","revision":2,"#
                    + #""revises":"0199c9a1-0000-7000-8000-0000000000d4"}}"#
            ),
            ("f-large", 16, nil, #""notes":"\#(far)","title":"\#(far.prefix(3000))""#),
            (
                "g-field", 17, nil,
                #""soralib":{"fields":[{"name":"shots","type":"text","value":"x"},"#
                    + #"{"name":"Bad Name","type":"text","value":"x"},{"name":"due","type":"date","value":"x"},"#
                    + #"{"name":"client","type":"text","value":"ACME"}]}"#
            ),
            ("h-query", 18, nil, #""collections":["foxes","a\\u0007b","fine"]"#),
            ("i-self", 19, nil, #""soralib":{"parent":"0199c9a1-0000-7000-8000-000000000019"}"#),
            ("j-uid", 20, nil, #""uid":"../../etc/passwd""#),
        ] as [(String, UInt32, String?, String)] {
            try stage(workshop, name, frames: frames, sha256: sha256, more)
        }
        let done = try await workshop.run("import", workshop.stash, "--json")
        #expect(done.status == 0, "\(done.status) \(done.errors.prefix(3000))")
        #expect(done.json?["imported"]?.elements.count == 10)
        func says(_ name: String, _ words: String) {
            #expect(
                done.errors.split(separator: "\n").contains {
                    $0.contains("/\(name).mp4: not taken: ") && $0.contains(words)
                }, "\(name) \(words) \(done.errors.prefix(6000))")
        }
        for word in [
            "title: it is no text", "tags: it is no list of texts", "rating: it is no whole number",
            "notes: it is no text", "fields: it is no object", "soralib: it is no object",
            "created_at",
            "operation",
        ] { says("a-types", word) }
        says("b-uid", "its uid: v1 has it")
        says("c-file", "its uid: the sidecar speaks of a file with another SHA-256")
        says("f-large", "its notes")
        says("f-large", "its title")
        says("g-field", "the field shots: here it is a number, there a text")
        says("g-field", "a field's name is made of")
        says("g-field", "a field: its name, type or value is wrong")
        says("h-query", "the collection foxes: here it is a query")
        says("h-query", "a collection's name holds no")
        says("j-uid", "uid: it is no uid")
        // The others have what was right.
        #expect(try await workshop.show("v1") == mine)
        #expect(try await workshop.show("v8")["fields"]?["client"]?.string == "ACME")
        #expect(try await workshop.show("v9")["collections"]?.elements.map(\.string) == ["fine"])
        let parents = try await [workshop.show("v5"), workshop.show("v6")].map {
            $0["remixed_from"]
        }
        #expect(parents.count { $0 != .null } == 1, "\(parents)")
        #expect(try await workshop.found("prompt:types") == ["v2"])
        #expect(try await workshop.run("library", "check").status == 0)
    }

    @Test func `names parents that are not in it, and they are joined when they come`() async throws
    {
        let workshop = try await Workshop.withLibrary()
        let parent = "0199c9a1-0000-7000-8000-000000000011"
        try stage(workshop, "child", frames: 10, #""soralib":{"parent":"\#(parent)"}"#)
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        let before = try await workshop.show(parent)
        #expect(before["file_state"]?.string == "absent")
        try stage(workshop, "parent", frames: 11, #""title":"Parent""#)
        #expect(try await workshop.run("import", workshop.stash).status == 0)
        let after = try await workshop.show(parent)
        #expect(after["id"] == before["id"] && after["title"]?.string == "Parent", "\(after)")
        #expect(try await workshop.show("v1")["remixed_from"] == after["id"])
    }
}

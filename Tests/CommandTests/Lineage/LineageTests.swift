import Foundation
import SoraTestSupport
import Testing

/// `soralib lineage`: the family of a video, in each form.
@Suite(.startsPrograms) struct `A family` {
    /// The SQL that makes a video of so many days ago.
    private static func video(
        _ number: Int, of parent: Int?, _ operation: String, days: Int = 3, prompt: String
    ) -> String {
        """
        INSERT INTO prompt (id, uid, text, digest, created_at)
        VALUES (\(number), 'p\(number)', '\(prompt)', '', 0);
        INSERT INTO video (id, uid, prompt_id, remixed_from, operation, file_state, sha256, extension, bytes,
                           verdict, created_at)
        VALUES (\(number), '\(number)', \(number), \(parent.map(String.init) ?? "NULL"), '\(operation)', 'present',
                printf('%064d', \(number)), 'mp4', 100, 'verified',
                (strftime('%s', 'now') - 86400 * \(days) - 60) * 1000);
        """
    }

    /// v1 ─ v2 ─ v4, v1 ─ v3, and v5 alone; t1 is queued as a remix of v3.
    private func staged() async throws -> Workshop {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        try await workshop.damage(
            Self.video(1, of: nil, "create", days: 9, prompt: "a red fox in \"deep\" snow | <b>")
                + Self.video(2, of: 1, "remix", prompt: "a red fox in wet snow | <b> at night")
                + Self.video(3, of: 1, "extend", prompt: "a red fox in \"deep\" snow | <b>")
                + Self.video(4, of: 2, "edit", prompt: "the wolves come")
                + Self.video(5, of: nil, "create", prompt: "rain"))
        let queued = try await workshop.run("remix", "v3", "the next one", "--as-new")
        #expect(queued.status == 0, "\(queued)")
        return workshop
    }

    /// The words of a tree; what was queued by this test is of any age below an hour.
    private func tree(_ workshop: Workshop, _ words: String...) async throws -> String {
        let shown = try await workshop.run(["lineage"] + words)
        #expect(shown.status == 0, "\(shown)")
        return shown.output.replacing(/just now|\d+ [sm] ago/, with: "now")
    }

    @Test func `is a tree from what a video came from to all that came of it`() async throws {
        let workshop = try await staged()
        #expect(
            try await tree(workshop, "v1") == """
                v1  create  verified  9 d ago  a red fox in "deep" snow | <b>
                ├─ v2  remix  verified  3 d ago  -"deep" +wet … +at night
                │  └─ v4  edit  verified  3 d ago  the wolves come
                └─ v3  extend  verified  3 d ago  same prompt
                   └─ t1  remix  queued  now  the next one

                """)
        #expect(
            try await tree(workshop, "v2") == """
                v1  create  verified  9 d ago  a red fox in "deep" snow | <b>
                └─ v2  remix  verified  3 d ago  -"deep" +wet … +at night
                   └─ v4  edit  verified  3 d ago  the wolves come

                """)
    }

    @Test func `is shown upwards, downwards, or from its root`() async throws {
        let workshop = try await staged()
        let up = try await tree(workshop, "v2", "--up")
        #expect(up.contains("v1  create"))
        #expect(!up.contains("v4"))
        let down = try await tree(workshop, "v2", "--down")
        #expect(down.hasPrefix("v2  remix"))
        #expect(down.contains("└─ v4"))
        let whole = try await tree(workshop, "v1")
        for member in ["v1", "v2", "v3", "v4", "t1"] {
            #expect(try await tree(workshop, member, "--root") == whole, "\(member)")
        }
        let both = try await workshop.run("lineage", "v2", "--up", "--root")
        #expect(both.status == 64, "\(both)")
    }

    @Test func `of a task that waits leads to its parent`() async throws {
        let workshop = try await staged()
        #expect(
            try await tree(workshop, "t1") == """
                v1  create  verified  9 d ago  a red fox in "deep" snow | <b>
                └─ v3  extend  verified  3 d ago  same prompt
                   └─ t1  remix  queued  now  the next one

                """)
        #expect(
            try await tree(workshop, "t1", "--down") == "t1  remix  queued  now  the next one\n")
        _ = try await workshop.run("task", "cancel", "t1")
        #expect(try await tree(workshop, "t1").contains("t1  remix  cancelled"))
        #expect(!(try await tree(workshop, "v3").contains("t1")))
    }

    @Test func `of a video without kin is that video`() async throws {
        let workshop = try await staged()
        let alone = try await workshop.run("lineage", "v5", "--json")
        #expect(alone.json?["root"]?.string == "v5")
        #expect(alone.json?["nodes"]?.elements.count == 1)
        #expect(alone.json?["edges"] == .array([]))
        #expect(alone.json?["tasks"] == .array([]))
    }

    @Test(arguments: [["--json"], ["--format", "json"], ["--format=json"]])
    func `as JSON has the videos, the tasks and the links`(words: [String]) async throws {
        let workshop = try await staged()
        let shown = try await workshop.run(["lineage", "v1"] + words)
        let json = try #require(shown.json, "\(shown)")
        #expect(json["root"]?.string == "v1")
        #expect(
            json["nodes"]?.elements.compactMap { $0["id"]?.string } == ["v1", "v2", "v3", "v4"])
        #expect(Shape.list(.video).problems(in: json["nodes"]) == [])
        #expect(json["tasks"]?.elements.compactMap { $0["id"]?.string } == ["t1"])
        #expect(Shape.list(.task).problems(in: json["tasks"]) == [])
        let edges = try #require(json["edges"]).elements.map { edge in
            ["parent", "child", "operation"].compactMap { edge[$0]?.string }.joined(separator: " ")
        }
        #expect(edges == ["v1 v2 remix", "v1 v3 extend", "v2 v4 edit", "v3 t1 remix"])
        let missing = try await workshop.run(["lineage", "v99"] + words)
        #expect(missing.errorJSON?["code"]?.string == "not_found", "\(missing)")
    }

    @Test func `tells trash, purged videos and those known by name alone as what they are`()
        async throws
    {
        let workshop = try await staged()
        try await workshop.damage(
            """
            INSERT INTO video (id, uid, operation, file_state, verdict, origin_provider, origin_id, created_at)
            VALUES (6, '6', 'create', 'absent', 'unprobed', 'elsewhere', 'video_77', 0);
            UPDATE video SET remixed_from = 6 WHERE id = 1;
            UPDATE video SET file_state = 'missing' WHERE id = 4;
            """)
        _ = try await workshop.run("remove", "v2", "v3")
        let purged = try await workshop.run("remove", "v2", "v3", "--purge", "--yes")
        #expect(purged.status == 0, "\(purged)")
        _ = try await workshop.run("remove", "v1")
        let tree = try await tree(workshop, "v2", "--root")
        let standings = tree.split(separator: "\n").map { line in
            line.drop { "├└─│ ↓".contains($0) }.split(separator: "  ").prefix(3)
                .joined(separator: " ")
        }
        #expect(
            standings == [
                "v6 create placeholder", "v1 create in trash", "v2 remix purged", "v4 edit missing",
                "v3 extend purged", "t1 remix queued",
            ], "\(tree)")
        #expect(tree.contains("elsewhere video_77"), "\(tree)")
        let json = try #require(
            try await workshop.run("lineage", "v4", "--root", "--json").json)
        #expect(json["edges"]?.elements.count == 5)
        #expect(json["states"]?["v6"]?.string == "placeholder")
        #expect(json["states"]?["v1"]?.string == "trash")
        #expect(json["states"]?["v2"]?.string == "purged")
        #expect(json["states"]?["v4"]?.string == "missing")
    }

    @Test func `tells a video that is known before it is there by the state of its task`()
        async throws
    {
        let workshop = try await staged()
        try await workshop.damage(
            """
            INSERT INTO video (id, uid, task_id, operation, remixed_from, file_state, verdict, created_at)
            VALUES (6, '6', 1, 'remix', 3, 'absent', 'unprobed', strftime('%s', 'now') * 1000);
            """)
        #expect(
            try await tree(workshop, "t1") == """
                v1  create  verified  9 d ago  a red fox in "deep" snow | <b>
                └─ v3  extend  verified  3 d ago  same prompt
                   └─ v6  remix  queued  now  the next one

                """)
        let json = try #require(try await workshop.run("lineage", "v3", "--json").json)
        #expect(json["tasks"] == .array([]))
        #expect(json["states"]?["v6"]?.string == "expected")
    }

    @Test func `that goes in a circle in a damaged catalogue ends`() async throws {
        let workshop = try await staged()
        try await workshop.damage(
            "DROP TRIGGER video_acyclic_changed; UPDATE video SET remixed_from = 4 WHERE id = 1")
        for words in [
            ["v1"], ["v3"], ["v4", "--root"], ["v2", "--json"], ["v1", "--format", "dot"],
        ] {
            let shown = try await workshop.run(["lineage"] + words)
            #expect(shown.status == 0, "\(words) \(shown)")
            #expect(shown.output.contains("v4"), "\(words) \(shown)")
        }
    }
}

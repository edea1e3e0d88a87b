import Foundation
import SoraTestSupport
import Testing

/// `soralib lineage`: the family of a video, in each form.
@Suite(.startsPrograms) struct `A family` {
    /// v1 ─ v2 ─ v4, v1 ─ v3, and v5 alone; t1 is queued as a remix of v3.
    private func staged() async throws -> Workshop {
        let workshop = try await Workshop.withProvider("http://127.0.0.1:1")
        let rows = [(1, "NULL", "create"), (2, "1", "remix"), (3, "1", "extend"), (4, "2", "edit")]
        for (id, parent, operation) in rows + [(5, "NULL", "create")] {
            try await workshop.damage(
                """
                INSERT INTO prompt (id, uid, text, digest, created_at)
                VALUES (\(id), 'p\(id)', 'text "\(id)" | <b>', '', 0);
                INSERT INTO video (id, uid, prompt_id, remixed_from, operation, file_state, verdict,
                                   created_at)
                VALUES (\(id), '\(id)', \(id), \(parent), '\(operation)', 'absent', 'unprobed', 0)
                """)
        }
        let queued = try await workshop.run("remix", "v3", "the next one", "--as-new")
        #expect(queued.status == 0, "\(queued)")
        return workshop
    }

    @Test func `is a tree from what a video came from to all that came of it`() async throws {
        let workshop = try await staged()
        let whole = try await workshop.run("lineage", "v1")
        #expect(
            whole.output == """
                v1  create  unprobed  text "1" | <b>
                ├─ v2  remix  unprobed  text "2" | <b>
                │  └─ v4  edit  unprobed  text "4" | <b>
                └─ v3  extend  unprobed  text "3" | <b>
                   └─ t1  remix  queued  the next one

                """, "\(whole)")
        let middle = try await workshop.run("lineage", "v2")
        #expect(
            middle.output == """
                v1  create  unprobed  text "1" | <b>
                └─ v2  remix  unprobed  text "2" | <b>
                   └─ v4  edit  unprobed  text "4" | <b>

                """, "\(middle)")
    }

    @Test func `can be shown upwards or downwards alone`() async throws {
        let workshop = try await staged()
        let up = try await workshop.run("lineage", "v2", "--up")
        #expect(up.output.contains("v1  create"))
        #expect(!up.output.contains("v4"))
        let down = try await workshop.run("lineage", "v2", "--down")
        #expect(down.output.hasPrefix("v2  remix"))
        #expect(down.output.contains("└─ v4"))
    }

    @Test func `of a video without kin is that video`() async throws {
        let workshop = try await staged()
        let alone = try await workshop.run("lineage", "v5", "--json")
        #expect(alone.json?["root"]?.string == "v5")
        #expect(alone.json?["nodes"]?.elements.count == 1)
        #expect(alone.json?["edges"] == .array([]))
    }

    @Test(arguments: [["--json"], ["--format", "json"], ["--format=json"]])
    func `as JSON has the videos and the links`(words: [String]) async throws {
        let workshop = try await staged()
        let shown = try await workshop.run(["lineage", "v2"] + words)
        let json = try #require(shown.json, "\(shown)")
        #expect(json["root"]?.string == "v1")
        #expect(json["nodes"]?.elements.compactMap { $0["id"]?.string } == ["v1", "v2", "v4"])
        #expect(Shape.list(.video).problems(in: json["nodes"]) == [])
        let edges = try #require(json["edges"]).elements.map { edge in
            ["parent", "child", "operation"].compactMap { edge[$0]?.string }
        }
        #expect(edges == [["v1", "v2", "remix"], ["v2", "v4", "edit"]])
        let missing = try await workshop.run(["lineage", "v99"] + words)
        #expect(missing.errorJSON?["code"]?.string == "not_found", "\(missing)")
    }

    @Test func `as a drawing has no markup of its prompts`() async throws {
        let workshop = try await staged()
        let dot = try await workshop.run("lineage", "v1", "--format", "dot")
        #expect(dot.output.contains(#"v1 [label="v1 unprobed\ntext \"1\" | <b>"];"#), "\(dot)")
        #expect(dot.output.contains(#"v3 -> t1 [label="remix"];"#))
        let mermaid = try await workshop.run("lineage", "v1", "--format", "mermaid")
        #expect(mermaid.output.contains(#"v1["v1 unprobed<br>text #34;1#34; #124; #60;b#62;"]"#))
        #expect(mermaid.output.contains("v1 -->|remix| v2"))
    }

    @Test func `that goes in a circle in a damaged catalogue ends`() async throws {
        let workshop = try await staged()
        try await workshop.damage(
            "DROP TRIGGER video_no_circle; UPDATE video SET remixed_from = 4 WHERE id = 1")
        let shown = try await workshop.run("lineage", "v1")
        #expect(shown.status == 0, "\(shown)")
    }

    @Test func `five thousand deep is shown whole`() async throws {
        let workshop = try await staged()
        try await workshop.damage(
            """
            WITH RECURSIVE n(i) AS (SELECT 10 UNION ALL SELECT i + 1 FROM n WHERE i < 5010)
            INSERT INTO video (id, uid, remixed_from, operation, file_state, verdict, created_at)
            SELECT i, 'n' || i, CASE i WHEN 10 THEN 5 ELSE i - 1 END, 'remix', 'absent', 'unprobed', 0
            FROM n
            """)
        let shown = try await workshop.run("lineage", "v5", "--json")
        #expect(shown.json?["nodes"]?.elements.count == 5002)
        let tree = try await workshop.run("lineage", "v5")
        #expect(tree.output.split(separator: "\n").count == 5002)
    }
}

import Foundation
import SoraTestSupport
import Testing

/// Families that are very deep or very wide: complete for programs, readable for people.
@Suite(.startsPrograms) struct `A large family` {
    /// How many videos a family has: ten thousand take a program that is built for debugging long.
    private static let count =
        ProcessInfo.processInfo.environment["SORALIB_FAMILIES"] == nil ? 2_000 : 10_000
    private static let script = InstalledProgram.find("script")

    /// v1 with so many others; `parent` is SQL about the number `i`.
    private func staged(_ count: Int, parent: String) async throws -> Workshop {
        let workshop = try await Workshop.withLibrary()
        try await workshop.damage(
            """
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < \(count))
            INSERT INTO prompt (id, uid, text, digest, created_at)
            SELECT i, 'p' || i, '狐狸 number ' || i || ' in the deep snow of a long winter', '', 0 FROM n;
            INSERT INTO video (id, uid, prompt_id, remixed_from, operation, file_state, sha256, extension, bytes,
                               verdict, created_at)
            SELECT id, 'v' || id, id, CASE WHEN id > 1 THEN (SELECT \(parent) FROM (SELECT id AS i)) END, 'remix',
                   'present', printf('%064d', id), 'mp4', 1, 'verified', 0
            FROM prompt ORDER BY id
            """)
        return workshop
    }

    /// The lines that a person sees in a terminal of so many columns.
    private func seen(_ workshop: Workshop, _ words: String, columns: Int) async throws -> [String]
    {
        let shown = try await workshop.shell(
            "script -qec 'stty cols \(columns); NO_COLOR=1 TERM=xterm SORALIB_PAGER=off \"$SORALIB\" lineage \(words)' /dev/null"
        )
        #expect(shown.status == 0, "\(shown)")
        return shown.output.split(whereSeparator: \.isNewline).map(String.init)
    }

    private static let shapes = [
        "i - 1", "1", "i / 2", "1 + (i * 2654435761) % (i - 1)", "i - 1 - i % 2",
    ]

    @Test(arguments: shapes) func `is complete in each format`(parent: String) async throws {
        let count = Self.count
        let workshop = try await staged(count, parent: parent)
        let tree = try await workshop.run("lineage", "v1", "--format", "tree")
        #expect(tree.output.split(separator: "\n").count == count, "\(tree.errors)")
        let json = try await workshop.run("lineage", "v\(count)", "--root", "--json")
        #expect(json.json?["nodes"]?.elements.count == count, "\(json.errors)")
        #expect(json.json?["edges"]?.elements.count == count - 1)
        for (format, arrow) in [("dot", " -> "), ("mermaid", " -->")] {
            let drawn = try await workshop.run("lineage", "v1", "--down", "--format", format)
            let arrows = drawn.output.split(separator: "\n").filter { $0.contains(arrow) }
            #expect(arrows.count == count - 1, "\(drawn.errors)")
        }
    }

    @Test(
        .enabled(if: script != nil, "script is not installed: terminals are NOT checked"),
        arguments: shapes, [40, 80, 140])
    func `fits a terminal`(parent: String, columns: Int) async throws {
        let workshop = try await staged(300, parent: parent)
        for words in ["v1", "v1 --all", "v300 --root"] {
            for line in try await seen(workshop, words, columns: columns) {
                // Letters of Chinese take two columns.
                let width = line.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2E80 ? 2 : 1) }
                #expect(width <= columns, "\(words): \(line)")
            }
        }
    }

    @Test(.enabled(if: script != nil, "script is not installed: terminals are NOT checked"))
    func `that is deep stays in its column, and its middle is told by its number`() async throws {
        let workshop = try await staged(5_000, parent: "i - 1")
        let lines = try await seen(workshop, "v2500 --root", columns: 80)
        #expect(lines.count == 24, "\(lines)")
        #expect(lines[0].hasPrefix("v1  "))
        #expect(lines[1].hasPrefix("↓ v2  "))
        #expect(lines[11] == "⋮ … and 2488 more in a row (--all)")
        #expect(lines[12].hasPrefix("↓ v2500  "))
        #expect(lines[13] == "⋮ … and 2490 more in a row (--all)")
        #expect(lines[23].hasPrefix("↓ v5000  "))
        let all = try await seen(workshop, "v1 --all", columns: 80)
        #expect(all.count == 5_000)
    }

    @Test(.enabled(if: script != nil, "script is not installed: terminals are NOT checked"))
    func `that is wide tells how many more there are, and shows the way to the one asked for`()
        async throws
    {
        let workshop = try await staged(833, parent: "1")
        let lines = try await seen(workshop, "v1", columns: 80)
        #expect(lines.count == 22, "\(lines)")
        #expect(lines[20].hasPrefix("├─ v21  "))
        #expect(lines[21] == "└─ … and 812 more (--all)")
        let asked = try await seen(workshop, "v500 --root", columns: 80)
        #expect(asked[21].hasPrefix("├─ v500  "))
        #expect(asked[22] == "└─ … and 811 more (--all)")
        #expect(try await seen(workshop, "v1 --all", columns: 80).count == 833)
    }

    @Test func `whose branches go deep tells how deep`() async throws {
        // Of each two, one has the next two.
        let workshop = try await staged(201, parent: "i - 1 - i % 2")
        let tree = try await workshop.run("lineage", "v1")
        let lines = tree.output.split(separator: "\n")
        #expect(lines.count == 201)
        #expect(lines.contains { $0.contains("⋯90 ") }, "\(tree)")
        #expect(lines.allSatisfy { $0.count < 150 }, "\(tree)")
    }
}

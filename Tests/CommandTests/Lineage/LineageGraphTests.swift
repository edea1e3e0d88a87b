import Foundation
import SoraTestSupport
import Testing

/// `soralib lineage --format dot|mermaid`: drawings of families whose prompts come from anywhere.
@Suite(.startsPrograms) struct `A drawing of a family` {
    private static let dot = InstalledProgram.find("dot")

    /// Prompts that would be markup, end a string, or break a line.
    private static let hostile = [
        #"" ]; evil [label=""#, #"\"#, #"\" -> x"#, #"\N \G \l"#, "<b>bold</b>",
        "&lt; &amp; &#34; &nosuch;",
        "two\nlines\r\n", "\u{1b}[31mred\u{7}", "\u{202e}turned", "狐狸在雪地里奔跑", "👩‍👩‍👧 family",
        "]]] --> v1[\"x\"]",
        "#quot; #34;", "end", "%% comment", "`code`", "\u{fffe}\u{ffff}", "a|b|c", "{}",
        "style v1 fill:red",
    ]

    /// v1 with a child for each hostile prompt, of which one was purged.
    private func staged() async throws -> Workshop {
        let workshop = try await Workshop.withLibrary()
        let rows = ([""] + Self.hostile).enumerated().map { index, prompt in
            let quoted = (prompt.isEmpty ? "a fox" : prompt).replacing("'", with: "''")
            return """
                INSERT INTO prompt (id, uid, text, digest, created_at)
                VALUES (\(index + 1), 'p\(index)', '\(quoted)', '', 0);
                INSERT INTO video (id, uid, prompt_id, remixed_from, operation, file_state, sha256, extension, bytes,
                                   verdict, created_at)
                VALUES (\(index + 1), '\(index)', \(index + 1), \(index == 0 ? "NULL" : "1"), 'remix', 'present',
                        printf('%064d', \(index)), 'mp4', 1, 'verified', 0);
                """
        }
        try await workshop.damage(rows.joined())
        return workshop
    }

    @Test func `names each member and each link`() async throws {
        let workshop = try await staged()
        let dot = try await workshop.run("lineage", "v1", "--format", "dot")
        #expect(dot.output.contains(#"v1 [label="v1 verified\na fox"];"#), "\(dot)")
        #expect(dot.output.contains(#"v2 [label="v2 verified\n\" ]; evil [label=\""];"#), "\(dot)")
        #expect(dot.output.contains(#"v1 -> v2 [label="remix"];"#))
        let mermaid = try await workshop.run("lineage", "v1", "--format", "mermaid")
        #expect(mermaid.output.contains(#"v1["v1 verified<br>a fox"]"#), "\(mermaid)")
        #expect(mermaid.output.contains("v1 -->|remix| v2"))
        #expect(mermaid.output.contains(#"v6["v6 verified<br>#60;b#62;bold#60;#47;b#62;"]"#))
        // Whatever a prompt says, there are so many lines, and each is of one of three kinds.
        let lines = mermaid.output.split(separator: "\n").dropFirst()
        #expect(lines.count == 2 * Self.hostile.count + 1)
        for line in lines {
            #expect(
                try line.wholeMatch(
                    of: Regex(#"  v\d+\["[^"\[\]|`{}&%]*"\]|  v1 -->\|remix\| v\d+"#)) != nil,
                "\(line)")
        }
    }

    @Test(.enabled(if: dot != nil, "graphviz is not installed: what it accepts is NOT checked"))
    func `is read by Graphviz as it was meant`() async throws {
        let workshop = try await staged()
        let drawn = try await workshop.shell(
            "\"$SORALIB\" lineage v1 --format dot | dot -Tsvg -o family.svg && dot -Tplain <(\"$SORALIB\" lineage v1 --format dot)"
        )
        #expect(drawn.status == 0 && drawn.errors.isEmpty, "\(drawn)")
        let lines = drawn.output.split(separator: "\n")
        #expect(lines.filter { $0.hasPrefix("node ") }.count == Self.hostile.count + 1)
        #expect(lines.filter { $0.hasPrefix("edge ") }.count == Self.hostile.count)
        let picture = try String(contentsOfFile: workshop.library + "/family.svg", encoding: .utf8)
        // The text of the label, not the character that it would stand for.
        #expect(picture.contains("&amp;lt; &amp;amp;"), "\(picture)")
        #expect(picture.contains("狐狸在雪地里奔跑"))
        let isXML = try await workshop.shell(
            "/usr/bin/env python3 -c 'import sys, xml.dom.minidom as m; m.parse(\"family.svg\")' || test ! -e /usr/bin/python3"
        )
        #expect(isXML.status == 0, "\(isXML)")
    }
}

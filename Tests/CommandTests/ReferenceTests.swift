import Foundation
import SoraArguments
import SoraCatalog
import SoraCommands
import SoraModel
import Testing

@Suite struct `The reference` {
    /// `docs/reference.md` in the source tree.
    private var path: URL {
        URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "docs/reference.md")
    }

    @Test func `holds the help of every command and the fields of every object`() throws {
        let text = Self.reference
        if ProcessInfo.processInfo.environment["SORALIB_UPDATE_DOCUMENTS"] != nil {
            try text.write(to: path, atomically: true, encoding: .utf8)
        }
        let stored = try String(contentsOf: path, encoding: .utf8)
        #expect(stored == text, "run `make docs` to renew docs/reference.md")
    }

    private static var reference: String {
        var text = """
            # Reference

            Made from the program's own declarations by `make docs`; a test compares the two.

            ## Objects

            Every field is always there in JSON, in this order; a field without a value is `null`. Times
            are `2026-11-21T02:03:04Z`, lengths are seconds, sizes are bytes. `soralib schema OBJECT` prints
            the JSON Schema of any object that a command below names.


            """
        for kind in [ObjectKind.task, .video, .prompt] {
            text += "### \(kind.rawValue)\n\n| field | kind |\n|---|---|\n"
            for field in ObjectShape.of(kind).fields {
                text += "| `\(field.name)` | \(field.kind) |\n"
            }
            text += "\n"
        }
        text += "### probe\n\n| field |\n|---|\n"
        for key in MediaProbe.CodingKeys.allCases { text += "| `\(key.rawValue)` |\n" }
        // What decoding finds, null without --deep.
        text += "| `deep` |\n"
        text += "\n## Commands\n\n"
        for node in CommandTree(SoralibProgram.self).all {
            text += "### \(node.path.joined(separator: " "))\n\n```\n"
            text += HelpText(node, width: 88).text
            text += "```\n\n"
            if let words = (node.type as? any SoralibCommand.Type)?.result.words {
                text += "With `--json`: \(words).\n\n"
            }
        }
        return text.trimmingCharacters(in: .newlines) + "\n"
    }
}

import SoraModel
import SoraTerminal

/// A family in the languages of programs that draw graphs.
struct LineageGraph {
    private let family: Family

    init(_ family: Family) {
        self.family = family
    }

    /// For Graphviz.
    ///
    /// A label is a quoted string, in which `"` and `\` are escaped.
    var dot: String {
        var text = "digraph lineage {\n  rankdir=TB;\n  node [shape=box];\n"
        for member in sorted {
            let prompt = label(member)
                .replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            text +=
                "  \(member.handle) [label=\"\(member.handle) \(member.standing)\\n\(prompt)\"];\n"
        }
        for (parent, child) in links {
            let operation = family.members[child]?.operation ?? ""
            text += "  \(parent) -> \(child) [label=\"\(operation)\"];\n"
        }
        return text + "}\n"
    }

    /// For Mermaid.
    ///
    /// What could end a label, or be markup in it, is written as a character's number.
    var mermaid: String {
        var text = "graph TD\n"
        for member in sorted {
            let prompt = label(member).unicodeScalars.map { scalar in
                scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || " ,.-_".unicodeScalars.contains(scalar)
                    ? String(scalar) : "#\(scalar.value);"
            }.joined()
            text += "  \(member.handle)[\"\(member.handle) \(member.standing)<br>\(prompt)\"]\n"
        }
        for (parent, child) in links {
            text += "  \(parent) -->|\(family.members[child]?.operation ?? "")| \(child)\n"
        }
        return text
    }

    private var sorted: [Family.Member] {
        // Videos before tasks, each by number.
        family.members.values.sorted { one, other in
            one.handle.kind == other.handle.kind
                ? one.handle.number < other.handle.number : one.handle.kind == .video
        }
    }

    private var links: [(Handle, Handle)] {
        family.children.sorted { $0.key.number < $1.key.number }
            .flatMap { parent, children in children.map { (parent, $0) } }
    }

    private func label(_ member: Family.Member) -> String {
        DisplayWidth.truncated(Escaping.oneLine(member.prompt), to: 40)
    }
}

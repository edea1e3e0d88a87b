import SoraCatalog
import SoraModel
import SoraTerminal

/// A family in the languages of programs that draw graphs.
struct LineageGraph {
    private let lineage: Lineage
    /// Whether each label tells the service, since not all come from one.
    private let namesServices: Bool

    /// The columns of a prompt in a label.
    private static let labelWidth = 64

    init(_ lineage: Lineage) {
        self.lineage = lineage
        namesServices = Set(lineage.members.compactMap(\.service)).count > 1
    }

    /// Lends each line for Graphviz.
    ///
    /// A label is a quoted string, in which `"` and `\` are escaped, and `&` too, for entities are read. What XML
    /// cannot have would spoil a drawing that is XML.
    func eachDOTLine(_ body: (String) throws -> Void) rethrows {
        try body("digraph lineage {")
        try body("  rankdir=TB;")
        try body("  node [shape=box fontname=\"Helvetica,sans-serif\"];")
        try body("  edge [fontname=\"Helvetica,sans-serif\" fontsize=11];")
        for member in lineage.members {
            let words = words(of: member).map(Self.quoted).joined(separator: "\\n")
            let look = Self.isThere(member) ? "" : " style=dashed"
            try body("  \(member.handle) [label=\"\(words)\"\(look)];")
        }
        for (parent, child) in lineage.edges {
            let look = Self.isExpected(child) ? " style=dashed" : ""
            try body(
                "  \(parent) -> \(child.handle) [label=\"\(Self.quoted(child.operation))\"\(look)];"
            )
        }
        try body("}")
    }

    /// Lends each line for Mermaid.
    ///
    /// What could end a label, or be markup in it, is written as a character's number.
    func eachMermaidLine(_ body: (String) throws -> Void) rethrows {
        try body("flowchart TD")
        for member in lineage.members {
            let words = words(of: member).map(Self.numbered).joined(separator: "<br>")
            try body("  \(member.handle)[\"\(words)\"]")
            if !Self.isThere(member) {
                try body("  style \(member.handle) stroke-dasharray: 5 5")
            }
        }
        for (parent, child) in lineage.edges {
            let arrow = Self.isExpected(child) ? "-.->" : "-->"
            try body("  \(parent) \(arrow)|\(Self.numbered(child.operation))| \(child.handle)")
        }
    }

    private static func isExpected(_ member: LineageMember) -> Bool {
        member.state == .task || member.state == .expected
    }

    private static func isThere(_ member: LineageMember) -> Bool {
        member.state == .present || member.state == .trash
    }

    /// The lines of a label; text from outside.
    private func words(of member: LineageMember) -> [String] {
        let standing =
            switch member.state {
            case .present, .task, .expected: member.standing
            case .trash: "in trash"
            case .missing, .purged, .placeholder: member.state.rawValue
            }
        let origin = [member.service, member.remoteID].compactMap { $0 }.joined(separator: " ")
        let text = member.prompt ?? (member.state == .placeholder ? origin : "")
        // Of a long prompt no more is looked at than a label can hold.
        let start = String(text.unicodeScalars.prefix(8 * Self.labelWidth))
        let label = DisplayWidth.truncated(Escaping.oneLine(start), to: Self.labelWidth)
        let name = namesServices ? member.service.map { ", \(Escaping.oneLine($0))" } ?? "" : ""
        return ["\(member.handle) \(standing)\(name)"] + (label.isEmpty ? [] : [label])
    }

    private static func quoted(_ text: String) -> String {
        text.escaping { scalar in
            switch scalar {
            case "&": "&amp;"
            case "\"", "\\": "\\\(scalar)"
            case "\u{fffe}", "\u{ffff}": "\u{fffd}"
            default: nil
            }
        }
    }

    private static func numbered(_ text: String) -> String {
        text.unicodeScalars.map { scalar in
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || " ,.-_".unicodeScalars.contains(scalar)
                ? String(scalar) : "#\(scalar.value);"
        }.joined()
    }
}

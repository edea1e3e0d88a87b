import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// A family as one JSON object: `{root, nodes:[video], edges:[{parent, child, operation}]}`.
struct LineageJSON {
    private let lineage: Lineage
    private let library: Library

    init(_ lineage: Lineage, _ library: Library) {
        self.lineage = lineage
        self.library = library
    }

    func write(to data: OutputChannel) throws {
        try data.write("{\"root\":\"\(Handle(.video, lineage.root))\",\"nodes\":[")
        var isFirst = true
        try library.catalog.forEachJSON(
            of: ObjectSelection(.video, numbers: lineage.members, order: .oldestFirst)
        ) { json in
            try data.append { bytes in
                bytes.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
                SafeJSON.append(json, to: &bytes)
            }
            isFirst = false
            return true
        }
        try data.write("\n],\"edges\":[")
        let edges = lineage.edges.map { edge in
            "{\"parent\":\"\(Handle(.video, edge.parent))\","
                + "\"child\":\"\(Handle(.video, edge.child))\","
                + "\"operation\":\"\(edge.operation.rawValue)\"}"
        }
        try data.write(edges.isEmpty ? "]}\n" : "\n" + edges.joined(separator: ",\n") + "\n]}\n")
    }
}

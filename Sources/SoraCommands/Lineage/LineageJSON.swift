import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// A family as one JSON object: `{root, nodes:[video], tasks:[task], states:{id:state},
/// edges:[{parent, child, operation}]}`.
struct LineageJSON {
    private let lineage: Lineage
    private let library: Library

    init(_ lineage: Lineage, _ library: Library) {
        self.lineage = lineage
        self.library = library
    }

    func write(to data: OutputChannel) throws {
        try data.write("{\"root\":\"\(lineage.root)\",\"nodes\":[")
        try write(.video, to: data)
        try data.write("],\"tasks\":[")
        try write(.task, to: data)
        try data.write("],\"states\":{")
        // Of a video that is there, and of a task, the object itself tells.
        var comma = "\n"
        for member in lineage.members where member.state != .present && member.state != .task {
            try data.write("\(comma)\"\(member.handle)\":\"\(member.state.rawValue)\"")
            comma = ",\n"
        }
        try data.write(comma == "\n" ? "},\"edges\":[" : "\n},\"edges\":[")
        comma = "\n"
        for (parent, child) in lineage.edges {
            try data.write(
                "\(comma){\"parent\":\"\(parent)\",\"child\":\"\(child.handle)\","
                    + "\"operation\":\"\(child.operation)\"}")
            comma = ",\n"
        }
        try data.write(comma == "\n" ? "]}\n" : "\n]}\n")
    }

    private func write(_ kind: ObjectKind, to data: OutputChannel) throws {
        let numbers = lineage.members.filter { $0.handle.kind == kind }.map(\.handle.number)
        guard !numbers.isEmpty else { return }
        var isFirst = true
        try library.catalog.forEachJSON(
            of: ObjectSelection(kind, numbers: numbers, order: .oldestFirst)
        ) { json in
            try data.append { bytes in
                bytes.append(contentsOf: (isFirst ? "\n" : ",\n").utf8)
                SafeJSON.append(json, to: &bytes)
            }
            isFirst = false
            return true
        }
        try data.write("\n")
    }
}

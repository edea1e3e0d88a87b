import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// A family of videos with what is said of each, as a tree.
struct Family {
    /// One video, or a task whose video is not there yet.
    struct Member {
        var handle: Handle
        var operation: String
        /// The verdict of a video, or the state of a task.
        var standing: String
        /// The prompt; text from outside.
        var prompt: String
    }

    /// The members by their handles.
    let members: [Handle: Member]
    /// Who came of whom, the older first.
    let children: [Handle: [Handle]]
    let root: Handle

    /// Below this, a line tells its depth in place of another column of branches.
    private static let drawnDepth = 16

    init(_ lineage: Lineage, of library: Library) throws {
        var members: [Handle: Member] = [:]
        let fields = ["id", "operation", "verdict", "prompt"].compactMap {
            ObjectShape.video.field(named: $0)
        }
        try library.catalog.forEachRecord(
            of: ObjectSelection(.video, numbers: lineage.members), fields: fields
        ) { cells in
            guard let handle = cells[0].flatMap({ Handle($0) }) else { return true }
            members[handle] = Member(
                handle: handle, operation: cells[1] ?? "", standing: cells[2] ?? "",
                prompt: cells[3] ?? "")
            return true
        }
        var children: [Handle: [Handle]] = [:]
        for edge in lineage.edges {
            children[Handle(.video, edge.parent), default: []].append(Handle(.video, edge.child))
        }
        for task in lineage.expected {
            children[Handle(.video, task.parent), default: []].append(task.task)
            members[task.task] = Member(
                handle: task.task, operation: task.operation.rawValue,
                standing: task.state.rawValue, prompt: task.prompt)
        }
        self.members = members
        self.children = children
        root = Handle(.video, lineage.root)
    }

    /// Lends each line of the tree, from the root down.
    ///
    /// - Parameters:
    ///   - marked: the video that was asked for.
    ///   - style: the colours.
    ///   - width: the columns of the terminal, or `nil` where lines may be of any length.
    ///   - body: takes a line.
    func eachLine(
        marked: Int64, style: TerminalStyle, width: Int?, _ body: (String) throws -> Void
    ) rethrows {
        // A stack of its own: a family may be deeper than the program's.
        var open: [(handle: Handle, depth: Int, lead: String, branch: String)] = [(root, 0, "", "")]
        // In a damaged catalogue a family can go in a circle.
        var told: Set<Handle> = []
        while let next = open.popLast() {
            guard let member = members[next.handle], told.insert(next.handle).inserted else {
                continue
            }
            let isMarked = next.handle == Handle(.video, marked)
            let depth = next.depth > Self.drawnDepth ? "⋯\(next.depth) " : ""
            let plain = "\(next.lead)\(depth)\(next.branch)"
            let words = "\(member.handle)  \(member.operation)  \(member.standing)  "
            let room = width.map { max($0 - plain.count - words.count, 10) } ?? 80
            let text = DisplayWidth.truncated(Escaping.oneLine(member.prompt), to: room)
            try body(plain + (isMarked ? style.bold(words + text) : words + text))
            var lead = next.lead
            if next.depth > 0, next.depth < Self.drawnDepth {
                lead += next.branch == "└─ " ? "   " : "│  "
            }
            let below = children[next.handle] ?? []
            for (index, child) in below.enumerated().reversed() {
                open.append((child, next.depth + 1, lead, index == below.count - 1 ? "└─ " : "├─ "))
            }
        }
    }
}

import SoraCatalog
import SoraModel

/// A family as lines and branches.
///
/// A chain of only children stays in its column, and branches grow to the right up to a third of the
/// terminal; below that a line tells its depth. So a family fits whatever its shape.
struct LineageTree {
    private let lineage: Lineage
    private let lines: LineageLine
    private let foldsLong: Bool
    private let members: [Handle: LineageMember]
    private let path: Set<Handle>

    /// From so many only children in a row on they stand below each other.
    private static let chain = 4
    /// Of a chain that is longer than twice as many, both ends are shown.
    private static let chainEnd = 10
    /// The most children that are shown.
    private static let siblings = 20

    /// A line that is to come, with what stands before it.
    private struct Place {
        var member: LineageMember
        var depth: Int
        var lead = ""
        var mark = ""
        /// What stands before its children.
        var leadBelow = ""
        /// Whether its branch does not fit where it belongs.
        var isDeep = false
        /// Whether those of its children do not.
        var isDeepBelow = false
    }

    private enum Entry {
        case member(Place)
        case note(String)
    }

    /// - Parameters:
    ///   - lineage: the family.
    ///   - foldsLong: whether long chains and many children are told by their number.
    ///   - lines: writes a line.
    init(_ lineage: Lineage, foldsLong: Bool, _ lines: LineageLine) {
        self.lineage = lineage
        self.foldsLong = foldsLong
        var lines = lines
        lines.namesServices = Set(lineage.members.compactMap(\.service)).count > 1
        self.lines = lines
        members = Dictionary(lineage.members.map { ($0.handle, $0) }) { first, _ in first }
        path = foldsLong ? lineage.path : []
    }

    /// Lends each line, from the root down.
    func eachLine(_ body: (String) throws -> Void) rethrows {
        guard let root = members[lineage.root] else { return }
        // A stack of its own: a family may be deeper than the program's.
        var open: [Entry] = [.member(Place(member: root, depth: 0))]
        // In a damaged catalogue a family can go in a circle.
        var told: Set<Handle> = []
        while let entry = open.popLast() {
            switch entry {
            case .note(let text): try body(text)
            case .member(var place):
                guard told.insert(place.member.handle).inserted else { continue }
                try body(line(place))
                let run = self.run(below: place.member, told)
                if run.count >= Self.chain {
                    told.formUnion(run.map(\.handle))
                    try eachLine(of: run, below: place, body)
                    place.member = run[run.count - 1]
                    place.depth += run.count
                }
                open += entries(below: place).reversed()
            }
        }
    }

    private func line(_ place: Place) -> String {
        lines.text(
            of: place.member, parent: place.member.parent.flatMap { members[$0] },
            before: place.lead + (place.isDeep ? "⋯\(place.depth) " : "") + place.mark,
            isAsked: place.member.handle == lineage.asked)
    }

    /// The only child, its only child, and so on.
    private func run(below member: LineageMember, _ told: Set<Handle>) -> [LineageMember] {
        var run: [LineageMember] = []
        var seen: Set<Handle> = []
        var next = member.handle
        while let below = lineage.children[next], below.count == 1,
            !told.contains(below[0].handle), seen.insert(below[0].handle).inserted
        {
            run.append(below[0])
            next = below[0].handle
        }
        return run
    }

    private func eachLine(
        of run: [LineageMember], below place: Place, _ body: (String) throws -> Void
    ) rethrows {
        var hidden = 0
        func tellHidden() throws {
            guard hidden > 0 else { return }
            try body(lines.note("\(hidden) more in a row", before: place.leadBelow + "⋮ "))
            hidden = 0
        }
        let isFolded = foldsLong && run.count > 2 * Self.chainEnd + 1
        for (index, member) in run.enumerated() {
            let isEnd = index < Self.chainEnd || index >= run.count - Self.chainEnd
            guard isEnd || !isFolded || member.handle == lineage.asked else {
                hidden += 1
                continue
            }
            try tellHidden()
            try body(
                line(
                    Place(
                        member: member, depth: place.depth + 1 + index, lead: place.leadBelow,
                        mark: "↓ ", isDeep: place.isDeepBelow)))
        }
        try tellHidden()
    }

    /// The children, in their order.
    private func entries(below place: Place) -> [Entry] {
        let all = lineage.children[place.member.handle] ?? []
        var shown = all
        if foldsLong, all.count > Self.siblings + 1 {
            shown = all.enumerated().filter { index, child in
                index < Self.siblings || path.contains(child.handle)
            }.map(\.element)
        }
        let lead = place.leadBelow
        var entries = shown.enumerated().map { index, child in
            let isLast = index == all.count - 1
            var next = Place(
                member: child, depth: place.depth + 1, lead: lead,
                mark: isLast ? "└─ " : "├─ ", leadBelow: lead + (isLast ? "   " : "│  "),
                isDeep: place.isDeepBelow)
            if place.isDeepBelow || next.leadBelow.count > lines.deepest {
                next.leadBelow = lead
                next.isDeepBelow = true
            }
            return Entry.member(next)
        }
        if shown.count < all.count {
            entries.append(
                .note(lines.note("\(all.count - shown.count) more", before: lead + "└─ ")))
        }
        return entries
    }
}

package import SoraModel

/// A family of videos: who came from whom, and how; tasks that are under way stand where their video will be.
package struct Lineage: Sendable {
    /// The one that was asked for; of a task that has its video, the video.
    package let asked: Handle
    /// The oldest of them.
    package let root: Handle
    /// All of them, the videos first, each by its number.
    package let members: [LineageMember]
    /// Who came of whom, by the parent: the videos first, each by its number.
    package let children: [Handle: [LineageMember]]

    /// - Parameters:
    ///   - asked: the one that was asked for.
    ///   - found: the family, in any order.
    init(of asked: Handle, _ found: [LineageMember]) {
        let members = found.sorted { one, other in
            one.handle.kind == other.handle.kind
                ? one.handle.number < other.handle.number : one.handle.kind == .video
        }
        let parents = Dictionary(members.map { ($0.handle, $0.parent) }) { first, _ in first }
        var children: [Handle: [LineageMember]] = [:]
        for member in members {
            guard let parent = member.parent, parents[parent] != nil else { continue }
            children[parent, default: []].append(member)
        }
        // In a damaged catalogue a family can go in a circle; then it starts where that closes.
        var root = asked
        var seen: Set<Handle> = [asked]
        while let parent = parents[root] ?? nil, parents[parent] != nil {
            root = parent
            guard seen.insert(parent).inserted else { break }
        }
        self.asked = asked
        self.root = root
        self.members = members
        self.children = children
    }

    /// The links, by the parent.
    package var edges: [(parent: Handle, child: LineageMember)] {
        members.flatMap { parent in
            (children[parent.handle] ?? []).map { (parent.handle, $0) }
        }
    }

    /// The one that was asked for and all that it came from.
    package var path: Set<Handle> {
        let parents = Dictionary(members.map { ($0.handle, $0.parent) }) { first, _ in first }
        var path: Set<Handle> = []
        var next: Handle? = asked
        while let handle = next, path.insert(handle).inserted { next = parents[handle] ?? nil }
        return path
    }
}

import SoraSystem

/// Gives each clip a name of its own in the folder, and those beside it the same stem.
struct NamePlan {
    /// The most bytes of a name: some file systems and archives take no more than 255, and people
    /// put something before or behind.
    static let longestName = 200

    /// Names that others have, folded.
    private let taken: Set<String>
    private let sidecars: [SidecarKind]
    private var used: Set<String> = []
    private var nextSuffix: [String: Int] = [:]

    init(taken: some Sequence<String>, sidecars: [SidecarKind]) {
        self.taken = Set(taken.map(Self.folded))
        self.sidecars = sidecars
    }

    /// The names of a clip and of its sidecars.
    struct Names {
        var clip: FileName
        var sidecars: [(kind: SidecarKind, name: FileName)]
    }

    /// The next clip's names; one that is taken gets a number.
    mutating func next(_ text: String, fileExtension: String) -> Names? {
        let endings = [fileExtension] + sidecars.map(\.fileExtension)
        let room = Self.longestName - (endings.map(\.utf8.count).max() ?? 0) - 1
        let plain = NameText.stem(text, longest: room)
        let key = Self.folded(plain)
        var number = nextSuffix[key] ?? 1
        while true {
            let suffix = number == 1 ? "" : "-\(number)"
            let stem = NameText.cut(plain, to: room - suffix.utf8.count) + suffix
            number += 1
            let fold = Self.folded(stem)
            guard !used.contains(fold),
                !endings.contains(where: { taken.contains(Self.folded("\(stem).\($0)")) })
            else { continue }
            nextSuffix[key] = number
            used.insert(fold)
            guard let clip = FileName("\(stem).\(fileExtension)") else { return nil }
            return Names(
                clip: clip,
                sidecars: sidecars.compactMap { kind in
                    FileName("\(stem).\(kind.fileExtension)").map { (kind, $0) }
                })
        }
    }

    /// Names that a file system which ignores case takes for the same are the same.
    private static func folded(_ name: String) -> String { name.lowercased() }
}

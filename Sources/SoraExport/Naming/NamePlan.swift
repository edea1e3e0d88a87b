import SoraSystem

/// Gives each clip a name of its own in the folder, and those beside it the same stem.
struct NamePlan {
    /// The names, folded, that are needed for something else at the top of the folder.
    private let reserved: Set<String>
    private let sidecars: [SidecarKind]
    private let rules: NameRules
    /// Whether something that is not soralib's has that name.
    private let isTaken: (ExportPath) throws -> Bool
    private var used: Set<String> = []
    private var nextSuffix: [String: Int] = [:]

    init(
        reserved: [String], sidecars: [SidecarKind], rules: NameRules = NameRules(),
        isTaken: @escaping (ExportPath) throws -> Bool
    ) {
        self.reserved = Set((reserved + ExportManifest.own).map(Self.folded))
        self.sidecars = sidecars
        self.rules = rules
        self.isTaken = isTaken
    }

    /// The names of a clip and of its sidecars.
    struct Names {
        var clip: ExportPath
        var sidecars: [(kind: SidecarKind, path: ExportPath)]
    }

    /// The next clip's names; one that is taken gets a number.
    mutating func next(_ text: String, fileExtension: String) throws -> Names? {
        let endings = [fileExtension] + sidecars.map(\.fileExtension)
        let room = rules.longestName - (endings.map(\.utf8.count).max() ?? 0) - 1
        let folder = text.utf8.contains(UInt8(ascii: "/")) ? folder(of: text) : ""
        let slash = text.utf8.lastIndex(of: UInt8(ascii: "/"))
        let last = slash.map { String(text[text.utf8.index(after: $0)...]) } ?? text
        let plain = NameText.stem(rules.apply(last), longest: room)
        let key = Self.folded(folder + plain)
        var number = nextSuffix[key] ?? 1
        while true {
            let suffix = number == 1 ? "" : "-\(number)"
            let stem = folder + NameText.cut(plain, to: room - suffix.utf8.count) + suffix
            number += 1
            let fold = Self.folded(stem)
            let paths = endings.compactMap { ExportPath("\(stem).\($0)") }
            guard paths.count == endings.count else { return nil }
            guard !used.contains(fold),
                !folder.isEmpty
                    || !paths.contains(where: { reserved.contains(Self.folded($0.text)) }),
                try !paths.contains(where: isTaken)
            else { continue }
            nextSuffix[key] = number
            used.insert(fold)
            return Names(clip: paths[0], sidecars: Array(zip(sidecars, paths.dropFirst())))
        }
    }

    /// The folders of a name, each made safe as a name is, with a slash at the end.
    private func folder(of text: String) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var folder = ""
        for part in parts {
            let name = NameText.stem(rules.apply(String(part)), longest: rules.longestFolder)
            // What is made from all clips keeps its names.
            let isReserved = folder.isEmpty && reserved.contains(Self.folded(name))
            folder += (isReserved ? "_" : "") + name + "/"
        }
        return folder
    }

    /// Names that a file system which ignores case takes for the same are the same.
    static func folded(_ name: String) -> String { name.lowercased() }
}

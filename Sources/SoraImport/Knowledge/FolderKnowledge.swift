import SoraCatalog
import SoraModel
import SoraSystem

/// What the files of one folder tell of the clips in it.
struct FolderKnowledge {
    /// The absolute path of the folder.
    let folder: String
    private let files: FileSystem
    private let tell: (ImportEvent) -> Void
    private let histories: HistoryIndex
    /// The uids of clips that another library exported to this folder, by their handles there.
    private var exported: [String: String]?

    /// A sidecar larger than this is none: it would have to be held in memory.
    static let sidecarLimit = 16 << 20
    /// Lists that may lie beside the clips that they tell of.
    static let historyNames = ["history.json", "soraVideoHistory.json", "videos.json"]

    init(_ folder: String, files: FileSystem, tell: @escaping (ImportEvent) -> Void) {
        self.folder = folder
        self.files = files
        self.tell = tell
        var histories = HistoryIndex()
        for name in Self.historyNames {
            guard let json = Self.json("\(folder)/\(name)", files: files, tell: tell) else {
                continue
            }
            histories.add(json.view)
        }
        self.histories = histories
    }

    /// What is known of a clip of this folder.
    mutating func facts(of candidate: Candidate) -> ClipFacts {
        let stem = Self.stem(of: candidate.name)
        for name in [
            "\(stem).info.json", "\(candidate.name).json", "\(stem).json",
            "\(candidate.name).info.json",
        ] where name.utf8.count <= 255 && !Self.historyNames.contains(name) {
            guard let json = Self.json("\(folder)/\(name)", files: files, tell: tell) else {
                continue
            }
            return facts(in: json)
        }
        return histories.facts(named: candidate.name, id: stem) ?? ClipFacts()
    }

    private mutating func facts(in json: (view: JSONView, text: String)) -> ClipFacts {
        let members = json.view.members
        guard var facts = SidecarReaders.facts(in: members) else {
            // Of a kind that is not known: its text is kept, and what can be guessed.
            var facts = ClipFacts()
            facts.prompt = members["prompt"]?.string
            facts.title = members["title"]?.string
            facts.model = members["model"]?.string
            facts.notes = json.text
            return facts
        }
        if facts.carried != nil, let parent = facts.parentID, !UID.isUnique(parent) {
            facts.parentID = exportedUIDs()[parent]
        }
        return facts
    }

    private mutating func exportedUIDs() -> [String: String] {
        if let exported { return exported }
        var found: [String: String] = [:]
        let names = (try? files.names(in: folder)) ?? []
        for name in names where name.hasSuffix(".json") {
            guard let json = Self.json("\(folder)/\(name)", files: files, tell: { _ in }) else {
                continue
            }
            let members = json.view.members
            guard let id = members["id"]?.string,
                let uid = SoralibSidecar.facts(in: members)?.carried?.uid
            else { continue }
            found[id] = uid
        }
        exported = found
        return found
    }

    /// The JSON in a file; `nil` where there is none, or none that can be read, which is told.
    static func json(
        _ path: String, files: FileSystem, tell: (ImportEvent) -> Void
    ) -> (view: JSONView, text: String)? {
        func refuse(_ why: String) { tell(.unreadSidecar(path: path, why: why)) }
        do {
            guard let status = try files.status(of: path, followingLinks: true) else { return nil }
            guard status.kind == .file else { return nil }
            guard status.bytes <= sidecarLimit else {
                refuse(
                    "it has \(status.bytes >> 20) MiB; at most \(sidecarLimit >> 20) MiB are read")
                return nil
            }
            let bytes = try files.contents(of: path, limit: sidecarLimit)
            guard let view = JSONView(bytes) else {
                refuse("it is no JSON, or nested deeper than \(JSONScan.deepest)")
                return nil
            }
            return (view, String(decoding: bytes, as: UTF8.self))
        } catch {
            refuse(error.forPeople.message)
            return nil
        }
    }

    /// A name without its extension.
    static func stem(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }
}

import SoraCatalog
import SoraModel

/// What lists of several clips tell, by the clips' ids and by the names of their files.
struct HistoryIndex {
    private var byID: [String: ClipFacts] = [:]
    private var byName: [String: ClipFacts] = [:]

    init() {}

    /// Whether nothing is told.
    var isEmpty: Bool { byID.isEmpty }

    /// Adds a list: an array, or an object with one in `videos` (sora-cli), `data` (a list that OpenAI's API
    /// answered) or `soraVideoHistory`.
    mutating func add(_ view: JSONView) {
        let members = view.members
        let list = members["videos"] ?? members["data"] ?? members["soraVideoHistory"] ?? view
        // What is copied out of a browser's storage may be a text that holds JSON.
        let elements = list.string.flatMap { JSONView(Array($0.utf8)) }?.elements ?? list.elements
        let known = elements.compactMap { element in
            SidecarReaders.facts(in: element.members).map { (element.members, $0) }
        }
        // Of a list of soralib's own: the handles in it.
        var uids: [String: String] = [:]
        for (members, facts) in known {
            if let uid = facts.carried?.uid, let handle = members["id"]?.string {
                uids[handle] = uid
            }
        }
        for (members, var facts) in known {
            if facts.carried != nil, let parent = facts.parentID, !UID.isUnique(parent) {
                facts.parentID = uids[parent]
            }
            let ids = [facts.remoteID, facts.carried?.uid].compactMap(\.self)
            guard !ids.isEmpty else { continue }
            for id in ids { byID[id] = facts }
            let path = members["output_file"]?.string ?? members["filename"]?.string
            if let name = path?.split(separator: "/").last { byName[String(name)] = facts }
        }
    }

    /// What is told of a clip by the name of its file, else by its id.
    func facts(named name: String, id: String) -> ClipFacts? { byName[name] ?? byID[id] }
}

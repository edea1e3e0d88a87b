import SoraCatalog

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
        for element in elements {
            let members = element.members
            guard let facts = SidecarReaders.facts(in: members), let id = facts.remoteID else {
                continue
            }
            byID[id] = facts
            let path = members["output_file"]?.string ?? members["filename"]?.string
            if let name = path?.split(separator: "/").last { byName[String(name)] = facts }
        }
    }

    /// What is told of a clip by the name of its file, else by its id.
    func facts(named name: String, id: String) -> ClipFacts? { byName[name] ?? byID[id] }
}

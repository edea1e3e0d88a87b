import SoraCatalog

/// An entry of the `history.json` that sora-cli keeps in `~/.sora-cli`.
///
/// Source: https://github.com/PaulFidika/sora-cli, `main.go` (`videoHistoryEntry`). A parent is written as
/// it was typed; `@last` and `@0` name a place in a list that has changed since, and are left out.
enum SoraCLIHistory: SidecarReading {
    static let name = "sora-cli"

    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        guard let id = members["id"]?.string, let prompt = members["prompt"]?.string,
            let created = members["created_at"]?.string, let model = members["model"]?.string,
            members["object"] == nil
        else { return nil }
        var facts = ClipFacts()
        facts.remoteID = id
        facts.prompt = prompt
        facts.model = model
        facts.createdAt = MomentText.moment(created)
        facts.parentID = members["remixed_from"]?.string.flatMap { $0.hasPrefix("@") ? nil : $0 }
        return facts
    }
}

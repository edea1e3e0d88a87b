import SoraCatalog
import SoraModel

/// The video object that `soralib export --sidecar json` writes beside a clip.
///
/// Source: `docs/export.md`. Handles are another library's own, so that the uid is kept, and a parent only
/// where its sidecar lies in the same folder: ``FolderKnowledge``.
enum SoralibSidecar: SidecarReading {
    static let name = "soralib"

    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        guard let id = members["id"]?.string, Handle(id)?.kind == .video,
            let uid = members["uid"]?.string, members["verdict"] != nil,
            members["file_state"] != nil
        else { return nil }
        var facts = ClipFacts()
        facts.title = members["title"]?.string
        facts.prompt = members["prompt"]?.string
        facts.notes = members["notes"]?.string
        facts.provider = members["provider"]?.string
        facts.model = members["model"]?.string
        facts.remoteID = uid
        facts.parentID = members["remixed_from"]?.string
        facts.createdAt = MomentText.moment(members["created_at"]?.string)
        facts.rating = members["rating"]?.number.flatMap { Int(exactly: $0) }
        facts.tags = members["tags"]?.strings ?? []
        return facts
    }
}

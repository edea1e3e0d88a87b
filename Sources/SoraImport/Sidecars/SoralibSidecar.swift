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
        facts.requested = requested(members["requested"]?.members ?? [:])
        return facts
    }

    /// What was asked for, as far as it can have been; how closely a service has to keep to it is not told.
    private static func requested(_ members: [String: JSONView]) -> RequestedMedia {
        func side(_ name: String) -> Int? {
            members[name]?.number.flatMap { Int(exactly: $0) }
                .flatMap { (1...65_536).contains($0) ? $0 : nil }
        }
        var requested = RequestedMedia()
        requested.seconds = members["seconds"]?.number.flatMap {
            $0 > 0 && $0 <= 86_400 ? $0 : nil
        }
        if let width = side("width"), let height = side("height") {
            requested.size = PixelSize(width: width, height: height)
        }
        requested.aspectRatio = members["aspect_ratio"]?.string.flatMap { AspectRatio($0) }
        return requested
    }
}

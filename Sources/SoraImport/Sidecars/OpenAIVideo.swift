import SoraCatalog

/// The video object of OpenAI's Videos API, saved as it was answered.
///
/// Source: https://platform.openai.com/docs/api-reference/videos/object. Services that speak the same
/// language put the address of the file into `remixed_from_video_id`; that is no id.
enum OpenAIVideo: SidecarReading {
    static let name = "OpenAI video"

    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        guard members["object"]?.string == "video", let id = members["id"]?.string else {
            return nil
        }
        var facts = ClipFacts()
        facts.remoteID = id
        facts.prompt = members["prompt"]?.string
        facts.model = members["model"]?.string
        facts.createdAt = MomentText.seconds(
            members["created_at"]?.number ?? members["completed_at"]?.number)
        let parent = members["remixed_from_video_id"]?.string ?? members["remix_of"]?.string
        facts.parentID = parent.flatMap { $0.contains("/") ? nil : $0 }
        return facts
    }
}

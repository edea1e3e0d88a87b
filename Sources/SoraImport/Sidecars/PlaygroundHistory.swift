import SoraCatalog

/// An entry of the history that sora-2-playground keeps in the browser, as `soraVideoHistory`.
///
/// Source: https://github.com/alasano/sora-2-playground, `src/types/video.ts` (`VideoMetadata`) and
/// `src/app/page.tsx`; the time is in milliseconds, the files are named `ID.mp4`.
enum PlaygroundHistory: SidecarReading {
    static let name = "sora-2-playground"

    static func facts(in members: [String: JSONView]) -> ClipFacts? {
        guard let id = members["id"]?.string, members["filename"]?.string != nil,
            let mode = members["mode"]?.string, ["create", "remix"].contains(mode),
            let time = members["timestamp"]?.number
        else { return nil }
        var facts = ClipFacts()
        facts.remoteID = id
        facts.prompt = members["prompt"]?.string
        facts.model = members["model"]?.string
        facts.createdAt = MomentText.seconds(time / 1000)
        facts.parentID = members["remix_of"]?.string
        return facts
    }
}

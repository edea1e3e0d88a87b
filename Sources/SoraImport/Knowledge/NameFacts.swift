import SoraCatalog

/// What the name of a file tells of a clip.
enum NameFacts {
    /// The id where the name is one of OpenAI's Videos API, else a title.
    ///
    /// Source: https://platform.openai.com/docs/api-reference/videos/object; sora-cli and sora-2-playground
    /// name what they save `ID.mp4`.
    static func facts(of stem: String) -> ClipFacts {
        var facts = ClipFacts()
        let digits = stem.dropFirst("video_".count)
        if stem.hasPrefix("video_"), digits.utf8.count >= 16, digits.allSatisfy(\.isHexDigit) {
            facts.remoteID = stem
        } else {
            facts.title = stem
        }
        return facts
    }
}

import SoraCatalog

/// What the tags in a file tell of a clip.
enum TagFacts {
    /// What is told.
    ///
    /// - Parameter tags: the file's own claims, by name.
    /// - Returns: the prompt and the model of a graph of ComfyUI; the video object where one was kept whole;
    ///   other texts as notes.
    static func facts(of tags: [String: String]) -> ClipFacts {
        var facts = ClipFacts()
        var notes: [(name: String, value: String?)] = []
        for name in ["prompt", "comment", "description"] {
            guard let text = tags[name] else { continue }
            if let graph = ComfyUIGraph(text) {
                facts.fill(from: graph.facts)
            } else if var told = JSONView(Array(text.utf8)).flatMap({
                SidecarReaders.facts(in: $0.members)
            }) {
                // Whoever made a file is not who owns a library.
                told.carried = nil
                facts.fill(from: told)
            } else if name == "prompt" {
                facts.prompt = text
            } else {
                notes.append((name, text))
            }
        }
        facts.title = facts.title ?? tags["title"]
        facts.notes = facts.notes ?? FactLines(notes).text
        return facts
    }
}

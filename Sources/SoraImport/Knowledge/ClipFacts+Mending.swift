import SoraCatalog
import SoraModel

extension ClipFacts {
    /// Takes from others what is not known yet.
    mutating func fill(from other: ClipFacts) {
        title = title ?? other.title
        prompt = prompt ?? other.prompt
        notes = notes ?? other.notes
        provider = provider ?? other.provider
        model = model ?? other.model
        remoteID = remoteID ?? other.remoteID
        parentID = parentID ?? other.parentID
        createdAt = createdAt ?? other.createdAt
        rating = rating ?? other.rating
        requested = requested ?? other.requested
        carried = carried ?? other.carried
        for tag in other.tags where !tags.contains(tag) { tags.append(tag) }
    }

    /// The same facts as a library keeps them: what breaks the rules of texts is mended or left out.
    func mended() -> ClipFacts {
        var facts = self
        facts.title = title.map { FactText.line($0, longest: 500) }
            .flatMap { $0.isEmpty || TextRules.problem(withTitle: $0) != nil ? nil : $0 }
        facts.prompt = prompt.flatMap {
            $0.utf8.count <= 1 << 20 && TextRules.problem(withPrompt: $0) == nil ? $0 : nil
        }
        facts.notes = notes.map(FactText.block).flatMap {
            $0.isEmpty || TextRules.problem(withNotes: $0) != nil ? nil : $0
        }
        for place in [\ClipFacts.provider, \.model, \.remoteID, \.parentID] {
            facts[keyPath: place] = self[keyPath: place].map { FactText.line($0, longest: 200) }
                .flatMap { $0.isEmpty ? nil : $0 }
        }
        facts.rating = rating.flatMap { (0...5).contains($0) ? $0 : nil }
        facts.requested = requested.flatMap { $0.isEmpty ? nil : $0 }
        facts.tags = []
        for tag in tags.prefix(200).map({ FactText.line($0, longest: 100) })
        where TextRules.problem(withTag: tag) == nil && !facts.tags.contains(tag) {
            facts.tags.append(tag)
        }
        let losses = losses(in: facts)
        facts.carried?.refused += losses
        return facts
    }

    /// What the mended facts lack, as sentences.
    private func losses(in mended: ClipFacts) -> [String] {
        var losses: [String] = []
        if title != mended.title, title != "" { losses.append("its title as it is: it was mended") }
        if prompt != nil, mended.prompt == nil {
            losses.append("its prompt: no prompt is like that")
        }
        if let notes, !notes.isEmpty, notes != mended.notes {
            losses.append("its notes as they are: no notes are like that")
        }
        if rating != nil, mended.rating == nil { losses.append("its rating: it is 0 to 5") }
        if Set(tags) != Set(mended.tags) {
            losses.append("some tags: \(mended.tags.count) of \(tags.count) are as they were")
        }
        return losses
    }
}

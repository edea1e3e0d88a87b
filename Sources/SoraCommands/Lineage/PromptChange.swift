import SoraModel
import SoraTerminal

/// The words in which a prompt differs from another, shortened.
struct PromptChange {
    /// What was removed and added, with one `same` where words that both have lie between; none where the
    /// prompts are the same, and `nil` where they have little in common.
    let parts: [WordDifference.Part]?

    /// The columns that a part may take.
    private static let partWidth = 32

    /// Whether half of a prompt can be another's words.
    ///
    /// Most that were written anew are found out so, at a fraction of the time of a comparison.
    private static func mayBeAlike(_ old: String, _ new: String) -> Bool {
        let known = Set(WordDifference.words(old))
        var (shared, all) = (0, 0)
        for word in WordDifference.words(new) {
            all += word.utf8.count
            if known.contains(word) { shared += word.utf8.count }
        }
        return 2 * shared >= all
    }

    init(from old: String, to new: String) {
        guard old != new else {
            parts = []
            return
        }
        guard Self.mayBeAlike(old, new) else {
            parts = nil
            return
        }
        let difference = WordDifference(old, new).parts
        func letters(_ lots: Set<WordDifference.Part.Lot>) -> Int {
            difference.filter { lots.contains($0.lot) }.reduce(0) { $0 + $1.text.utf8.count }
        }
        // Of a prompt that was written anew, its words tell more than that all are others.
        guard 2 * letters([.same]) >= letters([.same, .added]) else {
            parts = nil
            return
        }
        var parts = difference[...]
        if parts.first?.lot == .same { parts = parts.dropFirst() }
        if parts.last?.lot == .same { parts = parts.dropLast() }
        self.parts = parts.map { part in
            var part = part
            part.text = DisplayWidth.truncated(part.text, to: Self.partWidth)
            return part
        }
    }
}

/// Finds the word that was probably meant.
package enum Suggestion {
    /// The candidate nearest to a word, when one is near enough to be a slip of the finger.
    package static func nearest(to word: String, among candidates: [String]) -> String? {
        let limit = max(1, min(3, word.count / 3))
        return candidates.map { (distance(word, $0), $0) }
            .filter { $0.0 <= limit && $0.0 < $0.1.count }
            .min { $0.0 < $1.0 }?.1
    }

    /// The option that a misspelt one (`--modle`, `-model`) probably means.
    static func option(for name: String, in node: CommandNode) -> String? {
        let names = node.options.filter(\.help.shouldDisplay).flatMap(\.allNames)
            .filter { !$0.isShort }.map { String($0.description.dropFirst(2)) }
        let bare = String(name.drop { $0 == "-" }.prefix { $0 != "=" })
        // `--dry` is the start of one name only: that is meant, however long the rest is.
        let begun = names.filter { bare.count >= 2 && $0.hasPrefix(bare) }
        let meant = begun.count == 1 ? begun[0] : nil
        return (meant ?? nearest(to: bare, among: names + [BuiltIn.helpCommand])).map { "--\($0)" }
    }

    /// How many letters to insert, delete, replace or swap with their neighbour.
    static func distance(_ first: String, _ second: String) -> Int {
        let left = Array(first)
        let right = Array(second)
        var before: [Int] = []
        var previous = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var best = min(
                    previous[j + 1] + 1, row[j] + 1, previous[j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, before[j - 1] + 1)
                }
                row.append(best)
            }
            before = previous
            previous = row
        }
        return previous[right.count]
    }
}

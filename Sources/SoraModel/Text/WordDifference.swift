/// How one text becomes another, word by word.
package struct WordDifference: Hashable, Sendable {
    /// Words that follow each other and have the same lot.
    package struct Part: Hashable, Sendable {
        /// What becomes of words.
        package enum Lot: String, Sendable { case same, removed, added }

        /// Their lot.
        package var lot: Lot
        /// The words, with what stands between them.
        package var text: String
    }

    /// The parts, in the order in which they are read; what was removed before what was added.
    package let parts: [Part]

    /// Whether the texts are the same.
    package var isEmpty: Bool { parts.allSatisfy { $0.lot == .same } }

    /// Compares two texts; where they have more than 4,000 words together, as wholes.
    package init(_ old: String, _ new: String) {
        let (before, after) = (Self.words(old), Self.words(new))
        guard before.count + after.count <= 4_000 else {
            parts =
                old == new
                ? [Part(lot: .same, text: old)]
                : [Part(lot: .removed, text: old), Part(lot: .added, text: new)]
            return
        }
        // As numbers, for equal words need not be equal bytes, and each is compared many times.
        var numbers: [String: Int] = [:]
        func numbered(_ words: [String]) -> [Int] {
            words.map { word in
                if let number = numbers[word] { return number }
                numbers[word] = numbers.count
                return numbers.count - 1
            }
        }
        let difference = numbered(after).difference(from: numbered(before))
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in difference {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var found: [Part] = []
        func append(_ lot: Part.Lot, _ word: String) {
            if found.last?.lot == lot {
                found[found.count - 1].text += " " + word
            } else {
                found.append(Part(lot: lot, text: word))
            }
        }
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            while old < before.count, removed.contains(old) {
                append(.removed, before[old])
                old += 1
            }
            while new < after.count, added.contains(new) {
                append(.added, after[new])
                new += 1
            }
            while old < before.count, new < after.count, !removed.contains(old),
                !added.contains(new)
            {
                append(.same, before[old])
                old += 1
                new += 1
            }
        }
        parts = found
    }

    /// Words are parted by white space; a letter of a script that has none is a word of its own.
    package static func words(_ text: String) -> [String] {
        text.split(whereSeparator: \.isWhitespace).flatMap { word -> [String] in
            word.unicodeScalars.contains { (0x2E80...0x9FFF).contains($0.value) }
                ? word.map(String.init) : [String(word)]
        }
    }
}

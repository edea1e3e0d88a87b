/// Text cut into lines of a width.
enum TextWrapping {
    /// The lines of a text; words longer than the width stand alone.
    ///
    /// Empty lines stay, and so do lines that start with a space.
    static func lines(of text: String, width: Int) -> [String] {
        guard !text.isEmpty else { return [] }
        var lines: [String] = []
        var line = ""
        func flush() {
            if !line.isEmpty { lines.append(line) }
            line = ""
        }
        for source in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if source.isEmpty || source.hasPrefix(" ") {
                flush()
                lines.append(String(source))
                continue
            }
            for word in source.split(separator: " ") {
                if !line.isEmpty, line.count + 1 + word.count > width { flush() }
                line += line.isEmpty ? String(word) : " \(word)"
            }
        }
        flush()
        return lines
    }

    /// Terms on the left, their explanations wrapped on the right.
    static func columns(_ rows: [(term: String, text: String)], width: Int) -> [String] {
        let indent = 2
        let gap = 2
        let widest = rows.map(\.term.count).max() ?? 0
        let column = indent + min(widest, max(12, width / 2 - indent - gap)) + gap
        return rows.flatMap { term, text in
            let explanation = lines(of: text, width: max(20, width - column))
            let start = String(repeating: " ", count: indent) + term
            let padding = String(repeating: " ", count: column)
            let fits = start.count + gap <= column
            guard fits, let first = explanation.first else {
                return [start] + explanation.map { padding + $0 }
            }
            let head = start + padding.dropFirst(start.count) + first
            return [head] + explanation.dropFirst().map { padding + $0 }
        }
    }
}

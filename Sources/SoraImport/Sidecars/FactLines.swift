/// Lines of notes, each with what it is about.
struct FactLines {
    /// The lines, or `nil` where nothing is known.
    let text: String?

    init(_ parts: [(name: String, value: String?)]) {
        let lines = parts.compactMap { part -> String? in
            guard let value = part.value, !value.isEmpty else { return nil }
            return part.name.isEmpty ? value : "\(part.name): \(value)"
        }
        text = lines.isEmpty ? nil : lines.joined(separator: "\n")
    }
}

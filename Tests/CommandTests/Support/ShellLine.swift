/// A line as a shell reads it, without variables and patterns.
enum ShellLine {
    /// The words: parted by spaces, held together by quotes.
    static func words(_ line: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        for character in line {
            if let open = quote {
                if character == open { quote = nil } else { word?.append(character) }
            } else if character == " " || character == "\n" {
                if let done = word { words.append(done) }
                word = nil
            } else if character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else {
                word = (word ?? "") + String(character)
            }
        }
        if let done = word { words.append(done) }
        return words
    }

    /// The commands of this program that a text names, without its name: between backticks, between single quotes
    /// behind `see`, or from the start of a line on.
    static func commands(in text: String) -> [String] {
        var found = text.matches(of: /`soralib ([^`\n]+)`/).map { String($0.1) }
        found += text.matches(of: /see 'soralib ([^'\n]+)'/).map { String($0.1) }
        for line in text.split(separator: "\n") {
            let line = line.drop { $0 == " " }
            guard line.hasPrefix("soralib "), !line.contains("[OPTIONS]"), !line.contains("|"),
                !line.contains("…")
            else { continue }
            found.append(String(line.dropFirst(8)))
        }
        return found
    }
}

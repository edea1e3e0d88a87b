/// A command line as the history keeps it.
enum CommandWords {
    /// The most letters.
    private static let most = 300
    /// Options whose value may tell where a key is, or hold one.
    private static let secret: Set<String> = ["--key-command", "--key-file", "--base-url"]
    /// Options that say nothing of what is changed.
    private static let silent: Set<String> = [
        "--json", "--yes", "-y", "--quiet", "-q", "--no-input", "--no-pager", "--no-color",
    ]

    /// The words behind the program's name as a shell would take them, without secrets and not too long.
    static func text(_ words: [String]) -> String {
        var shown = ["soralib"]
        var rest = words[...]
        while let word = rest.popFirst() {
            let name = word.prefix { $0 != "=" }
            if silent.contains(word) { continue }
            if name == "--library" {
                if !word.contains("=") { _ = rest.popFirst() }
            } else if secret.contains(String(name)) {
                if !word.contains("=") { _ = rest.popFirst() }
                shown.append("\(name) …")
            } else {
                shown.append(quoted(word))
            }
        }
        let text = shown.joined(separator: " ")
        return text.count > most ? "\(text.prefix(most - 1))…" : text
    }

    private static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
            default: "-_./:=@%+,^".utf8.contains(byte)
            }
        }
        if isPlain, !word.isEmpty { return word }
        return "'\(word.replacing("'", with: "'\\''"))'"
    }
}

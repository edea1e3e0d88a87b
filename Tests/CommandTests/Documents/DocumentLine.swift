/// The commands of a line of the shell, as far as the documents need: quotes, comments, pipes and redirections.
struct DocumentLine {
    /// The words of each command.
    private(set) var commands: [[String]] = [[]]
    /// Whether a text in quotes has no end yet, so that the command goes on in the next line.
    private(set) var isOpen = false
    private var word: String?

    init(_ line: String) {
        var rest = line.replacing("\\\n", with: " ")[...]
        while let letter = rest.popFirst() {
            switch letter {
            case "'", "\"":
                word = word ?? ""
                isOpen = true
                while let next = rest.popFirst() {
                    if next == letter {
                        isOpen = false
                        break
                    } else if next == "\\", letter == "\"", let escaped = rest.popFirst() {
                        word?.append(escaped)
                    } else {
                        word?.append(next)
                    }
                }
            case "\\": if let escaped = rest.popFirst() { word = (word ?? "") + String(escaped) }
            case "#" where word == nil: rest = rest.drop { $0 != "\n" }
            case " ": endWord()
            case "|", "&", ";", "\n", "(", ")", "{",
                "}" where letter.isASCII && isOperator(letter):
                endWord()
                if commands.last?.isEmpty == false { commands.append([]) }
            case ">", "<":
                // The number of a stream, and the file.
                if word?.allSatisfy(\.isNumber) == true { word = nil }
                endWord()
                rest = rest.drop { "><& ".contains($0) }
                rest = rest.drop { !" |;&\n".contains($0) }
            default: word = (word ?? "") + String(letter)
            }
        }
        endWord()
        commands.removeAll(where: \.isEmpty)
    }

    /// What is called with words of its own, the settings of variables before it left out.
    func calls(of program: String) -> [[String]] {
        commands.compactMap { command in
            let words = command.drop {
                $0.wholeMatch(of: #/[A-Za-z_]+=.*/#) != nil || ["sudo", "time", "env"].contains($0)
            }
            return words.first == program ? Array(words.dropFirst()) : nil
        }
    }

    /// Braces and brackets within a word are letters.
    private func isOperator(_ letter: Character) -> Bool { !"(){}".contains(letter) || word == nil }

    private mutating func endWord() {
        if let word { commands[commands.count - 1].append(word) }
        word = nil
    }
}

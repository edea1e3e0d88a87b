/// What a shell's script asks, and the answer in that shell's form.
package struct CompletionQuestion: Sendable {
    package let shell: CompletionShell
    /// The words behind the program's name, without quotes; the last is the one at the cursor.
    package let words: [String]
    /// The quote that is open at the cursor, where the answer has to be quoted.
    private let openQuote: Character?
    /// How many letters of the last word stay as they are.
    private let kept: Int

    /// Reads the words behind `CompletionShell.question`; `nil` where they are none of a script's.
    ///
    /// - Parameter words: for bash its `COMP_WORDBREAKS` and its line up to the cursor; for the others `--` and
    ///   the words behind the program's name, the last as it was typed.
    package init?(_ words: [String]) {
        guard let shell = words.first.flatMap(CompletionShell.init(rawValue:)) else { return nil }
        self.shell = shell
        switch shell {
        case .bash:
            guard words.count == 3 else { return nil }
            let breaks = Set(words[1]).subtracting(" \t\n\"'")
            let line = TypedLine(words[2], breaks: breaks)
            // A command may stand behind variables that are set for it: `LANG=C soralib …`.
            let command = line.words.drop { $0.contains("=") && !$0.contains("/") }
            guard command.count > 1 else { return nil }
            self.words = Array(command.dropFirst())
            openQuote = line.openQuote
            kept = line.kept
        case .zsh, .fish:
            guard words.count >= 3, words[1] == "--" else { return nil }
            // fish takes the quotes away itself, but for the word at the cursor.
            let before = words[2...].dropLast()
            self.words =
                (shell == .zsh ? before.map(TypedLine.unquoted) : Array(before))
                + [TypedLine.unquoted(words[words.count - 1])]
            openQuote = nil
            kept = 0
        }
    }

    /// The answer, one thing a line.
    ///
    /// - Parameters:
    ///   - candidates: whole words; each begins with what is typed, and has no control characters.
    ///   - otherwise: what the shell may offer where there is none.
    /// - Returns: the lines, the first of which tells what is offered where there is no candidate.
    package func answer(
        _ candidates: [CompletionCandidate], otherwise: CompletionShell.Otherwise
    ) -> String {
        var lines: [String]
        switch shell {
        case .bash:
            let isPart = candidates.count == 1 && !candidates[0].isWhole
            lines = [isPart ? "more" : otherwise.rawValue]
            lines += candidates.map { candidate in
                ShellQuoting.typed(
                    String(candidate.value.dropFirst(kept)), inside: openQuote, isStart: kept == 0)
            }
        case .zsh:
            lines = [otherwise.rawValue]
            lines += candidates.map { ($0.isWhole ? "=" : "+") + Self.described($0) }
        case .fish:
            lines = [otherwise.rawValue] + candidates.map(Self.described)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func described(_ candidate: CompletionCandidate) -> String {
        candidate.explanation.isEmpty
            ? candidate.value : "\(candidate.value)\t\(candidate.explanation)"
    }
}

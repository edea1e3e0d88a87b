import SoraArguments
import SoraModel
import SoraSystem
import SoraTerminal

/// How an error is told: to people as a card, to scripts as the last line of standard error.
struct ErrorReport {
    let error: SoraError

    /// The report of anything that a command threw.
    ///
    /// - Parameters:
    ///   - thrown: what it threw.
    ///   - words: the command line.
    ///   - path: the words of the command, the program's name first; empty where none was understood.
    init(_ thrown: any Error, of words: [String] = [], path: [String] = []) {
        if let thrown = thrown as? UsageError {
            let correct = NextCommand.corrected(words, thrown).map { "try `\($0)`\n" }
            let usage = thrown.isAboutSyntax ? "\(thrown.usage)\n" : ""
            error = SoraError(
                .usage, thrown.message, hint: "\(correct ?? "")\(usage)\(thrown.hint)")
        } else {
            error = NextCommand.completing(Self.told(thrown), path: path)
        }
    }

    private static func told(_ thrown: any Error) -> SoraError {
        switch thrown {
        case let thrown as SoraError: thrown
        case let thrown as SystemError: thrown.forPeople
        case let thrown as OutputError: SoraError(.inputOutput, thrown.description)
        case is CancellationError: SoraError(.interrupted, "interrupted")
        default: SoraError(.failed, "\(thrown)")
        }
    }

    /// The card for people.
    func card(_ style: TerminalStyle) -> String {
        var text = "\(style.red("soralib:")) \(Escaping.lines(error.message))\n"
        if let marked = error.marked, let lines = Self.lines(marked, style) { text += lines }
        if let hint = error.hint {
            let lines = Escaping.lines(hint).split(separator: "\n").map { "  \($0)" }
            text += lines.joined(separator: "\n") + "\n"
        }
        return text
    }

    /// A text with carets below the places that are wrong; `nil` where it is too long to be shown so.
    private static func lines(_ marked: MarkedText, _ style: TerminalStyle) -> String? {
        let letters = Array(marked.text)
        guard !letters.isEmpty, letters.count <= 400 else { return nil }
        var above = ""
        var below = ""
        for (place, letter) in letters.enumerated() {
            let shown = Escaping.oneLine(String(letter))
            let isMarked = marked.marks.contains { $0.contains(place) }
            above += shown
            below += String(repeating: isMarked ? "^" : " ", count: DisplayWidth.of(shown))
        }
        while below.last == " " { below.removeLast() }
        return below.isEmpty ? nil : "  \(above)\n  \(style.yellow(below))\n"
    }

    /// The object for scripts.
    var json: String {
        let hint = error.hint.map { ",\"hint\":\(JSONEscaping.string($0))" } ?? ""
        return "{\"code\":\(JSONEscaping.string(error.code.rawValue)),"
            + "\"message\":\(JSONEscaping.string(error.message))\(hint)}"
    }
}

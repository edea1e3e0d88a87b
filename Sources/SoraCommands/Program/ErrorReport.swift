import SoraArguments
import SoraModel
import SoraSystem
import SoraTerminal

/// How an error is told: to people as a card, to scripts as the last line of standard error.
struct ErrorReport {
    let error: SoraError

    /// The report of anything that a command threw.
    init(_ thrown: any Error) {
        switch thrown {
        case let thrown as SoraError: error = thrown
        case let thrown as UsageError:
            error = SoraError(
                .usage, thrown.message,
                hint: thrown.isAboutSyntax ? "\(thrown.usage)\n\(thrown.hint)" : thrown.hint)
        case let thrown as SystemError: error = thrown.forPeople
        case let thrown as OutputError:
            error = SoraError(.inputOutput, thrown.description)
        case is CancellationError: error = SoraError(.interrupted, "interrupted")
        default: error = SoraError(.failed, "\(thrown)")
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

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
        if let hint = error.hint {
            let lines = Escaping.lines(hint).split(separator: "\n").map { "  \($0)" }
            text += lines.joined(separator: "\n") + "\n"
        }
        return text
    }

    /// The object for scripts.
    var json: String {
        let hint = error.hint.map { ",\"hint\":\(JSONEscaping.string($0))" } ?? ""
        return "{\"code\":\(JSONEscaping.string(error.code.rawValue)),"
            + "\"message\":\(JSONEscaping.string(error.message))\(hint)}"
    }
}

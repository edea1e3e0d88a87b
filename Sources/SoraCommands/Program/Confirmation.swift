import SoraModel
import SoraTerminal

extension CommandContext {
    /// Asks before something that cannot be taken back.
    ///
    /// - Parameter question: a question that yes or no answers; made safe for a terminal here.
    /// - Throws: `SoraError` with code `usage` where nobody can be asked; `interrupted` for a no.
    func confirm(_ question: String) throws {
        if options.yes { return }
        guard !options.noInput, let answer = askPerson("\(Escaping.lines(question)) [y/N] ") else {
            throw SoraError(
                .usage, "this has to be confirmed, and nobody can be asked",
                hint: "add --yes to confirm it")
        }
        guard ["y", "yes"].contains(answer.lowercased()) else {
            throw SoraError(.interrupted, "nothing was changed")
        }
    }
}

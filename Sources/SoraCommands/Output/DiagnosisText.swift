import SoraLibrary
import SoraTerminal

/// What was looked at and how it is, as a person reads it.
struct DiagnosisText {
    let style: TerminalStyle

    /// A line for each thing, and below it what is to be said of it.
    func text(of diagnoses: [Diagnosis]) -> String {
        var text = ""
        for diagnosis in diagnoses {
            let mark =
                switch diagnosis.state {
                case .good: style.green("good  ")
                case .notice: style.yellow("notice")
                case .fault: style.red("FAULT ")
                }
            text +=
                "\(mark)  \(style.bold(diagnosis.subject)): \(Escaping.oneLine(diagnosis.words))\n"
            for detail in diagnosis.details { text += "          \(Escaping.oneLine(detail))\n" }
            if let hint = diagnosis.hint, diagnosis.state != .good {
                text += "          \(Escaping.oneLine(hint))\n"
            }
        }
        return text
    }
}

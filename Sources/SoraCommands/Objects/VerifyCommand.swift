import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib verify [ID…]`.
struct VerifyCommand: SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks stored clips again: there, the same bytes, and what was asked for.",
        examples: [
            CommandExample("soralib verify", "every clip"),
            CommandExample("soralib verify v27 v28"),
        ],
        exitStatus: [
            CommandExitStatus(0, "every clip is as it should be"),
            CommandExitStatus(1, "a clip is missing, corrupt, unprobed, or not what was asked for"),
            CommandExitStatus(66, "there is no such video"),
            CommandExitStatus(
                78, "soralib-media is missing, or cannot work here; see soralib doctor"),
        ])

    @Argument(help: ArgumentHelp("Videos; all where none is named.", valueName: "ID"))
    var videos: [String] = []

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let numbers =
            videos.isEmpty ? nil : try library.handles(videos, among: [.video]).map(\.number)
        let style = context.messageStyle
        let summary = try await library.verify(numbers, isDryRun: isDryRun) { checked in
            let isGood =
                checked.fileState == .present
                && [.verified, .unchecked].contains(checked.verdict)
            if isGood, !context.options.verbose { return }
            let verdict =
                checked.fileState == .missing ? "missing" : checked.verdict.rawValue
            let word = isGood ? style.green(verdict) : style.yellow(verdict)
            if !context.options.quiet {
                try context.output.messages.line(
                    "\(checked.video)  \(word)  "
                        + Escaping.oneLine(checked.reasons.joined(separator: "; ")))
            }
        }
        try context.write(json: summary.json) {
            let counts = Verdict.allCases.compactMap { verdict in
                summary.verdicts[verdict].flatMap { $0 > 0 ? "\($0) \(verdict.rawValue)" : nil }
            }
            let missing = summary.missing > 0 ? ["\(summary.missing) missing"] : []
            let found = (counts + missing).joined(separator: ", ")
            return "\(summary.checked) checked\(found.isEmpty ? "" : ": \(found)")\n"
        }
        if !summary.isClean { throw StatusOnly(status: .failure) }
    }
}

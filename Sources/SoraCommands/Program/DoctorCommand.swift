import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib doctor`.
struct DoctorCommand: SoralibCommand {
    static let fields = FieldChoice.results(of: Diagnosis.self, "diagnosis")
    static let result = CommandResult(.list("diagnosis"))
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks whether this machine has what soralib needs, and changes nothing.",
        discussion: """
            Starts the program that measures files, which proves that it can, and that it can open, send and \
            start nothing.
            """,
        examples: [
            CommandExample("soralib doctor"),
            CommandExample("soralib doctor --json", "for scripts, or for a report of a fault"),
        ],
        exitStatus: [
            CommandExitStatus(0, "nothing is wrong"),
            CommandExitStatus(78, "something is; the output is complete all the same"),
        ])

    func run(in context: CommandContext) async throws {
        let diagnoses = await Doctor(context.library, library: context.options.library).examine()
        if context.options.effectiveFormat == .table, context.options.chosenFields == nil {
            if !context.options.quiet {
                try context.output.data.write(
                    DiagnosisText(style: context.dataStyle).text(of: diagnoses))
            }
        } else {
            try ResultWriter(context).write(
                diagnoses, isSingle: false, columns: Diagnosis.fieldNames, flexible: ["message"])
        }
        if diagnoses.contains(where: { $0.state == .fault }) {
            throw StatusOnly(status: .configuration)
        }
    }
}

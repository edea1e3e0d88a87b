import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib provider check NAME`.
struct ProviderCheckCommand: SoralibCommand {
    static let fields = FieldChoice.results(of: ProviderCheck.self, "check")
    static let result = CommandResult(.one("provider-check"))
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Looks whether a service can be used: its key, address, network and clock.",
        discussion: """
            Asks for the list of tasks, or after a task that does not exist: nothing is created, and nothing is \
            charged. The key is read and sent, and never shown.
            """,
        examples: [
            CommandExample("soralib provider check studio"),
            CommandExample("soralib provider check studio --json"),
            CommandExample("soralib provider check rehearsal"),
        ],
        exitStatus: [
            CommandExitStatus(0, "it can be used"),
            CommandExitStatus(66, "there is no such provider"),
            CommandExitStatus(69, "it cannot be reached"),
            CommandExitStatus(77, "the key cannot be read, or is refused"),
            CommandExitStatus(78, "the address or the profile cannot be used"),
        ])

    @Argument(help: ArgumentHelp("The provider.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let check = try await library.checkProvider(name)
        if context.options.effectiveFormat == .table, context.options.chosenFields == nil {
            if !context.options.quiet { try context.output.data.write(text(check, context)) }
        } else {
            try ResultWriter(context).write(
                [check], isSingle: true, columns: ["name", "state", "clock_skew", "base_url"],
                flexible: ["base_url"])
        }
        if check.exitStatus != .success { throw StatusOnly(status: check.exitStatus) }
    }

    private func text(_ check: ProviderCheck, _ context: CommandContext) -> String {
        func list(_ words: [String]) -> String {
            words.isEmpty ? "nothing" : words.joined(separator: ", ")
        }
        return DiagnosisText(style: context.dataStyle).text(of: check.findings)
            + "can:     \(list(check.provider.abilities))\n"
            + "cannot:  \(list(check.inabilities))\n"
    }
}

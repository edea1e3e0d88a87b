import SoraArguments
import SoraLibrary

/// The command `soralib config list`.
struct ConfigList: SoralibCommand {
    static let fields = FieldChoice.results(of: SettingValue.self, "config list")
    static let result = CommandResult(.list("setting"))
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists every setting, with its value.",
        examples: [CommandExample("soralib config list")],
        exitStatus: [CommandExitStatus(0, "listed")])

    func run(in context: CommandContext) async throws {
        try ResultWriter(context).write(
            try context.openForReading().settings(), isSingle: false, columns: ["name", "value"],
            flexible: [])
    }
}

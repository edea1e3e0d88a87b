import SoraArguments
import SoraLibrary
import SoraTerminal

/// The command `soralib config get NAME`.
struct ConfigGet: SoralibCommand {
    static let fields = FieldChoice.results(of: SettingValue.self, "config get")
    static let result = CommandResult(.one("setting"))
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Prints the value of a setting.", usage: "NAME",
        examples: [CommandExample("soralib config get sidecars")],
        exitStatus: [
            CommandExitStatus(0, "printed"), CommandExitStatus(66, "there is no such setting"),
        ])

    @Argument(help: ArgumentHelp("The setting.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let setting = try context.openForReading().setting(named: name)
        if context.options.effectiveFormat == .table, context.options.fields == nil {
            try context.output.data.line(Escaping.oneLine(setting.value))
        } else {
            try ResultWriter(context).write(
                [setting], isSingle: true, columns: ["name", "value"], flexible: [])
        }
    }
}

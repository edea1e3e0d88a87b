import SoraArguments
import SoraLibrary
import SoraTerminal

/// The command `soralib config get NAME`.
struct ConfigGet: SoralibCommand {
    static let fields = FieldChoice.results(of: SettingValue.self, "config get")
    static let result = CommandResult(.one("setting"))
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Prints the value of a setting.", usage: "NAME",
        examples: [
            CommandExample("soralib config get sidecars"),
            CommandExample("soralib config get format --fields value,source", "and why it is so"),
            CommandExample("soralib config get pager --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "printed"), CommandExitStatus(66, "there is no such setting"),
            CommandExitStatus(78, "a setting has a value that it cannot have"),
        ])

    @Argument(help: ArgumentHelp("The setting.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let setting = try KnownSetting.named(name)
        // A person's settings hold without a library too.
        let library = try setting.isPersonal ? context.libraryIfAny() : context.openForReading()
        let found = try context.settings.value(of: setting, in: library)
        if context.options.effectiveFormat == .table, context.options.fields == nil {
            try context.output.data.line(Escaping.oneLine(found.value))
        } else {
            try ResultWriter(context).write(
                [found], isSingle: true, columns: SettingValue.columns, flexible: [])
        }
    }
}

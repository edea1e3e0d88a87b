import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib config unset NAME`.
struct ConfigUnset: SoralibCommand {
    static let fields = FieldChoice.results(of: SettingValue.self, "config unset")
    static let result = CommandResult(.one("setting"))
    static let configuration = CommandConfiguration(
        commandName: "unset",
        abstract: "Takes a setting back, so that it is what it would be without.",
        usage: "NAME [--user]",
        examples: [
            CommandExample("soralib config unset queue.size"),
            CommandExample("soralib config unset --user format", "in your own file"),
            CommandExample("soralib config unset sidecars --dry-run"),
        ],
        exitStatus: [
            CommandExitStatus(0, "taken back, or it was not set"),
            CommandExitStatus(64, "it is a setting of yours alone, or of a library alone"),
            CommandExitStatus(66, "there is no such setting"),
            CommandExitStatus(78, "your file of settings cannot be used"),
        ])

    @Argument(help: ArgumentHelp("The setting.", valueName: "NAME"))
    var name: String

    @Flag(help: "Of yours, for all libraries.")
    var user = false

    func run(in context: CommandContext) async throws {
        let change = SettingChange(try KnownSetting.named(name), isPersonal: user, in: context)
        let left = try change.unset()
        if context.options.dryRun {
            return context.say("would take \(left.setting.rawValue) back")
        }
        try ResultWriter(context).write(
            [left], isSingle: true, columns: SettingValue.columns, flexible: [])
    }
}

import SoraArguments
import SoraLibrary

/// The command `soralib config set NAME VALUE`.
struct ConfigSet: SoralibCommand {
    static let fields = FieldChoice.results(of: SettingValue.self, "config set")
    static let result = CommandResult(.one("setting"))
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes a setting of this library.",
        discussion: """
            sidecars (on, off): whether all that the catalogue says of an original is kept beside it, enough to \
            make the catalogue anew. schedule.submit, schedule.verify, schedule.backup (on, off): whether the runs \
            that `soralib schedule` starts submit what is queued, check some of the clips again each day, and copy \
            the catalogue each day that something was changed.
            """,
        usage: "NAME VALUE",
        examples: [
            CommandExample("soralib config set sidecars off"),
            CommandExample("soralib config set sidecars on", "writes all of them"),
            CommandExample(
                "soralib config set schedule.submit off", "a schedule only fetches what is paid for"
            ),
        ],
        exitStatus: [
            CommandExitStatus(0, "set, or it was so already"),
            CommandExitStatus(65, "it has no such value"),
            CommandExitStatus(66, "there is no such setting"),
        ])

    @Argument(help: ArgumentHelp("The setting.", valueName: "NAME"))
    var name: String

    @Argument(help: ArgumentHelp("Its new value.", valueName: "VALUE"))
    var value: String

    func run(in context: CommandContext) async throws {
        let setting = try context.openAsNeeded().set(
            name, to: value, isDryRun: context.options.dryRun)
        if context.options.dryRun {
            context.say("would set \(setting.name) to \(setting.value)")
            return
        }
        try ResultWriter(context).write(
            [setting], isSingle: true, columns: ["name", "value"], flexible: [])
    }
}

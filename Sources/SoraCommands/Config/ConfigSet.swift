import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib config set NAME VALUE`.
struct ConfigSet: SoralibCommand {
    static let fields = FieldChoice.results(of: SettingValue.self, "config set")
    static let result = CommandResult(.one("setting"))
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract:
            "Changes a setting of this library, or with --user one of yours for all libraries.",
        discussion: """
            Of a library: sidecars, schedule.submit, schedule.verify, schedule.backup (on, off), \
            provider, queue.model, queue.seconds, queue.size.

            Yours, with --user: library (a path), format, color (auto, always, never), pager (a command, or off), \
            timeout (of a sync), provider, queue.model, queue.seconds, queue.size. They lie in \
            $XDG_CONFIG_HOME/soralib/config, else in ~/.config/soralib/config.
            """,
        usage: "NAME VALUE [--user]",
        examples: [
            CommandExample("soralib config set --user library ~/clips", "where you stand in none"),
            CommandExample("soralib config set queue.size 1280x720", "what this library asks for"),
            CommandExample(
                "soralib config set schedule.submit off", "a schedule only fetches what is paid for"
            ),
        ],
        exitStatus: [
            CommandExitStatus(0, "set, or it was so already"),
            CommandExitStatus(64, "it is a setting of yours alone, or of a library alone"),
            CommandExitStatus(65, "it has no such value"),
            CommandExitStatus(66, "there is no such setting"),
            CommandExitStatus(78, "your file of settings cannot be used"),
        ])

    @Argument(help: ArgumentHelp("The setting.", valueName: "NAME"))
    var name: String

    @Argument(help: ArgumentHelp("Its new value.", valueName: "VALUE"))
    var value: String

    @Flag(help: "Of yours, for all libraries.")
    var user = false

    func run(in context: CommandContext) async throws {
        let change = SettingChange(try KnownSetting.named(name), isPersonal: user, in: context)
        let set = try change.set(to: value)
        if context.options.dryRun {
            return context.say("would set \(set.setting.rawValue) to \(set.value)")
        }
        try ResultWriter(context).write(
            [set], isSingle: true, columns: ["name", "value"], flexible: [])
        change.tellWhatCountsMore(than: set)
    }
}

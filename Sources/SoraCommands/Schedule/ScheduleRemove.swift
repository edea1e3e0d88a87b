import SoraArguments
import SoraLibrary

/// The command `soralib schedule remove`.
struct ScheduleRemove: SoralibCommand {
    static let result = CommandResult(.one("schedule"))
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Takes away what `schedule install` made, and nothing else.",
        examples: [
            CommandExample("soralib schedule remove"),
            CommandExample("soralib schedule remove --dry-run"),
            CommandExample("soralib schedule show", "whether there is one"),
        ],
        exitStatus: [
            CommandExitStatus(0, "removed"), CommandExitStatus(66, "nothing is scheduled"),
            CommandExitStatus(73, "it cannot be removed"),
        ])

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        if context.options.dryRun {
            let state = try library.checkScheduled()
            context.say("would remove \(state.entry ?? "")")
            return
        }
        let state = try library.removeSchedule()
        try context.write(json: state.json) { "removed \(state.entry ?? "")\n" }
    }
}

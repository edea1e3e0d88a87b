import SoraArguments
import SoraLibrary

/// The command `soralib schedule show`.
struct ScheduleShow: SoralibCommand {
    static let result = CommandResult(.one("schedule"))
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tells what is scheduled, when it runs next, and how the last run ended.",
        examples: [CommandExample("soralib schedule show")],
        exitStatus: [
            CommandExitStatus(0, "told, also where nothing is scheduled"),
            CommandExitStatus(66, "there is no library"),
        ])

    func run(in context: CommandContext) async throws {
        let state = try context.openForReading().schedule()
        try context.write(json: state.json) { ScheduleText.text(of: state) }
    }
}

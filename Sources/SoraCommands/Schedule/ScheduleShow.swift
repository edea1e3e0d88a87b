import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib schedule show`.
struct ScheduleShow: SoralibCommand {
    static let result = CommandResult(.one("schedule"))
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tells what is scheduled, when it runs next, and how the last run ended.",
        examples: [
            CommandExample("soralib schedule show"),
            CommandExample("soralib schedule show --json", "for scripts"),
            CommandExample("soralib --library ~/clips schedule show"),
        ],
        exitStatus: [
            CommandExitStatus(0, "told, also where nothing is scheduled"),
            CommandExitStatus(66, "there is no library"),
        ])

    func run(in context: CommandContext) async throws {
        let state: ScheduleState
        do {
            state = try context.openForReading().schedule()
        } catch let error as SoraError where error.code == .noLibrary {
            // Its disk may not be mounted: the schedule is there all the same.
            guard let named = context.options.library,
                let absent = try Library.schedule(ofAbsent: named, context: context.library)
            else { throw error }
            state = absent
        }
        try context.write(json: state.json) { ScheduleText.text(of: state) }
    }
}

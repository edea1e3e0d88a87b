import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib schedule …`.
struct ScheduleGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "schedule",
        abstract: "Lets a sync be started from time to time.",
        subcommands: [ScheduleInstall.self, ScheduleShow.self, ScheduleRemove.self])
}

extension ScheduleMethod: ExpressibleByArgument {}

import SoraArguments

/// The commands `soralib task …`.
struct TaskGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "task",
        abstract: "Holds, releases, cancels and retries tasks, and decides about uncertain ones.",
        subcommands: [
            TaskHold.self, TaskRelease.self, TaskCancel.self, TaskRetry.self, TaskResolve.self,
        ])
}

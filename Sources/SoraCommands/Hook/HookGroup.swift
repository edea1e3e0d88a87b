import SoraArguments
import SoraLibrary

/// The command `soralib hook …`.
struct HookGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "hook",
        abstract: "Says which programs in the library's folder hooks/ a sync may run.",
        subcommands: [HookList.self, HookAllow.self, HookDeny.self])
}

extension CommandContext {
    /// Writes hooks, in any of the formats.
    func write(_ hooks: [Hook]) throws {
        try ResultWriter(self).write(
            hooks, isSingle: false, columns: ["name", "state", "problem"], flexible: ["problem"])
    }
}

import SoraArguments

/// The commands `soralib config …`.
struct ConfigGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Tells and changes settings: yours, and those of a library.",
        subcommands: [ConfigList.self, ConfigGet.self, ConfigSet.self, ConfigUnset.self])
}

import SoraArguments

/// The commands `soralib config …`.
struct ConfigGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "config",
        abstract: "Tells and changes how this library is set up.",
        subcommands: [ConfigList.self, ConfigGet.self, ConfigSet.self])
}

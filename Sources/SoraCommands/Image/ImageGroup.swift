import SoraArguments

/// The command `soralib image …`.
struct ImageGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "image",
        abstract: "Adds reference images, which guide a generation.",
        subcommands: [ImageAdd.self])
}

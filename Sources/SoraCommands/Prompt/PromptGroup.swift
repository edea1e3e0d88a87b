import SoraArguments

/// The commands `soralib prompt …`.
struct PromptGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "prompt",
        abstract: "Keeps prompts for later, and their revisions.",
        subcommands: [PromptAdd.self, PromptRevise.self])
}

import SoraArguments

/// The command `soralib provider …`.
struct ProviderGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "provider",
        abstract: "Adds, changes and shows the services that clips come from.",
        subcommands: [
            ProviderAdd.self, ProviderSet.self, ProviderList.self, ProviderShow.self,
            ProviderRemove.self, ProviderCheckCommand.self, ProviderLint.self,
        ])
}

import SoraArguments

/// The commands `soralib library …`.
struct LibraryGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "library",
        abstract: "Keeps the library itself sound: checks it, and copies its catalogue.",
        subcommands: [LibraryCheckCommand.self, LibraryBackup.self, LibraryRestore.self])
}

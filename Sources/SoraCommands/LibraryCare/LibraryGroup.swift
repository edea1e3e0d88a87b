import SoraArguments

/// The commands `soralib library …`.
struct LibraryGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "library",
        abstract:
            "Keeps the library itself sound: checks it, copies its catalogue, writes it out, reads it in, counts it.",
        subcommands: [
            LibraryCheckCommand.self, LibraryBackup.self, LibraryRestore.self, LibraryDump.self,
            LibraryLoad.self, LibraryRebuild.self, LibraryStats.self,
            LibraryCosts.self,
        ])
}

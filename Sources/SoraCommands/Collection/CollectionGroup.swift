import SoraArguments

/// The commands `soralib collection …`.
struct CollectionGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "collection",
        abstract: "Puts videos into named, ordered lists, and saves queries.",
        subcommands: [
            CollectionCreate.self, CollectionAdd.self, CollectionRemove.self, CollectionList.self,
            CollectionShow.self, CollectionRename.self, CollectionDelete.self,
            CollectionReorder.self,
        ])
}

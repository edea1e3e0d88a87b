import SoraArguments
import SoraLibrary
import SoraTerminal

/// The commands `soralib field …`.
struct FieldGroup: CommandGroup, SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "field",
        abstract: "Gives videos fields of your own, such as client or scene.",
        subcommands: [FieldAdd.self, FieldList.self, FieldRemove.self])
}

extension CommandContext {
    /// Writes fields in any of the formats.
    func write(_ fields: [FieldDescription], isSingle: Bool) throws {
        try ResultWriter(self).write(
            fields, isSingle: isSingle, columns: ["name", "type", "count"], flexible: ["name"],
            numbers: ["count"])
    }
}

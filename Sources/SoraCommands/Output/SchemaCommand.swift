import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib schema OBJECT`.
struct SchemaCommand: SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of an object.",
        discussion:
            "Needs no library. `profile` is the file that describes a service, for editors and for those who write one.",
        examples: [CommandExample("soralib schema profile")],
        exitStatus: [
            CommandExitStatus(0, "printed"), CommandExitStatus(66, "there is no such object"),
        ])

    @Argument(help: ArgumentHelp("The object: profile.", valueName: "OBJECT"))
    var object: String

    func run(in context: CommandContext) async throws {
        let text = try ObjectSchema.text(of: object)
        try context.output.data.write(text.hasSuffix("\n") ? text : text + "\n")
    }
}

import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib schema [OBJECT]`.
struct SchemaCommand: SoralibCommand {
    static let fields = FieldChoice.results(of: ObjectSchema.self, "schema")
    static let result = CommandResult(.list("schema"))
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema of an object, or lists the objects that have one.",
        discussion: """
            Needs no library. What commands write with --json consists of these objects; `profile` is the file \
            that describes a service, for editors and for those who write one.

            A schema grows: a later version may have more fields, and keeps those that are there. So a reader \
            leaves alone what it does not know.
            """,
        usage: "[OBJECT]",
        examples: [
            CommandExample("soralib schema", "which objects there are"),
            CommandExample("soralib schema video"),
            CommandExample("soralib schema error"),
        ],
        exitStatus: [
            CommandExitStatus(0, "printed"), CommandExitStatus(66, "there is no such object"),
        ])

    @Argument(help: ArgumentHelp("The object.", valueName: "OBJECT"))
    var object: String?

    func run(in context: CommandContext) async throws {
        if let object {
            if context.options.fields != nil {
                throw SoraError(
                    .usage, "--fields says nothing to the schema of an object",
                    hint: "leave --fields out")
            }
            let text = try ObjectSchema(named: object).text
            return try context.output.data.write(text.hasSuffix("\n") ? text : text + "\n")
        }
        try ResultWriter(context).write(
            ObjectSchema.all, isSingle: false, columns: ObjectSchema.fieldNames,
            flexible: ["description"])
    }
}

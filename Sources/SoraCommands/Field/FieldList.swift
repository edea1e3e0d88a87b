import SoraArguments
import SoraLibrary

/// The command `soralib field list`.
struct FieldList: SoralibCommand {
    static let fields = FieldChoice.results(of: FieldDescription.self, "field")
    static let result = CommandResult(.list("field"))
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the fields of your own, and how many videos have a value in each.",
        examples: [
            CommandExample("soralib field list"),
            CommandExample("soralib field list --json"),
            CommandExample("soralib edit v27 --set client=Acme", "gives a video one"),
        ],
        exitStatus: [CommandExitStatus(0, "listed")])

    func run(in context: CommandContext) async throws {
        let fields = try context.openForReading().ownFields()
        if fields.isEmpty, context.options.effectiveFormat == .table {
            context.say("there are no fields of your own yet: `soralib field add NAME TYPE`")
        } else {
            try context.write(fields, isSingle: false)
        }
    }
}

import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib field add NAME TYPE`.
struct FieldAdd: SoralibCommand {
    static let fields = FieldChoice.results(of: FieldDescription.self, "field")
    static let result = CommandResult(.one("field"))
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Gives videos a field of your own.",
        discussion: """
            A field holds texts, numbers or dates. It is set by `soralib edit --set`, found by queries under its \
            name, and shown in the object `fields` of a video.
            """,
        examples: [
            CommandExample("soralib field add client text"),
            CommandExample("soralib field add deadline date"),
            CommandExample("soralib field add scene number --dry-run"),
        ],
        exitStatus: [
            CommandExitStatus(0, "made"), CommandExitStatus(65, "it cannot be called so"),
            CommandExitStatus(73, "the name exists"),
        ])

    @Argument(help: ArgumentHelp("Its name: small letters, digits and _.", valueName: "NAME"))
    var name: String

    @Argument(
        help: ArgumentHelp("text, number or date.", valueName: "TYPE"),
        transform: FieldAdd.type)
    var type: OwnFieldType

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let field = try context.openAsNeeded().addField(name, type, isDryRun: isDryRun)
        if isDryRun {
            context.say("would make the field \(name)")
        } else {
            try context.write([field], isSingle: true)
        }
    }

    private static func type(_ text: String) throws -> OwnFieldType {
        guard let type = OwnFieldType(rawValue: text) else {
            throw ValidationError("a field holds text, number or date, and not \(text)")
        }
        return type
    }
}

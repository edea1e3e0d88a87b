import SoraArguments
import SoraCatalog
import SoraLibrary

/// The command `soralib field remove NAME`.
struct FieldRemove: SoralibCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Removes a field of your own, with what videos have in it.",
        discussion: "It asks first where videos have a value in it: `--yes` answers.",
        examples: [
            CommandExample("soralib field remove client --yes"),
            CommandExample("soralib field remove client --dry-run", "how many videos have it"),
            CommandExample("soralib undo", "and back"),
        ],
        exitStatus: [
            CommandExitStatus(0, "removed"), CommandExitStatus(66, "there is no such field"),
            CommandExitStatus(130, "the question was answered with no"),
        ])

    @Argument(help: ArgumentHelp("Its name.", valueName: "NAME"))
    var name: String

    func run(in context: CommandContext) async throws {
        let library = try context.openAsNeeded()
        let field = try library.catalog.ownField(named: name)
        let count = try library.ownFields().first { $0.name == field.name }?.videos ?? 0
        let what = "\(count) video\(count == 1 ? "" : "s")"
        if context.options.dryRun {
            return context.say("would remove \(field.name), which \(what) have a value in")
        }
        if count > 0 {
            try context.confirm("Remove \(field.name), and its value from \(what)?")
        }
        try library.removeField(field.name)
        context.say("removed \(field.name)")
    }
}

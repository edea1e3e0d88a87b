import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib init [DIR]`.
struct InitCommand: SoralibCommand {
    static let result = CommandResult(.one("init"))
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Makes a new library in a folder that is new or empty.",
        examples: [
            CommandExample("soralib init", "in the current folder"),
            CommandExample("soralib init ~/clips"),
            CommandExample("soralib init ~/clips --json"),
        ],
        exitStatus: [
            CommandExitStatus(0, "the library is there"),
            CommandExitStatus(73, "the folder is not empty, or cannot be written"),
        ])

    @Argument(
        help: ArgumentHelp("The folder; the current one where it is left out.", valueName: "DIR"),
        completion: .directory)
    var folder: String?

    func run(in context: CommandContext) async throws {
        let path = folder ?? context.options.library ?? "."
        if context.options.dryRun {
            let folder = try Library.checkRoom(at: path, context: context.library)
            context.say("would make a library in \(folder)")
            return
        }
        let library = try Library.create(at: path, context: context.library)
        let json =
            "{\"library\":\(JSONEscaping.string(library.path)),\"uid\":\"\(try library.uid())\"}"
        try context.write(json: json) {
            """
            Library made in \(Escaping.oneLine(library.path))
            Next: soralib provider add NAME --profile PROFILE --key-env VAR

            """
        }
    }
}

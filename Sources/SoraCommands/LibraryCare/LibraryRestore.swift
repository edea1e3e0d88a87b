import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib library restore [FILE]`.
struct LibraryRestore: SoralibCommand {
    static let result = CommandResult(.one("restore"))
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Puts a copy in the place of the catalogue, even of one that does not open.",
        discussion: """
            What is there is kept in backups/. The copy does not know what was sent since it was made: so that \
            nothing is paid for twice, what it says is queued becomes a draft, for you to release.
            """,
        usage: "[FILE]",
        examples: [
            CommandExample("soralib library restore", "the newest copy"),
            CommandExample("soralib library restore backups/soralib-20261121T030000Z.sqlite"),
            CommandExample("soralib library restore --dry-run", "which copy it would be"),
        ],
        exitStatus: [
            CommandExitStatus(0, "restored"),
            CommandExitStatus(65, "the copy is damaged, or another library's; nothing was changed"),
            CommandExitStatus(66, "there is no copy"), CommandExitStatus(75, "a sync is running"),
        ])

    @Argument(
        help: ArgumentHelp("The copy; the newest one where it is left out.", valueName: "FILE"),
        completion: .file)
    var file: String?

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let (path, outcome) = try Library.restore(
            named: context.options.library, from: file, isDryRun: isDryRun,
            context: context.library
        ) { backup in
            let time = backup.madeAt.map { " of \($0)" } ?? ""
            try context.confirm("Put \(backup.path)\(time) in the place of the catalogue?")
        }
        let held = outcome.held.map(\.description)
        let uncertain = outcome.uncertain.map(\.description)
        if isDryRun {
            context.say("would restore \(path)")
            return
        }
        func array(_ words: [String]) -> String {
            "[" + words.map(JSONEscaping.string).joined(separator: ",") + "]"
        }
        let json =
            "{\"restored\":\(JSONEscaping.string(path)),\"kept\":\(JSONEscaping.string(outcome.kept)),"
            + "\"held\":\(array(held)),\"uncertain\":\(array(uncertain))}"
        try context.write(json: json) {
            "Restored \(Escaping.oneLine(path))\nWhat was there before: \(Escaping.oneLine(outcome.kept))\n"
        }
        if !held.isEmpty {
            context.say(
                "held, for they may have been sent since: \(held.joined(separator: " ")); "
                    + "`soralib task release` those that were not")
        }
        if !uncertain.isEmpty {
            context.say(
                "to be decided: \(uncertain.joined(separator: " ")); see `soralib task resolve`")
        }
        context.say("clips that came since are in objects/: `soralib library check` finds them")
    }
}

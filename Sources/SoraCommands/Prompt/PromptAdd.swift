import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel

/// The command `soralib prompt add TEXT|-`.
struct PromptAdd: SoralibCommand {
    static let fields = FieldChoice.objects(.prompt)
    static let result = CommandResult(.one("prompt"))
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Stores a prompt; `soralib queue pN` asks for it.",
        discussion: """
            Where the text is there already, that prompt gets the title and the tags, and no second one is made.
            """,
        usage: "TEXT|- [--title T] [--tag T]…",
        examples: [
            CommandExample("soralib prompt add \"a red fox in the snow\" --tag winter"),
            CommandExample("soralib prompt add - --title Opening", "the text from standard input"),
            CommandExample(
                "soralib prompt add \"a hen\" --json --fields id", "its handle, for a script"),
        ],
        exitStatus: [
            CommandExitStatus(0, "stored"),
            CommandExitStatus(65, "the text is empty, or the title or a tag cannot be one"),
        ])

    @Argument(
        help: ArgumentHelp("The text in quotes; - for standard input.", valueName: "TEXT"))
    var text: String

    @Option(help: ArgumentHelp("A title.", valueName: "T"))
    var title: String?

    @Option(help: ArgumentHelp("A tag.", valueName: "T"))
    var tag: [String] = []

    func run(in context: CommandContext) async throws {
        let text = try context.promptText(text)
        let library = try context.openAsNeeded()
        let stored = try library.addPrompt(
            text, title: title, tags: tag, isDryRun: context.options.dryRun)
        if !stored.isNew, let handle = stored.handle {
            context.say("\(handle) has this text already")
        }
        if context.options.dryRun {
            if stored.isNew { context.say("would store the prompt") }
        } else if let handle = stored.handle {
            try context.show(prompt: handle, of: library)
        }
    }
}

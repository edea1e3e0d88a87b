import SoraArguments
import SoraLibrary
import SoraModel

/// The command `soralib prompt revise pN TEXT|-`.
struct PromptRevise: SoralibCommand {
    static let fields = FieldChoice.objects(.prompt)
    static let result = CommandResult(.one("prompt"))
    static let configuration = CommandConfiguration(
        commandName: "revise",
        abstract: "Stores a new revision of a prompt, with its title and tags; the old one stays.",
        usage: "pN TEXT|-",
        examples: [
            CommandExample("soralib prompt revise p12 \"a red fox in deep snow, at dusk\""),
            CommandExample("soralib queue p13", "ask for the revision, which has its own handle"),
            CommandExample("soralib prompt revise p12 -", "the new text from standard input"),
        ],
        exitStatus: [
            CommandExitStatus(0, "stored, or the text is the same"),
            CommandExitStatus(65, "the text is empty"),
            CommandExitStatus(66, "there is no such prompt"),
        ])

    @Argument(help: ArgumentHelp("The prompt.", valueName: "ID"))
    var prompt: String

    @Argument(
        help: ArgumentHelp("The new text in quotes; - for standard input.", valueName: "TEXT"))
    var text: String

    func run(in context: CommandContext) async throws {
        let text = try context.promptText(text)
        let library = try context.openAsNeeded()
        let handle = try library.handles([prompt], among: [.prompt])[0]
        let stored = try library.revisePrompt(handle, to: text, isDryRun: context.options.dryRun)
        if !stored.isNew {
            context.say("\(handle) has this text already: there is no new revision")
        }
        if context.options.dryRun {
            if stored.isNew { context.say("would store a revision of \(handle)") }
        } else if let revision = stored.handle {
            try context.show(prompt: revision, of: library)
        }
    }
}

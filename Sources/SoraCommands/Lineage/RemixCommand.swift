import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel

/// The command `soralib remix vN|tN TEXT`.
struct RemixCommand: SoralibCommand {
    static let fields = FieldChoice.objects(.task)
    static let result = CommandResult(.list("task"))
    static let configuration = CommandConfiguration(
        commandName: "remix",
        abstract: "Queues a remix of a video: the link to it is kept, whatever the service says.",
        discussion: """
            The service that made the video is asked to change it as the text says; the length and the
            size stay. Where it cannot, `--as-new` asks for a new clip, of any service, and keeps the link.
            """,
        usage:
            "vN|tN TEXT|pN|- [--as-new|--frame TIME [--provider NAME] [--model M] [--seconds N] …]",
        examples: [
            CommandExample("soralib remix v27 \"the same, at night\""),
            CommandExample(
                "soralib remix v27 \"the fox howls\" --as-new --seconds 8",
                "a new clip that is known to come from v27"),
            CommandExample(
                "soralib remix v27 \"it runs on\" --frame last", "goes on from the last frame"),
        ],
        exitStatus: [
            CommandExitStatus(0, "queued"),
            CommandExitStatus(65, "the service cannot remix it; nothing was queued"),
            CommandExitStatus(66, "there is no such video or task"),
        ])

    @Argument(help: ArgumentHelp("The video, or the task whose video it is.", valueName: "ID"))
    var parent: String

    @Argument(
        help: ArgumentHelp(
            "What to change, in quotes; pN for a stored prompt; - for standard input.",
            valueName: "TEXT"))
    var text: String

    @Flag(help: "Ask for a new clip instead of the service's own remix.")
    var asNew = false

    @Option(
        help: ArgumentHelp(
            "Ask for a new clip that begins with this frame: first, last, or a time such as 12.5s.",
            valueName: "TIME"))
    var frame: String?

    @OptionGroup
    var request: RequestOptions

    @Option(help: ArgumentHelp("So many tasks of the same request.", valueName: "N"))
    var count = 1

    @Flag(help: "Keep them as drafts, which are not submitted.")
    var hold = false

    @Flag(help: "Ask a service that has ended nevertheless.")
    var force = false

    func validate() throws {
        if !asNew, frame == nil, !request.isEmpty {
            throw ValidationError(
                "a remix is made by the video's own service, with its model, length and size: "
                    + "leave the options out, or add --as-new or --frame")
        }
    }

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        var one = QueueRequest(text: try context.promptText(text))
        request.fill(&one)
        one.parent = try library.handles([parent], among: [.video, .task])[0]
        one.isAsNew = asNew
        one.count = count
        one.isHeld = hold
        one.isForced = force
        let queued =
            if let frame {
                try await library.queue(one, from: frame, isDryRun: isDryRun)
            } else {
                try library.queue([one], isDryRun: isDryRun)
            }
        try context.report(queued, of: library)
    }
}

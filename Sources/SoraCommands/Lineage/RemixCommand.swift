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
            size stay. Where it cannot, `--as-new` asks for a new clip, of any service, and keeps the link;
            the first frame is sent along where the service takes it. A task that is still under way can be
            remixed too: what is queued so is submitted when its video is there.
            """,
        usage:
            "vN|tN TEXT|pN|- [--operation remix|edit|extend] [--as-new|--frame TIME [--provider NAME] [--model M] [--seconds N] …]",
        examples: [
            CommandExample("soralib remix v27 \"the same, at night\""),
            CommandExample(
                "soralib remix v27 \"the fox howls\" --as-new --seconds 8",
                "a new clip that is known to come from v27"),
            CommandExample(
                "soralib remix v27 \"it runs on\" --frame last", "goes on from the last frame"),
            CommandExample(
                "soralib remix v27 \"it runs on\" --operation extend --seconds 8",
                "8 seconds more, by the service itself"),
            CommandExample(
                "soralib remix t41 \"the same, at night\"", "submitted when t41 has its video"),
        ],
        exitStatus: [
            CommandExitStatus(0, "queued"),
            CommandExitStatus(65, "the service cannot remix it; nothing was queued"),
            CommandExitStatus(66, "there is no such video or task"),
        ],
        optionSections: [
            OptionSection("What is made of it", ["--operation", "--as-new", "--frame"]),
            OptionSection(
                "What a new clip is to be",
                [
                    "--provider", "--model", "--seconds", "--size", "--aspect-ratio", "--style",
                    "--watermark", "--private",
                ]),
            OptionSection("When it comes", ["--tag", "--collection"]),
        ])

    @Argument(help: ArgumentHelp("The video, or the task whose video it is.", valueName: "ID"))
    var parent: String

    @Argument(
        help: ArgumentHelp(
            "What to change, in quotes; pN for a stored prompt; - for standard input.",
            valueName: "TEXT"))
    var text: String

    @Option(
        help: ArgumentHelp(
            "What the service does with it: remix, edit or extend; else what it calls a remix."))
    var operation: RemixOperation?

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
        if asNew || frame != nil {
            if operation != nil {
                throw ValidationError(
                    "--operation is for what the video's own service does with it: leave it out "
                        + "with --as-new and --frame")
            }
            return
        }
        var request = request
        if operation == .extend { request.seconds = nil }
        if !request.isEmpty {
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
        one.operation = operation?.task
        one.isAsNew = asNew
        one.count = count
        one.isHeld = hold
        one.isForced = force
        let queued =
            if let frame {
                try await library.queue(one, from: frame, isDryRun: isDryRun)
            } else if asNew {
                try await library.queueAsNew(one, isDryRun: isDryRun)
            } else {
                try library.queue([one], isDryRun: isDryRun)
            }
        try context.report(queued, of: library)
    }
}

/// What a service does with a video that it made.
enum RemixOperation: String, Sendable, CaseIterable, ExpressibleByArgument {
    /// Makes it anew with what the text says.
    case remix
    /// Changes what the text says, and keeps the rest.
    case edit
    /// Goes on with it.
    case extend

    /// The same of a task.
    fileprivate var task: TaskOperation {
        switch self {
        case .remix: .remix
        case .edit: .edit
        case .extend: .extend
        }
    }
}

import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib queue TEXT|pN|-`.
struct QueueCommand: SoralibCommand {
    static let fields = FieldChoice.objects(.task)
    static let result = CommandResult(.list("task"))
    static let configuration = CommandConfiguration(
        commandName: "queue",
        abstract: "Queues requests for clips; no network is needed, and nothing is charged yet.",
        discussion: """
            The request is checked in full against what the service takes, and every problem is told
            at once. `soralib sync` submits it.
            """,
        usage: "TEXT|pN|- [--provider NAME] [--model M] [--seconds N] [--size WxH] …",
        examples: [
            CommandExample("soralib queue \"a red fox in the snow\" --seconds 8 --size 1280x720"),
            CommandExample("soralib queue p12 --count 3", "three tries at a stored prompt"),
            CommandExample(
                "soralib queue --storyboard shots.json --seconds 15",
                "[{\"seconds\": 5, \"scene\": \"a fox wakes\"}, …]"),
            CommandExample(
                "soralib queue --batch shots.csv", "columns: text, seconds, size, tags, …"),
        ],
        exitStatus: [
            CommandExitStatus(0, "queued"),
            CommandExitStatus(65, "the service would refuse it; nothing was queued"),
            CommandExitStatus(66, "there is no such provider or prompt"),
        ],
        environment: [.provider, .queueModel, .queueSeconds, .queueSize].compactMap {
            (setting: KnownSetting) in setting.told
        },
        optionSections: [
            OptionSection(
                "What the clip is to be",
                [
                    "--provider", "--model", "--seconds", "--size", "--aspect-ratio", "--style",
                    "--watermark", "--private",
                ]),
            OptionSection("What guides it", ["--image", "--storyboard", "--keep-metadata"]),
            OptionSection("When it comes", ["--tag", "--collection"]),
        ])

    @Argument(
        help: ArgumentHelp(
            "The text in quotes; pN for a stored prompt; - for standard input.", valueName: "TEXT"))
    var text: String?

    @Option(
        help: ArgumentHelp("Queue every line of a .jsonl or .csv file.", valueName: "FILE"),
        completion: .file)
    var batch: String?

    @OptionGroup
    var request: RequestOptions

    @Option(
        help: ArgumentHelp(
            "A reference image: iN, a file or an address; may be given several times.",
            valueName: "IMAGE"), completion: .file)
    var image: [String] = []

    @Option(
        help: ArgumentHelp(
            "The shots of the clip: JSON, or the text Shot 1:, duration: 5sec, Scene: …; TEXT may be left out.",
            valueName: "FILE"), completion: .file)
    var storyboard: String?

    @Flag(help: "Send image files with what they say beside the picture: place, time, camera.")
    var keepMetadata = false

    @Option(help: ArgumentHelp("So many tasks of the same request.", valueName: "N"))
    var count = 1

    @Flag(help: "Keep them as drafts, which are not submitted.")
    var hold = false

    @Flag(help: "Ask a service that has ended nevertheless.")
    var force = false

    func validate() throws {
        let hasNone = text == nil && batch == nil && storyboard == nil
        if hasNone || text != nil && batch != nil {
            throw ValidationError(
                hasNone
                    ? "there is nothing to queue: give the text in quotes, pN, -, --storyboard FILE or --batch FILE"
                    : "give a text or --batch FILE, not both")
        }
    }

    func run(in context: CommandContext) async throws {
        var requests: [QueueRequest]
        if let batch {
            requests = try BatchFile(context.library).requests(in: batch)
            for index in requests.indices { request.fill(&requests[index]) }
        } else {
            var one = QueueRequest(text: try context.promptText(text ?? ""))
            request.fill(&one)
            requests = [one]
        }
        for index in requests.indices {
            if batch == nil || requests[index].count == 1 { requests[index].count = count }
            requests[index].isHeld = requests[index].isHeld || hold
            requests[index].isForced = force
            requests[index].images += image
            requests[index].keepsMetadata = keepMetadata
            requests[index].storyboard = requests[index].storyboard ?? storyboard
        }
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let defaults = try QueueDefaults(context, library)
        for index in requests.indices { try defaults.fill(&requests[index]) }
        let queued = try library.queue(
            requests, inspected: try await inspect(requests, library, context), isDryRun: isDryRun)
        try context.report(queued, of: library)
    }

    /// Looks at the images that are not in the library yet.
    private func inspect(
        _ requests: [QueueRequest], _ library: Library, _ context: CommandContext
    ) async throws -> [String: InspectedImage] {
        var words: [String] = []
        for word in requests.flatMap(\.images) where !words.contains(word) {
            if Handle(word)?.kind != .image { words.append(word) }
        }
        if words.isEmpty { return [:] }
        let found = try await ImageInspection(context.library).inspect(words)
        return Dictionary(uniqueKeysWithValues: zip(words, found))
    }
}

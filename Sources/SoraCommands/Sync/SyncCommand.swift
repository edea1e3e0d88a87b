import SoraArguments
import SoraCatalog
import SoraLibrary
import SoraModel
import SoraSync
import SoraTerminal

/// The command `soralib sync`.
struct SyncCommand: SoralibCommand {
    static let result = CommandResult(.one("sync"), .list("adoption"))
    static let configuration = CommandConfiguration(
        commandName: "sync",
        abstract: "Submits what is queued, fetches what is done, and checks what came.",
        discussion: """
            One pass finishes what an earlier run left, asks after tasks, downloads results, those
            first that expire first, and then submits. What is paid for goes before what will be.
            """,
        examples: [
            CommandExample("soralib sync", "one pass"),
            CommandExample("soralib sync --until-idle", "until nothing is left to wait for"),
            CommandExample("soralib sync --watch --notify", "stay, and tell what comes"),
            CommandExample("soralib sync --max-submits 5 --timeout 15m"),
            CommandExample("soralib sync --until-idle --max-cost 5.00USD"),
            CommandExample(
                "soralib sync --adopt --dry-run", "what the services have that the library has not"),
        ],
        exitStatus: [
            CommandExitStatus(0, "all went well; also when there is no connection"),
            CommandExitStatus(1, "a task failed or was rejected"),
            CommandExitStatus(3, "a person has to decide: see `soralib status`"),
            CommandExitStatus(4, "a paid result was lost to expiry"),
            CommandExitStatus(
                69, "with --adopt: not everything that a service has could be listed"),
            CommandExitStatus(73, "the library cannot be written"),
            CommandExitStatus(74, "the disk is full, or reading or writing failed"),
            CommandExitStatus(75, "another sync is running"),
            CommandExitStatus(77, "a provider is paused: its key or credit"),
            CommandExitStatus(78, "a provider is paused: its address; or a program is missing"),
            CommandExitStatus(130, "interrupted; the next sync goes on"),
        ],
        optionSections: [
            OptionSection("How long", ["--until-idle", "--watch", "--timeout"]),
            OptionSection(
                "How much", ["--provider", "--max-submits", "--max-cost", "--allow-unpriced"]),
        ])

    @Flag(help: "Repeat until nothing is left to wait for.")
    var untilIdle = false

    @Flag(
        help:
            "Run as `soralib schedule` does: only what is due, then clips to check and a copy of the catalogue."
    )
    var scheduled = false

    @Option(help: ArgumentHelp("Only this provider's tasks.", valueName: "NAME"))
    var provider: String?

    @Option(help: ArgumentHelp("Submit at most so many tasks.", valueName: "N"))
    var maxSubmits: Int?

    @Option(
        help: ArgumentHelp(
            "Spend at most so much in this run, such as 5.00USD; without a currency, in the profile's.",
            valueName: "AMOUNT"))
    var maxCost: String?

    @Flag(help: "Submit tasks too whose price is not known in the currency of a budget.")
    var allowUnpriced = false

    @Flag(
        help:
            "Take over what the services have in the account and the library has not, and fetch it."
    )
    var adopt = false

    @Option(
        help: ArgumentHelp(
            "Start nothing new after this time: 90s, 15m, 2h.", valueName: "D",
            variable: KnownSetting.timeout.variable),
        transform: SyncCommand.duration)
    var timeout: Double?

    @Flag(help: "Stay, and sync whenever something is due, until it is asked to end.")
    var watch = false

    @Flag(help: "Tell of it on the desktop, with notify-send.")
    var notify = false

    func validate() throws {
        if watch, untilIdle {
            throw ValidationError("--watch and --until-idle contradict each other")
        }
        if let maxSubmits, maxSubmits < 0 {
            throw ValidationError("--max-submits \(maxSubmits) is less than 0")
        }
        if scheduled, untilIdle || adopt || watch {
            throw ValidationError(
                "--scheduled makes one pass: leave --until-idle, --watch and --adopt out")
        }
    }

    func run(in context: CommandContext) async throws {
        if scheduled {
            return try await ScheduledRun(context, notifies: notify).run(timeout: timeout, options)
        }
        let isDryRun = context.options.dryRun
        // A watch is meant to stay: only its own option ends it.
        let timeout = try timeout ?? (watch ? nil : context.settings.timeout)
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let options = try options(library)
        if adopt { try library.checkListable(provider: provider) }
        if isDryRun, adopt {
            let accounts = try await SyncRun(context).adoptable(library, options, timeout: timeout)
            try context.write(json: AdoptionText(accounts, library).json) {
                AdoptionText(accounts, library).text
            }
            if accounts.contains(where: { $0.problem != nil }) {
                throw StatusOnly(status: .unavailable)
            }
            return
        }
        if isDryRun {
            let due = try library.waiting(options)
            context.say(
                "would submit \(due.queued), ask after \(due.submitted) and download \(due.completed)"
            )
            return
        }
        let news = NewsDesk()
        let telling = SyncTelling(library, notifies: notify)
        if watch {
            let desk = WatchDesk(context, library, news, telling)
            let summary = try await desk.run(options, timeout: timeout)
            if context.options.effectiveFormat != .jsonl { try write(summary, context) }
            if summary.exitStatus != .success { throw StatusOnly(status: summary.exitStatus) }
            return
        }
        let summary = try await SyncRun(context)
            .run(library, options, timeout: timeout, news: news)
        if let line = OfflineText(summary, news.reasons).line { context.say(line) }
        try write(summary, context)
        for warning in try library.lateResults().map(\.words) { context.say(warning) }
        try await telling.tell(news, after: summary, in: context)
        if summary.exitStatus != .success { throw StatusOnly(status: summary.exitStatus) }
    }

    private func write(_ summary: SyncSummary, _ context: CommandContext) throws {
        try context.write(json: summary.json) { SyncText(summary, afterWaiting: untilIdle).text }
    }

    private func options(_ library: Library) throws -> SyncOptions {
        var options = SyncOptions()
        options.untilIdle = untilIdle
        options.maximumSubmits = maxSubmits
        if let provider { options.provider = try library.providerNumber(provider) }
        options.maximumCost = try maxCost.map { try library.runCost($0, provider: provider) }
        options.allowsUnpriced = allowUnpriced
        options.adopts = adopt
        return options
    }

    private static func duration(_ text: String) throws -> Double {
        guard let seconds = DurationText.seconds(text) else {
            throw ValidationError("not a time: write it as 90s, 15m, 2h or 7d")
        }
        return seconds
    }
}

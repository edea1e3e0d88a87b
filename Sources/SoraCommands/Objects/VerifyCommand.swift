import SoraArguments
import SoraLibrary
import SoraModel
import SoraSystem
import SoraTerminal

/// The command `soralib verify [ID…|QUERY…]`.
struct VerifyCommand: SoralibCommand {
    static let result = CommandResult(.one("verify"))
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Checks stored clips again: there, the same bytes, and what was asked for.",
        discussion: """
            Every byte is read. What was found is stored clip by clip: one that is interrupted has done that much, \
            and with --older-than the next goes on from there. With --deep every frame is decoded too: errors, \
            and where the clip is black, does not move or is silent. What that found is kept with the clip.
            """,
        usage: "[ID…|QUERY…] [--deep] [--older-than D]",
        examples: [
            CommandExample("soralib verify", "every clip"),
            CommandExample("soralib verify v27 v28"),
            CommandExample(
                "soralib verify tag:final --older-than 30d", "what was not checked for a month"),
            CommandExample(
                "soralib verify --deep --older-than 90d", "decode what was not for three months"),
            CommandExample("soralib verify --sample 5%", "one in twenty, others each time"),
        ],
        exitStatus: [
            CommandExitStatus(0, "every clip is as it should be"),
            CommandExitStatus(1, "a clip is missing, corrupt, unprobed, or not what was asked for"),
            CommandExitStatus(66, "there is no such video"),
            CommandExitStatus(
                78, "soralib-media is missing, or cannot work here; see soralib doctor"),
            CommandExitStatus(130, "interrupted; what was found is stored"),
        ])

    @Argument(
        help: ArgumentHelp(
            "Videos, or query words; all where none is given.", valueName: "ID|QUERY"))
    var words: [String] = []

    @Flag(help: "Decode every frame too.")
    var deep = false

    @Option(
        help: ArgumentHelp("Only what was not checked for that long.", valueName: "D"),
        transform: VerifyCommand.age)
    var olderThan: Double?

    @Option(
        help: ArgumentHelp("Only so large a part, drawn anew each time.", valueName: "P%"),
        transform: VerifyCommand.share)
    var sample: Double?

    @Option(help: ArgumentHelp("Files at the same time; one a core.", valueName: "N"))
    var jobs: Int?

    func validate() throws {
        if let jobs, !(1...256).contains(jobs) {
            throw ValidationError("--jobs \(jobs) is not from 1 to 256")
        }
    }

    func run(in context: CommandContext) async throws {
        let isDryRun = context.options.dryRun
        let library = isDryRun ? try context.openForReading() : try context.openForWriting()
        let now = context.library.system.time.now()
        let scope = VerifyScope(
            try selection(in: library), uncheckedSince: olderThan.map { now + -$0 },
            isDeep: deep, share: sample)
        let numbers = try library.videos(in: scope)
        if numbers.isEmpty, !words.isEmpty || olderThan != nil {
            context.say("no video is to be checked by that")
        }
        let style = context.messageStyle
        var options = VerifyOptions()
        options.isDeep = deep
        options.jobs = jobs
        options.isDryRun = isDryRun
        let total = try library.bytes(ofVideos: numbers)
        let progress = BytesProgress("verify", context)
        context.interruption.begin()
        defer { progress.end() }
        let summary = try await library.verify(
            numbers, options, isStopped: { context.interruption.isRequested },
            progress: { progress.update($0, of: total) }
        ) { checked in
            let isGood =
                checked.fileState == .present
                && [.verified, .unchecked].contains(checked.verdict)
            // What is told of a good clip, such as that it is black, is worth a line.
            if isGood, checked.reasons.isEmpty, !context.options.verbose { return }
            let verdict =
                checked.fileState == .missing ? "missing" : checked.verdict.rawValue
            let word = isGood ? style.green(verdict) : style.yellow(verdict)
            if !context.options.quiet {
                try progress.note(
                    "\(checked.video)  \(word)  "
                        + Escaping.oneLine(checked.reasons.joined(separator: "; ")))
            }
        }
        progress.end()
        try context.write(json: summary.json) {
            let counts = Verdict.allCases.compactMap { verdict in
                summary.verdicts[verdict].flatMap { $0 > 0 ? "\($0) \(verdict.rawValue)" : nil }
            }
            let missing = summary.missing > 0 ? ["\(summary.missing) missing"] : []
            let found = (counts + missing).joined(separator: ", ")
            return "\(summary.checked) checked\(found.isEmpty ? "" : ": \(found)")\n"
        }
        if !summary.isClean { throw StatusOnly(status: .failure) }
    }

    /// Handles and uids name videos; anything else is what to look for.
    private func selection(in library: Library) throws -> VideoSelection {
        if words.isEmpty { return .query([]) }
        let isID = words.map { word in
            Handle(word) != nil || word.count >= 8 && word.allSatisfy { $0.isHexDigit || $0 == "-" }
        }
        guard isID.allSatisfy(\.self) else { return .query(words) }
        return .numbers(try library.handles(words, among: [.video]).map(\.number))
    }

    private static func age(_ text: String) throws -> Double {
        guard let seconds = DurationText.seconds(text), seconds < 3e9 else {
            throw ValidationError("not a length of time: write 90s, 15m, 2h or 30d")
        }
        return seconds
    }

    private static func share(_ text: String) throws -> Double {
        guard let percent = Double(text.hasSuffix("%") ? String(text.dropLast()) : text),
            percent > 0, percent <= 100
        else {
            throw ValidationError("not a part: write 5% or 0.5%, at most 100%")
        }
        return percent / 100
    }
}

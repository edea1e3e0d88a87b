import SoraArguments
import SoraLibrary
import SoraModel
import SoraTerminal

/// The command `soralib schedule install`.
struct ScheduleInstall: SoralibCommand {
    static let result = CommandResult(.one("schedule"), .one("schedule-preview"))
    static let configuration = CommandConfiguration(
        commandName: "install",
        abstract: "Lets `soralib sync` be started from time to time.",
        discussion: """
            A timer of your own systemd does it where there is one, else a line in your crontab; every five minutes \
            where no time is given. Times that were missed because the machine was off or asleep are made up for. A run \
            looks first, and ends there when nothing is due. Keys have to be in a file or come from a command: a \
            timer has none of a terminal's variables. Several libraries can be scheduled side by side; installed again, \
            a schedule is changed. What was installed is run once, and how that ended is told.
            """,
        examples: [
            CommandExample("soralib schedule install", "every five minutes"),
            CommandExample("soralib schedule install --at 09:00,18:00"),
            CommandExample("soralib schedule install --calendar \"Mon..Fri 09..18:00\""),
            CommandExample("soralib schedule install --every 1h --using cron"),
            CommandExample("soralib schedule install --print", "see what would be installed"),
        ],
        exitStatus: [
            CommandExitStatus(0, "installed, or printed"),
            CommandExitStatus(64, "the time cannot be scheduled"),
            CommandExitStatus(73, "something of that name is there, or cannot be written"),
            CommandExitStatus(77, "a key is in a variable, which a schedule does not have"),
            CommandExitStatus(78, "there is neither systemd nor cron"),
        ])

    @Option(
        help: ArgumentHelp(
            "How often, every 5m if nothing says when: 15m, 2h, 1d.", valueName: "D"),
        transform: ScheduleInstall.duration)
    var every: Double?

    @Option(help: ArgumentHelp("At these times of day: 09:00,18:00.", valueName: "TIMES"))
    var at: String?

    @Option(
        help: ArgumentHelp(
            "By systemd's calendar: daily, 'Mon..Fri 09..18:00'.", valueName: "SPEC"))
    var calendar: String?

    @Option(help: ArgumentHelp("What starts it; else the first that is there."))
    var using: ScheduleMethod?

    @Flag(help: "Print the units or the line of the crontab, and change nothing.")
    var print = false

    func validate() throws {
        if [every != nil, at != nil, calendar != nil].count(where: \.self) > 1 {
            throw ValidationError("one of --every, --at and --calendar says when, not several")
        }
    }

    func run(in context: CommandContext) async throws {
        let library = try context.openForReading()
        let timing = try timing()
        if print || context.options.dryRun {
            let preview = try library.previewSchedule(timing, by: using)
            for problem in try library.scheduleProblems() { context.say("note: \(problem)") }
            try tell(preview, context)
            return
        }
        let (state, firstRun) = try library.installSchedule(timing, by: using)
        try context.write(json: state.json) {
            ScheduleText.text(of: state, firstRun: firstRun)
        }
        if state.method == .systemd, state.lingers != true {
            context.say(
                "it runs while you are logged in; `loginctl enable-linger` lets it run always")
        }
    }

    private func timing() throws -> ScheduleTiming {
        if let every { return .every(try ScheduleInterval(seconds: every)) }
        if let at { return try ScheduleTiming(times: at) }
        if let calendar { return try ScheduleTiming(calendar: calendar) }
        return .standard
    }

    private func tell(_ preview: Library.SchedulePreview, _ context: CommandContext) throws {
        let pieces = preview.pieces.map { piece in
            let path = piece.path.map(JSONText.string) ?? "null"
            return "{\"path\":\(path),\"text\":\(JSONText.string(piece.text))}"
        }
        let json =
            "{\"method\":\"\(preview.method.rawValue)\",\"files\":[\(pieces.joined(separator: ","))]}"
        try context.write(json: json) {
            preview.pieces.map { piece in
                let path = piece.path.map { "# \(Escaping.oneLine($0))\n" } ?? ""
                return path + Escaping.lines(piece.text)
            }.joined(separator: "\n")
        }
    }

    private static func duration(_ text: String) throws -> Double {
        guard let seconds = DurationText.seconds(text) else {
            throw ValidationError("not a time: write it as 90s, 15m, 2h or 7d")
        }
        return seconds
    }
}
